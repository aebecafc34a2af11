import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { departments } from '@yichuang/contracts';
import { parse } from 'yaml';
import type { CompanyOpeningForm } from './form.js';
import { parseForm } from './form-faults.js';
import { residentNumber } from './generate/residents.js';

const folder = new URL('../../../samples/', import.meta.url);

/** A sample and what its header says of it: lines `status: …` and `expect: department CODE path`. */
interface Sample {
  readonly file: string;
  readonly content: unknown;
  readonly status: string;
  readonly expected: readonly string[];
  readonly header: string;
}

const read = (file: string): Sample => {
  const source = readFileSync(new URL(file, folder), 'utf8');
  const header = source.split('\n').filter((line) => line.startsWith('#'));
  const said = (word: string) =>
    header.flatMap((line) => (line.startsWith(`# ${word}: `) ? [line.slice(word.length + 4)] : []));
  return {
    file,
    content: parse(source),
    status: said('status').join(),
    expected: said('expect'),
    header: header.join('\n'),
  };
};

const yamlIn = (path: string): string[] => readdirSync(new URL(path, folder)).filter((name) => name.endsWith('.yaml'));
const samples = yamlIn('.').map(read);
const faulty = yamlIn('faulty/').map((name) => read(`faulty/${name}`));
const all = [...samples, ...faulty];
const handedIn = all.filter(({ status }) => status !== 'bad-input');

const formOf = ({ content, file }: Sample): CompanyOpeningForm => {
  const parsed = parseForm(content);
  if (!parsed.ok) throw new Error(`${file}: ${parsed.faults.map(({ code, path }) => `${code} ${path}`).join(', ')}`);
  return parsed.form;
};
const named = (file: string): CompanyOpeningForm => formOf(read(file));

const numbersOf = (form: CompanyOpeningForm): string[] =>
  Object.values(form.people).flatMap(({ document }) => (document.type === 'RESIDENT_ID' ? [document.number] : []));

