import { describe, expect, it } from '@jest/globals';
import type { TaxSection } from '@yichuang/contracts';
import { riskAnswer, taxReceipt } from '../registration/desk.js';
import type { TaxOrder } from '../registration/events.js';
import { section } from '../registration/fixture.js';
import { riskPersons } from '../reference/risk-persons.js';
import { taxCoreSimulator } from './tax-core.simulator.js';
import { taxRegistrationSimulator } from './tax-registration.simulator.js';

const asked = { caseId: 'c1', found: [], serial: 7, now: Date.UTC(2026, 10, 23, 16), tag: (value: string) => value };
const atRisk = Object.keys(riskPersons.byDocumentNumber);
const withDocument = (ref: string, number: string): TaxSection => ({
  ...section,
  people: { ...section.people, [ref]: { ...section.people[ref]!, document: { type: 'RESIDENT_ID', number } } },
});

describe('the tax core', () => {
  const hitsIn = (given: TaxSection) =>
    riskAnswer.parse(taxCoreSimulator.answer({ ...asked, ask: { round: 1 }, section: given }).answer);

  it('knows nobody of an ordinary company, and says by which list', () => {
    expect(hitsIn(section)).toEqual({ hits: [], list: riskPersons.version });
  });

  it.each(atRisk)('tells of a risk by reference, never by number: %s', (number) => {
    const { answer, effects } = taxCoreSimulator.answer({ ...asked, ask: {}, section: withDocument('p2', number) });
    expect(riskAnswer.parse(answer).hits).toEqual(['p2']);
    expect(JSON.stringify([answer, effects])).not.toContain(number);
  });

  it('is not asked about mere shareholders', () => {
    const [number = ''] = atRisk;
    const p3 = withDocument('p1', number).people['p1']!;
    const given = { ...section, shareholders: [{ holder: 'p3', subscribedFen: 1 }], people: { ...section.people, p3 } };
    expect(hitsIn(given).hits).toEqual([]);
  });

  it('may say nothing of a person but a reference', () => {
    expect(() => riskAnswer.parse({ hits: ['林志远'] })).toThrow();
    expect(riskAnswer.parse({ hits: ['p1'], name: '林志远' })).toEqual({ hits: ['p1'] });
  });
});

describe('the registration', () => {
  const order: TaxOrder = {
    uscc: '91350405MAFAKE0198',
    companyName: '三明市沙县区虚杉软件开发有限公司',
    establishedOn: '2026-11-23',
    gbt4754: '6513',
    office: '13504050100',
    taxpayerKind: 'small-scale',
    accountingStandard: 'small-enterprise',
    accountingMethod: 'independent',
    quotaFen: null,
    taxTypes: [],
  };

  it('gives twenty digits of the office, on the day in Shanghai, and counts as one effect of the company', () => {
    const { answer, effects } = taxRegistrationSimulator.answer({ ...asked, ask: order, section });
    expect(taxReceipt.parse(answer)).toEqual({
      registrationNumber: '13504050100000000007',
      confirmedOn: '2026-11-24',
      simulated: true,
    });
    expect(effects).toEqual(['tax:91350405MAFAKE0198']);
  });
});
