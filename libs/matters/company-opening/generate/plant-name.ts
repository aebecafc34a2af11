import { at, type Planter } from './planter.js';

const fault = at('market-regulation');

/** Faults of the name (NAME a.5–17). The rivals are the name library's, registered in every industry before any case. */
export const namePlanters: readonly Planter[] = [
  {
    name: 'trade-name-of-one-character',
    touches: ['name.trade'],
    plant: ({ name }) => {
      name.trade = '珏';
      return [fault('NAME_STRUCTURE', 'name', 'trade')];
    },
  },
  {
    name: 'trade-name-with-forbidden-word',
    touches: ['name.trade'],
    plant: ({ name }) => {
      name.trade = `黑太阳${name.trade}`;
      return [fault('NAME_FORBIDDEN', 'name', 'trade')];
    },
  },
  {
    name: 'trade-name-of-a-registered-company',
    touches: ['name.trade'],
    plant: ({ name }) => {
      name.trade = '虚存';
      return [fault('NAME_CONFLICT', 'name', 'trade')];
    },
  },
  {
    name: 'trade-name-that-sounds-like-another',
    touches: ['name.trade'],
    plant: ({ name }) => {
      name.trade = '虚村';
      return [fault('NAME_SIMILAR', 'name', 'trade')];
    },
  },
  {
    name: 'district-without-its-city',
    touches: ['name.division'],
    plant: ({ name }) => {
      name.division = '沙县区';
      return [fault('NAME_DISTRICT_WITHOUT_CITY', 'name', 'division')];
    },
  },
];
