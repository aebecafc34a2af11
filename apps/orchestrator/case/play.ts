import { decide, evolve } from '@yichuang/kernel';
import { separationRules, type Acting, type Actor, type SeparationRule, type StepAnswer } from '@yichuang/contracts';
import type { Heard } from '@yichuang/host';
import {
  publishedCalendars,
  type CaseCommand,
  type CaseEvent,
  type CaseState,
  type Catalogue,
  type DepartmentTaskDispatched,
} from '@yichuang/matters';
import { parseInstant } from '@yichuang/working-time';
import { shownCase } from '../shown-case.js';
import { bookOf, type CaseDesk } from './desk.js';

/** Who hands in what is played. */
export const applicant: Actor = { id: 'p1', roles: ['applicant'], department: null, division: null };

/** For specs: a case played through the desk's own doors, hearings and timers, as the host would. */
export class Played {
  state: CaseState;
  readonly events: CaseEvent[] = [];
  readonly decisions: { readonly before: CaseState; readonly events: readonly CaseEvent[] }[] = [];
  now = at('2026-11-23 09:00');
  actor: Actor = applicant;

  constructor(
    readonly desk: CaseDesk,
    readonly caseId = 'c1',
  ) {
    this.state = desk.decider.initial;
  }

  /** Through a door, its schema first. */
  knock(door: string, body: unknown): readonly CaseEvent[] {
    const opened = this.desk.doors?.[door];
    if (opened === undefined) throw new Error(`no door ${door}`);
    return this.when(
      opened.command(opened.schema.parse(body), { caseId: this.caseId, now: this.now, actor: this.actor }),
    );
  }

  /** As the stream brings it. */
  hear(source: string, type: string, body: unknown): readonly CaseEvent[] {
    const hearing = this.desk.hears[type];
    if (hearing === undefined) throw new Error(`nobody hears ${type}`);
    const heard: Heard<unknown> = {
      type,
      source,
      caseId: this.caseId,
      at: this.now,
      now: this.now,
      body: hearing.schema.parse(body),
      sealed: undefined,
    };
    const command = hearing.command(heard, null);
    return command === null ? [] : this.when(command);
  }

  when(command: CaseCommand): readonly CaseEvent[] {
    const decision = decide(this.desk.decider, command, this.state);
    if (decision.kind === 'rejection') throw new Error(decision.code);
    const { events } = decision;
    if (events.length > 0) this.decisions.push({ before: this.state, events });
    for (const event of events) this.state = evolve(this.desk.decider, this.state, event);
    this.events.push(...events);
    return events;
  }

  open(): DepartmentTaskDispatched[] {
    return this.events
      .filter((event) => event.type === 'DepartmentTaskDispatched')
      .filter(({ step, round }) => round === this.state.round && this.state.steps[step]?.answer === null);
  }
}

/** As whom the rules of separation see who acts: seen by one more rule, which nobody breaks. */
export function seenByRules(act: () => void): readonly Acting[] {
  const seen: Acting[] = [];
  const isBroken: SeparationRule['isBroken'] = ({ actor: { id, roles } }) => seen.push({ id, roles }) === 0;
  const rules = separationRules as SeparationRule[];
  rules.push({ id: 'R-SOD-00', article: '', text: { 'zh-CN': '', en: '' }, isBroken });
  try {
    act();
    return seen;
  } finally {
    rules.pop();
  }
}

/** The case as whoever reads it is shown it. */
export const shownOf = (played: Played, catalogue: Catalogue): Record<string, unknown> =>
  shownCase({
    book: bookOf(catalogue, publishedCalendars)(played.state),
    state: played.state,
    events: played.events,
    at: played.now,
    position: '0:0',
  }) as Record<string, unknown>;

/** An answer without a fault. */
export const well = (
  { step, round }: Pick<DepartmentTaskDispatched, 'step' | 'round'>,
  outcome: StepAnswer['outcome'],
  over: Partial<StepAnswer> = {},
): StepAnswer => ({
  step,
  round,
  outcome,
  instant: true,
  ruleSet: 'set-1',
  decider: 'SYSTEM:set-1',
  accountable: 'department',
  rules: { pass: [], fail: [], unknown: [] },
  findings: [],
  ...over,
});

/** Epoch ms of a Shanghai wall-clock time. */
export function at(written: string): number {
  const parsed = parseInstant(written);
  if (parsed.kind === 'fault') throw new RangeError(parsed.text.en);
  return parsed.at;
}

export const departments = [
  'market-regulation',
  'seal',
  'tax',
  'social-insurance',
  'medical-insurance',
  'housing-fund',
] as const;

/** What the gateway hands on. */
export const submission = (over: object = {}): object => ({
  matter: 'company-opening',
  hall: '350405',
  authority: '350405',
  inputs: {
    nameData: {
      name: { division: '三明市沙县区', trade: '虚杉', industry: '软件开发', form: '有限公司' },
      gbt4754: '6513',
      preApprovalNeeded: false,
    },
  },
  leftOut: {},
  sections: Object.fromEntries(departments.map((name) => [name, Buffer.from(`sealed for ${name}`).toString('base64')])),
  ...over,
});

export const company = {
  uscc: '91350405MAF0000000',
  companyName: '三明市沙县区虚杉软件开发有限公司',
  establishedOn: '2026-11-23',
  gbt4754: '6513',
};
