import { createHmac } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { StepAnswer } from '@yichuang/contracts';
import type { Department, Desk, DeskCommand, DeskEvent } from '@yichuang/host';
import { housingFund } from '@yichuang/housing-fund';
import { decide, fold } from '@yichuang/kernel';
import {
  generateApplications,
  parseForm,
  plantAll,
  planters,
  sectionsOf,
  type CompanyOpeningForm,
  type Sections,
} from '@yichuang/matters';
import { medicalInsurance } from '@yichuang/medical-insurance';
import { seal } from '@yichuang/seal';
import { socialInsurance } from '@yichuang/social-insurance';
import { tax } from '@yichuang/tax';
import { parse } from 'yaml';

const five: readonly Department[] = [seal, tax, socialInsurance, medicalInsurance, housingFund];
const filedOn = '2026-11-23';
const now = Date.parse(`${filedOn}T08:30:00+08:00`);

type Effects = Map<string, { effect: string; caseId: string }[]>;

/** One case at one department, played without a house: what its desk writes, and what its simulators are asked and say. */
class Visit {
  private state: unknown;
  private readonly desk: Desk<DeskCommand, unknown, DeskEvent>;
  readonly events: DeskEvent[] = [];
  /** Everything that leaves the sealed section in clear. */
  readonly clear: unknown[] = [];

  constructor(
    private readonly department: Department,
    private readonly section: unknown,
    private readonly caseId = 'c1',
    private readonly effects: Effects = new Map(),
  ) {
    const [desk] = department.desks as readonly Desk<DeskCommand, unknown, DeskEvent>[];
    if (desk === undefined) throw new TypeError(`${department.name} has no desk`);
    this.desk = desk;
    this.state = desk.decider.initial;
  }

  asked(task: 'pre-check' | 'open', data: Readonly<Record<string, unknown>> = {}): StepAnswer {
    const { name } = this.department;
    const body = { step: task, department: name, task, round: 1, number: 'QK-1', authority: '350405', hall: '350405' };
    const heard = { type: 'DepartmentTaskDispatched', source: 'orchestrator', caseId: this.caseId, at: now, now };
    const hearing = this.desk.hears['DepartmentTaskDispatched'];
    const said = hearing?.schema.parse({ ...body, dueAt: null, data });
    this.take(hearing?.command({ ...heard, body: said, sealed: Uint8Array.of(1) }, this.section));
    const answers = this.events.flatMap((event) => ('answer' in event ? [event.answer as StepAnswer] : []));
    const answer = answers.filter(({ step }) => step === task).at(-1);
    if (answer === undefined) throw new TypeError(`${name} says nothing to ${task}`);
    return answer;
  }

  private take(command: DeskCommand | null | undefined): void {
    if (command === null || command === undefined)
      throw new TypeError(`${this.department.name} passes over its own task`);
    const decision = decide(this.desk.decider, command, this.state);
    if (decision.kind === 'rejection') throw new TypeError(decision.code);
    this.clear.push(command, ...decision.events);
    for (const event of decision.events) {
      this.events.push(event);
      this.state = fold(this.desk.decider, [event], this.state);
      for (const { project } of this.desk.registers ?? []) this.clear.push(...project(event, this.state, this.caseId));
      for (const { port, ask } of this.desk.errands?.(event, this.state, this.caseId) ?? []) this.errand(port, ask);
    }
  }

  private errand(port: string, ask: unknown): void {
    const simulator = this.department.simulators?.find(({ name }) => name === port);
    if (simulator === undefined) throw new TypeError(`${this.department.name} has no port ${port}`);
    const tag = (value: string): string => createHmac('sha256', 'test').update(value).digest('hex');
    const ledger = this.effects.get(simulator.ledger ?? port) ?? [];
    const looks = simulator.looks?.({ ask, section: this.section, tag }) ?? [];
    const found = ledger.filter(({ effect }) => looks.includes(effect));
    const given = { caseId: this.caseId, ask, section: this.section, serial: 1, now, tag, found };
    const { answer, effects = [] } = simulator.answer(given);
    this.clear.push(ask, answer, effects);
    this.effects.set(simulator.ledger ?? port, [
      ...ledger,
      ...effects.map((effect) => ({ effect, caseId: this.caseId })),
    ]);
    const learned = { caseId: this.caseId, errand: 'e1', ask, answer, now, section: this.section };
    this.take(this.desk.learned?.[port]?.(learned));
  }
}

/** `null` where the applicant left the department out. */
function visit(department: Department, form: CompanyOpeningForm, caseId?: string, effects?: Effects): Visit | null {
  const section = sectionsOf(form)[department.name as keyof Sections];
  return section === null ? null : new Visit(department, department.section?.schema.parse(section), caseId, effects);
}

/** Whatever does not pass and is more than a mark, as the notice would say it: `department CODE path`. */
const foundIn = (form: CompanyOpeningForm): string[] =>
  five.flatMap((department) =>
    (visit(department, form)?.asked('pre-check').findings ?? [])
      .filter(({ disposal }) => disposal !== 'tag')
      .flatMap(({ code, paths }) => paths.map((path) => `${department.name} ${code} ${path}`)),
  );
