import { describe, expect, it } from '@jest/globals';
import type { MarketRegulationSection } from '@yichuang/contracts';
import type { SimulatorDefinition } from '@yichuang/host';
import { section } from '../registration/fixture.js';
import { addressAnswer, dishonestAnswer, realNameAnswer } from '../registration/desk.js';
import { addressLibrarySimulator } from './address-library.simulator.js';
import { dishonestListSimulator } from './dishonest-list.simulator.js';
import { publicRegisterSimulator } from './public-register.simulator.js';
import { realNameSimulator } from './real-name.simulator.js';

function answerOf(simulator: SimulatorDefinition, ask: object, given: MarketRegulationSection = section): unknown {
  const now = Date.UTC(2026, 10, 23, 0, 30);
  const request = { caseId: 'c1', ask, section: given, found: [], serial: 7, now, tag: (value: string) => value };
  return simulator.answer(request).answer;
}

const persons = ['p1', 'p2', 'p3', 'p4'];
const numbered = (number: string): MarketRegulationSection => ({
  ...section,
  people: { ...section.people, p1: { ...section.people['p1']!, document: { type: 'RESIDENT_ID', number } } },
});
const at = (address: string): MarketRegulationSection => ({ ...section, seat: { ...section.seat, address } });

describe('the simulated sources', () => {
  it('say in both languages that they are simulators, and repeat nothing private', () => {
    const all = [realNameSimulator, dishonestListSimulator, addressLibrarySimulator, publicRegisterSimulator];
    for (const simulator of all) {
      expect(simulator.title['zh-CN']).toContain('模拟');
      expect(simulator.title.en).toContain('simulator');
      const said = JSON.stringify(answerOf(simulator, { persons, legalRepresentative: 'p1', uscc: 'x' }));
      expect(said).toContain('"simulated":true');
      for (const { name, document } of Object.values(section.people)) {
        expect(said).not.toContain(name);
        expect(said).not.toContain(document.number);
      }
    }
  });

  it('confirm real names, but for one the identity register does not know', () => {
    expect(realNameAnswer.parse(answerOf(realNameSimulator, { persons }))).toEqual({
      unconfirmed: [],
      version: 'simulated-persons-2026.1',
      simulated: true,
    });
    const stranger = numbered('350405195403069915');
    expect(realNameAnswer.parse(answerOf(realNameSimulator, { persons }, stranger))).toMatchObject({
      unconfirmed: ['p1'],
    });
  });

  it('know who is on a list, who is banned, and who heads many companies', () => {
    const ask = { persons, legalRepresentative: 'p1' };
    const of = (number: string) => dishonestAnswer.parse(answerOf(dishonestListSimulator, ask, numbered(number)));
    expect(of('350405198805120019')).toMatchObject({ hits: [], banned: [], heads: 0 });
    expect(of('350405197003279998')).toMatchObject({ hits: ['p1'] });
    expect(of('35040519520304991x')).toMatchObject({ banned: ['p1'] });
    expect(of('350405195303059912')).toMatchObject({ heads: 24 });
  });

  it('know the houses of the streets that exist nowhere, and no other', () => {
    const of = (address: string) => addressAnswer.parse(answerOf(addressLibrarySimulator, {}, at(address)));
    expect(of(section.seat.address)).toMatchObject({ found: true, propertyKnown: true, negative: false });
    expect(of('福建省三明市沙县区凤岗街道虚禁路1号')).toMatchObject({ found: true, negative: true });
    expect(of('福建省三明市沙县区凤岗街道虚群路1号')).toMatchObject({ companies: 180 });
    expect(of('福建省三明市沙县区夏茂镇虚无村12号')).toMatchObject({ found: false, propertyKnown: false });
  });
});
