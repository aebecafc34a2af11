import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { StepAnswer } from '@yichuang/contracts';
import type { Desk, DeskCommand, DeskEvent } from '@yichuang/host';
import { decide, fold } from '@yichuang/kernel';
import { marketRegulation } from '@yichuang/market-regulation';
import {
  generateApplications,
  openOptions,
  parseForm,
  plantAll,
  planters,
  type CompanyOpeningForm,
} from '@yichuang/matters';
import { parse } from 'yaml';

const filedOn = '2026-11-23';
const now = Date.parse(`${filedOn}T08:30:00+08:00`);
const nameDesk = (marketRegulation.desks as readonly Desk<DeskCommand, unknown, DeskEvent>[]).find(
  ({ name }) => name === 'name',
);
const library = marketRegulation.simulators?.find(({ name }) => name === 'name-library');

/** Every name check of one house, one after the other, over one book of claims. */
class NameOffice {
  private readonly claims = new Map<string, Map<string, unknown>>();
  private readonly states = new Map<string, unknown>();
  private readonly desk = nameDesk as Desk<DeskCommand, unknown, DeskEvent>;
  private readonly answers = new Map<string, StepAnswer>();

  /** The verdict on the name of a form, as the notice would say it: `market-regulation CODE path`, marks left aside. */
  check(caseId: string, form: CompanyOpeningForm, round = 1): string[] {
    const { nameData, authority, hall } = openOptions(form);
    const body = { step: 'name', department: 'market-regulation', task: 'check-name', round, number: 'QK-1', hall };
    const hearing = this.desk.hears['DepartmentTaskDispatched'];
    const said: unknown = hearing?.schema.parse({ ...body, authority, dueAt: null, data: nameData });
    const heard = { type: 'DepartmentTaskDispatched', source: 'orchestrator', caseId, at: now, now };
    this.take(caseId, hearing?.command({ ...heard, body: said, sealed: undefined }, null) as DeskCommand);
    const findings = this.answers.get(caseId)?.findings ?? [];
    return findings
      .filter(({ disposal }) => disposal !== 'tag')
      .flatMap(({ code, paths }) => paths.map((path) => `market-regulation ${code} ${path}`));
  }

  evidence(caseId: string): unknown {
    return this.answers.get(caseId)?.findings[0]?.evidence;
  }

  private take(caseId: string, command: DeskCommand): void {
    const stream = `name/${caseId}`;
    let state = this.states.get(caseId) ?? this.desk.decider.initial;
    const holders = (this.desk.claims?.(command, state, caseId) ?? []).flatMap((key) =>
      [...(this.claims.get(key) ?? [])].flatMap(([other, data]) =>
        other === stream ? [] : [{ key, stream: other, data }],
      ),
    );
    const decision = decide(this.desk.decider, { ...command, holders }, state);
    if (decision.kind === 'rejection') throw new TypeError(decision.code);
    for (const event of decision.events) {
      state = fold(this.desk.decider, [event], state);
      this.states.set(caseId, state);
      this.write(stream, this.desk.holds?.(event, state, caseId) ?? {});
      if ('answer' in event) this.answers.set(caseId, event.answer as StepAnswer);
      for (const { ask } of this.desk.errands?.(event, state, caseId) ?? []) this.ask(caseId, ask);
    }
  }

  private write(stream: string, { keep = [], release = [] }: ReturnType<NonNullable<typeof this.desk.holds>>): void {
    for (const key of release) this.claims.get(key)?.delete(stream);
    for (const { key, data } of keep) {
      this.claims.set(key, (this.claims.get(key) ?? new Map<string, unknown>()).set(stream, data));
    }
  }

  private ask(caseId: string, ask: unknown): void {
    const request = { caseId, ask, section: null, serial: 1, now, tag: (value: string) => value, found: [] };
    const answer: unknown = library?.answer(request).answer;
    const learned = this.desk.learned?.['name-library'];
    this.take(caseId, learned?.({ caseId, errand: 'e', ask, answer, now, section: null }) as DeskCommand);
  }
}

