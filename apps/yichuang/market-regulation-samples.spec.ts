import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { marketRegulationSection, type ReportedFinding, type StepAnswer } from '@yichuang/contracts';
import type { AnyDesk, DeskCommand, DeskEvent, SimulatorDefinition } from '@yichuang/host';
import { decide, evolve, type Decider } from '@yichuang/kernel';
import {
  compatible,
  generateApplications,
  parseForm,
  plantAll,
  planters,
  sectionsOf,
  type CompanyOpeningForm,
  type PlantedFault,
  type Planter,
} from '@yichuang/matters';
import { marketRegulation } from '@yichuang/market-regulation';
import fc from 'fast-check';
import { parse } from 'yaml';

/** The registration desk over the very applications the house is tried with: every sample and every planted fault. */

const folder = new URL('../../samples/', import.meta.url);
const filedOn = '2026-11-23';
const now = Date.UTC(2026, 10, 23, 0, 30);
const desk = marketRegulation.desks.find(({ name }) => name === 'registration') as AnyDesk;
const decider = desk.decider as Decider<DeskCommand, unknown, DeskEvent>;

const task = {
  step: 'market-regulation-check',
  department: 'market-regulation',
  task: 'pre-check',
  round: 1,
  number: 'QK-1',
  authority: '350405',
  hall: '350405',
  dueAt: null,
  data: {},
};

interface Course {
  readonly events: readonly DeskEvent[];
  readonly answer: StepAnswer;
}

/** The pre-check of a form from the task to the answer, through the desk's own ears, errands and simulators. */
function preCheck(form: CompanyOpeningForm): Course {
  const section: unknown = marketRegulationSection.parse(sectionsOf(form)['market-regulation']);
  const events: DeskEvent[] = [];
  let state: unknown = decider.initial;
  const carryOut = (command: DeskCommand): void => {
    const decision = decide(decider, command, state);
    if (decision.kind === 'rejection') throw new TypeError(decision.code);
    for (const event of decision.events) {
      state = evolve(decider, state, event);
      events.push(event);
      for (const { port, ask } of desk.errands?.(event, state, 'c') ?? []) pending.push({ port, ask });
    }
  };
  const pending: { readonly port: string; readonly ask: unknown }[] = [];
  const heard = { type: 'DepartmentTaskDispatched', source: 'orchestrator', caseId: 'c', at: now, now };
  carryOut(
    desk.hears.DepartmentTaskDispatched?.command(
      { ...heard, body: task, sealed: Uint8Array.of(1) },
      section,
    ) as DeskCommand,
  );
  for (const { port, ask } of pending) {
    const answer = simulate(port, ask, section);
    carryOut(desk.learned?.[port]?.({ caseId: 'c', errand: port, ask, answer, now, section }) as DeskCommand);
  }
  const checked = events.at(-1) as unknown as { readonly answer: StepAnswer };
  return { events, answer: checked.answer };
}

function simulate(port: string, ask: unknown, section: unknown): unknown {
  const simulator = marketRegulation.simulators?.find(({ name }) => name === port) as SimulatorDefinition;
  return simulator.answer({ caseId: 'c', ask, section, found: [], serial: 1, now, tag: (value) => value }).answer;
}

const findingsOf = (form: CompanyOpeningForm): readonly ReportedFinding[] => preCheck(form).answer.findings;
const lines = (findings: readonly ReportedFinding[]): string[] =>
  findings.flatMap(({ code, paths }) => paths.map((path) => `${code} ${path}`)).sort();
/** What the law forbids: it declines, or stands in a notice. */
const blocking = (findings: readonly ReportedFinding[]): ReportedFinding[] =>
  findings.filter(({ verdict, disposal }) => verdict === 'fail' && disposal === 'block');
/** What waits for an officer. */
const looks = (findings: readonly ReportedFinding[]): ReportedFinding[] =>
  findings.filter((one) => one.disposal !== 'tag' && !blocking(findings).includes(one));
const codes = (findings: readonly ReportedFinding[]): string[] => findings.map(({ code }) => code);

interface Sample {
  readonly file: string;
  readonly form: CompanyOpeningForm;
  readonly said: (word: string) => string[];
}

function read(file: string): Sample[] {
  const source = readFileSync(new URL(file, folder), 'utf8');
  const parsed = parseForm(parse(source));
  if (!parsed.ok) return [];
  const said = (word: string) =>
    [...source.matchAll(new RegExp(`^# ${word}: market-regulation (.+)$`, 'gmu'))].map(([, line = '']) => line);
  return [{ file, form: parsed.form, said }];
}