const ofTheFive = (line: string): boolean => five.some(({ name }) => line.startsWith(`${name} `));

const company = {
  uscc: '91350405MAFAKE0198',
  companyName: '三明市沙县区虚杉软件开发有限公司',
  establishedOn: filedOn,
  gbt4754: '6513',
};

const folder = new URL('../../samples/', import.meta.url);
const files = ['', 'faulty/'].flatMap((path) =>
  readdirSync(new URL(path, folder)).flatMap((name) => (name.endsWith('.yaml') ? [path + name] : [])),
);
const samples = files.flatMap((file) => {
  const source = readFileSync(new URL(file, folder), 'utf8');
  const expected = source.split('\n').flatMap((line) => (line.startsWith('# expect: ') ? [line.slice(10)] : []));
  const parsed = parseForm(parse(source));
  return parsed.ok ? [{ file, form: parsed.form, expected: expected.filter(ofTheFive) }] : [];
});
const generated = (count: number, faultyShare: number) =>
  Array.from({ length: count }, (_, seed) => [
    ...generateApplications({ seed, count: 1, faultyShare, filedOn }),
  ]).flat();
const clean = generated(200, 0).map(({ form }) => form);

describe('the five departments', () => {
  it('have every sample but the one that is no proper form', () => {
    expect(samples.length).toBe(files.length - 1);
  });

  it.each(samples)('find in $file exactly what its header says', ({ form, expected }) => {
    expect(foundIn(form).sort()).toEqual([...expected].sort());
  });

  it('find nothing but marks in clean applications, and do all that is asked', () => {
    for (const form of clean) {
      expect(foundIn(form)).toEqual([]);
      for (const department of five) {
        const one = visit(department, form);
        one?.asked('pre-check');
        expect([department.name, one?.asked('open', company).outcome ?? 'done']).toEqual([department.name, 'done']);
      }
    }
  });

  it.each(planters)('find of $name exactly what is theirs', (planter) => {
    for (const form of clean.slice(0, 40)) {
      const planted = plantAll(form, filedOn, [planter]);
      const expected = planted.faults.map(({ department, code, path }) => `${department} ${code} ${path}`);
      expect(foundIn(planted.form).sort()).toEqual(expected.filter(ofTheFive).sort());
    }
  });

  it('are each tried by a planted fault', () => {
    const tried = planters.flatMap((planter) =>
      clean.slice(0, 40).flatMap((form) => plantAll(form, filedOn, [planter]).faults.map((fault) => fault.department)),
    );
    expect(five.filter(({ name }) => !tried.some((department) => department === name))).toEqual([]);
  });

  it('find several faults at once, each with its own path', () => {
    for (const { form, manifest } of generated(200, 1)) {
      const expected = manifest.faults.map(({ department, code, path }) => `${department} ${code} ${path}`);
      expect(foundIn(form).sort()).toEqual(expected.filter(ofTheFive).sort());
    }
  });

  it('send employees whom another case has enrolled to an officer', () => {
    const form = samples.find(({ file }) => file === 'a.yaml')?.form as CompanyOpeningForm;
    for (const department of [socialInsurance, medicalInsurance]) {
      const effects: Effects = new Map();
      const first = visit(department, form, 'c1', effects);
      first?.asked('pre-check');
      expect(first?.asked('open', company).outcome).toBe('done');
      const second = visit(department, form, 'c2', effects);
      expect(second?.asked('pre-check').findings).toMatchObject([
        { code: 'EMPLOYEE_INSURED_ELSEWHERE', paths: ['/people/p1', '/people/p2', '/people/p3'] },
      ]);
      expect(second?.asked('open', company).outcome).toBe('review');
    }
  });

  it('let nothing private out of the sealed section: not into commands, events, errands, answers, ledgers or registers', () => {
    const forms = [...samples.map(({ form }) => form), ...generated(100, 0.5).map(({ form }) => form)];
    for (const form of forms) {
      const secrets = privateValuesOf(form);
      for (const department of five) {
        const one = visit(department, form);
        one?.asked('pre-check');
        one?.asked('open', company);
        const written = JSON.stringify(one?.clear ?? []);
        expect([department.name, secrets.filter((secret) => written.includes(secret)).length]).toEqual([
          department.name,
          0,
        ]);
      }
    }
  });
});

function privateValuesOf({ people, tax: { bankAccounts }, seat, company: { phone } }: CompanyOpeningForm): string[] {
  const persons = Object.values(people).flatMap(({ name, document, mobile, email, address }) => [
    ...[name, document.number],
    ...[mobile, email, address].flatMap((value) => value ?? []),
  ]);
  const accounts = bankAccounts.map(({ number }) => number);
  return [...persons, ...accounts, seat.address, seat.owner.name, phone];
}