const folder = new URL('../../samples/', import.meta.url);
const files = ['', 'faulty/'].flatMap((path) =>
  readdirSync(new URL(path, folder)).flatMap((file) => (file.endsWith('.yaml') ? [path + file] : [])),
);
const samples = files.flatMap((file) => {
  const source = readFileSync(new URL(file, folder), 'utf8');
  const expected = source.split('\n').flatMap((line) => (/^# expect: .* NAME_/.test(line) ? [line.slice(10)] : []));
  const parsed = parseForm(parse(source));
  return parsed.ok ? [{ file, form: parsed.form, expected }] : [];
});
const sample = (file: string): CompanyOpeningForm => {
  const found = samples.find((one) => one.file === file);
  if (found === undefined) throw new TypeError(`there is no sample ${file}`);
  return found.form;
};

describe('the names of the samples', () => {
  it('are judged, all in one house and one after the other, exactly as their headers say', () => {
    const office = new NameOffice();
    // D is run after A; the forms of E are one case
    for (const { file, form, expected } of samples) {
      const caseId = file.replace(/-(corrected|with-proof|with-commitment)\.yaml$/, '.yaml');
      const round = {
        'd-corrected.yaml': 2,
        'd.yaml': 3,
        'e-with-commitment.yaml': 1,
        'e-with-proof.yaml': 2,
        'e.yaml': 3,
      };
      const found = office.check(caseId, form, round[file as keyof typeof round]);
      expect([file, found.sort()]).toEqual([file, [...expected].sort()]);
    }
  });

  it('let D meet A by name, and complete with another name', () => {
    const office = new NameOffice();
    expect(office.check('a', sample('a.yaml'))).toEqual([]);
    expect(office.check('d', sample('d.yaml'))).toEqual(['market-regulation NAME_CONFLICT /name/trade']);
    expect(office.evidence('d')).toMatchObject({ rival: '三明市沙县区虚杉软件开发有限公司' });
    expect(office.check('d', sample('d-corrected.yaml'), 2)).toEqual([]);
  });
});

describe('the names of generated applications', () => {
  it('are neither the same nor similar, nor a sample’s: 2,000 of them are all reserved in one house, in one industry', () => {
    const office = new NameOffice();
    for (const file of ['a.yaml', 'b.yaml', 'c.yaml', 'd-corrected.yaml', 'e.yaml']) office.check(file, sample(file));
    for (const { form } of generateApplications({ seed: 3, count: 2000, faultyShare: 0, filedOn })) {
      const crowded = { ...form, company: { ...form.company, gbt4754: '6513' } };
      const found = office.check(form.name.trade, crowded);
      if (found.length > 0) throw new Error(`${form.name.trade}: ${found.join(', ')}`);
    }
  });

  it('show every planted fault of the name with its code and path, and no other', () => {
    const named = planters.filter(({ touches }) => touches.some((place) => place.startsWith('name.')));
    expect(named.length).toBeGreaterThanOrEqual(5);
    for (const { form } of generateApplications({ seed: 5, count: 100, faultyShare: 0, filedOn })) {
      for (const planter of named) {
        const planted = plantAll(form, filedOn, [planter]);
        const expected = planted.faults.map(({ department, code, path }) => `${department} ${code} ${path}`);
        expect([planter.name, new NameOffice().check('c', planted.form)]).toEqual([planter.name, expected]);
      }
    }
  });

  it('show a fault of the division beside one of the trade name', () => {
    const named = planters.filter(({ touches }) => touches.includes('name.trade'));
    const [alone] = planters.filter(({ touches }) => touches.includes('name.division'));
    const [{ form } = { form: sample('a.yaml') }] = [
      ...generateApplications({ seed: 6, count: 1, faultyShare: 0, filedOn }),
    ];
    for (const planter of named) {
      const planted = plantAll(form, filedOn, alone === undefined ? [planter] : [planter, alone]);
      const expected = planted.faults.map(({ department, code, path }) => `${department} ${code} ${path}`);
      expect(new NameOffice().check('c', planted.form).sort()).toEqual(expected.sort());
    }
  });
});