const yamlIn = (path: string): string[] => readdirSync(new URL(path, folder)).filter((name) => name.endsWith('.yaml'));
const samples = [...yamlIn('.'), ...yamlIn('faulty/').map((name) => `faulty/${name}`)].flatMap(read);
const named = (file: string): CompanyOpeningForm => {
  const found = samples.find((sample) => sample.file === file);
  if (found === undefined) throw new TypeError(`no sample ${file}`);
  return found.form;
};
/** Those are the name desk's. */
const ofNames = (line: string): boolean => line.startsWith('NAME_');

describe('the registration desk finds in the samples', () => {
  it.each(samples.map((sample) => [sample.file, sample] as const))('what the header of %s says', (file, sample) => {
    const found = findingsOf(sample.form);
    const declines = blocking(found).filter(({ phase }) => phase === 'admissibility');
    const defects = blocking(found).filter(({ phase }) => phase !== 'admissibility');
    expect(lines(defects)).toEqual(
      sample
        .said('expect')
        .filter((line) => !ofNames(line))
        .sort(),
    );
    expect(codes(declines)).toEqual(sample.said('decline'));
    // where the proof of an unknown house is missing, an officer would look at the address too
    expect(codes(looks(found))).toEqual(file === 'e.yaml' ? ['SEAT_ADDRESS_UNKNOWN'] : sample.said('review'));
    expect(lines(found.filter(({ disposal }) => disposal === 'tag'))).toEqual(sample.said('tag'));
  });

  it('whom to go to where this authority is not competent', () => {
    const [decline] = blocking(findingsOf(named('faulty/jurisdiction-wrong.yaml')));
    expect(decline?.evidence).toMatchObject({ competentAuthority: '福建省市场监督管理局' });
  });

  it('in C that an officer has to look before acceptance, and nothing else', () => {
    expect(findingsOf(named('c.yaml'))).toMatchObject([
      { code: 'FIE_NOT_AUTHORISED_HERE', phase: 'admissibility', verdict: 'unknown' },
    ]);
  });
});

const formAt = (seed: number, index: number): CompanyOpeningForm => {
  const [first] = generateApplications({ seed, count: 1, startIndex: index, filedOn });
  if (first === undefined) throw new Error('nothing generated');
  return first.form;
};
const anyForm = fc.tuple(fc.nat(1_000_000), fc.nat(124_999)).map(([seed, index]) => formAt(seed, index));
/** Planters in any number, none of which shares a place with another. */
const anyCompatible = fc
  .shuffledSubarray([...planters])
  .map((some) =>
    some.reduce<Planter[]>(
      (chosen, next) => (chosen.every((c) => compatible(c, next)) ? [...chosen, next] : chosen),
      [],
    ),
  );

function expectFound(form: CompanyOpeningForm, faults: readonly PlantedFault[]): void {
  const ours = faults.filter(({ department, code }) => department === 'market-regulation' && !ofNames(code));
  const found = findingsOf(form);
  expect(lines(blocking(found))).toEqual(ours.map(({ code, path }) => `${code} ${path}`).sort());
  // nothing holds the notice back
  expect(looks(found).filter(({ phase }) => phase !== 'substance')).toEqual([]);
}

describe('the registration desk', () => {
  it('passes every valid application by rule alone', () => {
    fc.assert(
      fc.property(anyForm, (form) => {
        expect(findingsOf(form)).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it.each(planters.map((planter) => [planter.name, planter] as const))(
    'finds what %s plants, there and nowhere else',
    (_, planter) => {
      fc.assert(
        fc.property(anyForm, (form) => {
          const { form: planted, faults } = plantAll(form, filedOn, [planter]);
          expectFound(planted, faults);
        }),
        { numRuns: 25 },
      );
    },
  );

  it('finds any set of planted faults, each at its place and nothing else', () => {
    fc.assert(
      fc.property(anyForm, anyCompatible, (form, some) => {
        const { form: planted, faults } = plantAll(form, filedOn, some);
        expectFound(planted, faults);
      }),
      { numRuns: 200 },
    );
  });

  it('writes nothing private into an event before the company is registered', () => {
    fc.assert(
      fc.property(anyForm, anyCompatible, (form, some) => {
        const { form: planted } = plantAll(form, filedOn, some);
        const written = JSON.stringify(preCheck(planted).events.map((event) => ({ ...event, sealed: null })));
        const people = Object.values(planted.people).flatMap(({ name, document, mobile, email, address }) => [
          name,
          document.number,
          ...[mobile, email, address].filter((value) => value !== undefined),
        ]);
        const { owner, address, electronicService } = planted.seat;
        for (const value of [...people, owner.name, address, electronicService.email ?? owner.name]) {
          expect(written).not.toContain(value);
        }
      }),
      { numRuns: 100 },
    );
  });
});