describe('samples', () => {
  it.each(handedIn.map((sample) => [sample.file, sample] as const))('%s can be handed in as it is', (_, sample) => {
    expect(() => formOf(sample)).not.toThrow();
  });

  it('say in their header, in two languages, what becomes of them', () => {
    const statuses = ['completed', 'awaiting-correction', 'in-review', 'declined', 'bad-input'];
    for (const { file, header, status, expected } of all) {
      expect([file, statuses.includes(status)]).toEqual([file, true]);
      expect(header).toMatch(/^# \P{ASCII}/u);
      expect(header).toContain('Everything is fictional');
      expect([file, expected.length > 0]).toEqual([file, ['awaiting-correction', 'bad-input'].includes(status)]);
    }
  });

  it('expect faults of known departments at places the form has', () => {
    for (const { file, content, expected, status } of faulty) {
      if (status === 'bad-input') continue;
      for (const line of expected) {
        const [department = '', code = '', path = ''] = line.split(' ');
        expect([file, (departments as readonly string[]).includes(department)]).toEqual([file, true]);
        expect(code).toMatch(/^[A-Z][A-Z0-9_]+$/);
        // A missing field has no place of its own; what it is missing from has.
        const holder = path.split('/').slice(1, -1);
        const there = holder.reduce<unknown>(
          (inner, step) => (inner as Record<string, unknown> | undefined)?.[step],
          content,
        );
        expect([file, path, typeof there]).toEqual([file, path, 'object']);
      }
    }
  });

  it('are fictional: right check digits, an address code that adults never had, telephones 138 0000 00nn', () => {
    for (const sample of handedIn) {
      const form = formOf(sample);
      for (const number of numbersOf(form)) {
        expect(number).toBe(residentNumber(number.slice(0, 17)));
        expect(number).toMatch(/^350405/);
      }
      for (const { mobile } of Object.values(form.people))
        if (mobile !== undefined) expect(mobile).toMatch(/^138000000\d{2}$/);
      expect(form.company.phone).toMatch(/^0598-0\d{6}$/);
    }
  });

  it('enrol nobody twice over A to E, and six at B', () => {
    const files = ['a.yaml', 'b.yaml', 'c.yaml', 'd-corrected.yaml', 'e.yaml'];
    const enrolled = files
      .map(named)
      .flatMap((form) => form.employees.map(({ person }) => form.people[person]?.document.number));
    expect(new Set(enrolled).size).toBe(enrolled.length);
    expect(named('b.yaml').employees.length).toBe(6);
    for (const file of ['c.yaml', 'd.yaml', 'e.yaml']) expect(named(file).employees).toEqual([]);
  });

  it('add up as the domain reference says: A pays 1,350.00 a month to the fund, B 3,456.00', () => {
    const monthlyFen = (form: CompanyOpeningForm): number => {
      if (!('unitRatio' in form.housingFund)) return 0;
      const { unitRatio, personalRatio } = form.housingFund;
      return form.employees.reduce((sum, { wageFen }) => sum + (wageFen * (unitRatio + personalRatio)) / 100, 0);
    };
    expect(monthlyFen(named('a.yaml'))).toBe(135_000);
    expect(monthlyFen(named('b.yaml'))).toBe(345_600);
  });

  it('let D be corrected by its name alone, and E by its papers alone', () => {
    const [first, corrected] = [named('d.yaml'), named('d-corrected.yaml')];
    expect({ ...corrected, name: first.name }).toEqual(first);
    expect([first.name.trade, corrected.name.trade]).toEqual(['虚杉', '虚柏']);
    const missing = named('e.yaml');
    for (const [file, kind] of [
      ['e-with-proof.yaml', 'property-certificate'],
      ['e-with-commitment.yaml', 'seat-commitment'],
    ] as const) {
      const supplied = named(file);
      expect({ ...supplied, papers: missing.papers }).toEqual(missing);
      expect(supplied.papers.filter((paper) => paper.kind !== kind)).toEqual(missing.papers);
      expect(supplied.papers.length).toBe(missing.papers.length + 1);
    }
  });

  it('have companies of their own, so that all can be handed in to one house', () => {
    const others = handedIn.filter(({ file }) => !/^(d|e-)/.test(file)).map((sample) => formOf(sample));
    // Names of one character say nothing yet; they are never taken.
    const trades = others.map(({ name }) => name.trade).filter((trade) => trade.length > 1);
    expect(new Set(trades).size).toBe(trades.length);
    const strangers = faulty
      .filter(({ status }) => status !== 'bad-input')
      .flatMap((sample) => numbersOf(formOf(sample)));
    expect(new Set(strangers).size).toBe(strangers.length);
  });
});

describe('negative samples', () => {
  it('are there for every negative fixture of the domain reference', () => {
    const names = faulty.map(({ file }) => file.replace(/^faulty\/|\.yaml$/g, ''));
    expect(names).toEqual(
      expect.arrayContaining([
        'capital-sum-mismatch',
        'capital-term-over-5y',
        'name-structure',
        'name-district-without-city',
        'supervisor-is-officer',
        'finance-equals-legalrep',
        'agent-is-liaison',
        'hf-ratio-out-of-range-4',
        'hf-ratio-out-of-range-13',
        'hf-ratio-unequal',
        'person-minor-shareholder',
        'bo-missing-at-25-percent',
        'preapproval-stale',
        'person-disqualified',
      ]),
    );
  });

  it('have one with at least twelve faults over five departments', () => {
    const { expected } = read('faulty/twelve.yaml');
    expect(new Set(expected).size).toBeGreaterThanOrEqual(12);
    expect(new Set(expected.map((line) => line.split(' ')[0])).size).toBe(5);
  });

  it('have one that is no proper form, with every fault listed at once', () => {
    const { content, expected } = read('faulty/bad-input.yaml');
    const parsed = parseForm(content);
    const found = parsed.ok ? [] : parsed.faults.map(({ code, path }) => `form ${code} ${path}`);
    expect(found.sort()).toEqual([...expected].sort());
  });

  it('put the beneficial owner at the edge at exactly 25 percent', () => {
    const { beneficialOwners, shareholders, company } = named('faulty/bo-missing-at-25-percent.yaml');
    const indirect = new Map<string, number>();
    for (const { person, percents } of beneficialOwners.chains) {
      const share = percents.reduce((product, percent) => (product * percent) / 100, 100);
      indirect.set(person, (indirect.get(person) ?? 0) + share);
    }
    const filed = beneficialOwners.owners.map(({ person }) => person);
    expect([...indirect].filter(([person]) => !filed.includes(person)).map(([, share]) => share)).toEqual([25]);
    expect(shareholders.reduce((sum, { subscribedFen }) => sum + subscribedFen, 0)).toBe(company.capitalFen);
  });
});
