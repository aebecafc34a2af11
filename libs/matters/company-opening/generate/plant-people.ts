import type { Person } from '@yichuang/contracts';
import { isLeftOut, type CompanyOpeningForm } from '../form.js';
import { yearOf } from './days.js';
import { at, type Planter } from './planter.js';
import { residentNumber } from './residents.js';

const fault = at('market-regulation');

/** Faults of people and posts (CL a.10, 76, 178; MER-R a.16; AGENT a.5, 7). */
export const peoplePlanters: readonly Planter[] = [
  {
    name: 'minor-in-a-post',
    touches: ['person.minor'],
    plant: (form, { valid, filedOn }) =>
      onPerson(form, only.minor(valid), ({ document }, ref) => {
        const year = String(yearOf(filedOn) - 14);
        const day = document.number.slice(10, 14) === '0229' ? '0228' : document.number.slice(10, 14);
        document.number = residentNumber(`${document.number.slice(0, 6)}${year}${day}${document.number.slice(14, 17)}`);
        return fault('PERSON_MINOR', 'people', ref, 'document', 'number');
      }),
  },
  {
    name: 'wrong-check-digit',
    touches: ['person.number'],
    plant: (form, { valid }) =>
      onPerson(form, only.number(valid), ({ document }, ref) => {
        document.number = withWrongCheck(document.number);
        return fault('PERSON_ID_INVALID', 'people', ref, 'document', 'number');
      }),
  },
  {
    name: 'eligibility-not-declared',
    touches: ['person.declaration'],
    plant: (form) =>
      onPerson(form, form.posts.legalRepresentative, (person, ref) => {
        person.declaresEligible = false;
        return fault('PERSON_DISQUALIFIED', 'people', ref, 'declaresEligible');
      }),
  },
  {
    name: 'real-name-check-missing',
    touches: ['person.real-name'],
    plant: (form) =>
      onPerson(form, form.posts.legalRepresentative, (person, ref) => {
        delete person.realName;
        return fault('REALNAME_MISSING', 'people', ref, 'realName');
      }),
  },
  {
    name: 'supervisor-is-an-officer',
    touches: ['posts.supervisor'],
    plant: ({ posts }, { valid }) => {
      const { supervisors, manager, directors } = valid.posts;
      const [supervisor] = supervisors;
      if (supervisor === undefined) {
        posts.noSupervisorAgreed = false;
        posts.supervisors = [posts.financeHead];
      } else if (manager === null || directors.includes(manager)) {
        // Whoever was manager stays a director: nobody is left in the form without a part.
        posts.manager = supervisor;
      } else {
        return [];
      }
      return [fault('SUPERVISOR_IS_OFFICER', 'posts', 'supervisors', 0)];
    },
  },
  {
    name: 'legal-representative-without-post',
    touches: ['posts.legal-representative'],
    plant: ({ posts }) => {
      const { legalRepresentative, financeHead } = posts;
      posts.directors = posts.directors.map((ref) => (ref === legalRepresentative ? financeHead : ref));
      if (posts.manager === legalRepresentative) posts.manager = null;
      return [fault('LEGALREP_NOT_DIRECTOR_OR_MANAGER', 'posts', 'legalRepresentative')];
    },
  },
  {
    name: 'agent-not-declared',
    touches: ['agent.declared'],
    plant: ({ agent }) => {
      if (agent === null) return [];
      agent.declared = false;
      return [fault('AGENT_NOT_DECLARED', 'agent', 'declared')];
    },
  },
  {
    name: 'third-party-agent-is-liaison',
    touches: ['agent.liaison'],
    plant: ({ agent, posts }) => {
      if (agent?.kind !== 'third-party') return [];
      posts.liaisons = [...posts.liaisons, agent.person];
      return [fault('AGENT_IS_LIAISON', 'posts', 'liaisons', posts.liaisons.length - 1)];
    },
  },
];

/** Another check digit than the right one (GB 11643-1999). */
export const withWrongCheck = (number: string): string => `${number.slice(0, 17)}${number.endsWith('0') ? '1' : '0'}`;

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

function onPerson<R>(
  form: CompanyOpeningForm,
  ref: string | undefined,
  change: (person: Mutable<Person>, ref: string) => R,
): R[] {
  const person = ref === undefined ? undefined : form.people[ref];
  return ref === undefined || person === undefined ? [] : [change(person, ref)];
}

/**
 * A person nobody but market regulation asks after, so that the fault is one department's: for a wrong number a liaison
 * or manager of his own, for a minor the supervisor or the agent (a minor shareholder would be an officer's matter).
 */
const only = {
  number: (form: CompanyOpeningForm) =>
    [...form.posts.liaisons, form.posts.manager].find((ref) => isPrivy(form, ref)) ?? undefined,
  minor: (form: CompanyOpeningForm) => form.posts.supervisors.find((ref) => isPrivy(form, ref)),
};

function isPrivy(form: CompanyOpeningForm, ref: string | null): boolean {
  const elsewhere = [
    form.posts.legalRepresentative,
    form.posts.financeHead,
    form.posts.taxHandler,
    form.agent?.person,
    form.socialInsurance.handler,
    ...(isLeftOut(form.medicalInsurance) ? [] : [form.medicalInsurance.handler]),
    ...(isLeftOut(form.housingFund) ? [] : [form.housingFund.handler]),
    ...(isLeftOut(form.seal) ? [] : [form.seal.taker]),
    ...form.shareholders.map(({ holder }) => holder),
    ...form.employees.map(({ person }) => person),
  ];
  return ref !== null && !elsewhere.includes(ref);
}
