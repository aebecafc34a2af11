import { describe, expect, it } from '@jest/globals';
import { caseEndings, orchestratorEvents } from '@yichuang/contracts';
import { CONSULTATION_DESK, type AnyDesk, type DeskCommand, type DeskEvent } from '@yichuang/host';
import { decide, evolve, type Decider } from '@yichuang/kernel';
import { marketRegulation } from './department.js';
import { section } from './registration/fixture.js';

/**
 * Both desks of the department over one book of claims, with the simulators for the outside. The store, the stream and
 * the vault are left out: who hears what, who asks whom and who sees whose claim is the department's own.
 */
const START = Date.parse('2026-11-23T08:30:00+08:00');

type Holder = NonNullable<DeskCommand['holders']>[number];

class Office {
  readonly events: DeskEvent[] = [];
  readonly ledger: string[] = [];
  private readonly states = new Map<string, unknown>();
  private readonly claims = new Map<string, Holder[]>();
  private serial = 0;
  /** Errands not yet run, in the order asked. */
  private readonly errands: (() => void)[] = [];

  constructor(
    readonly caseId = 'c1',
    private now = START,
  ) {}

  /** One task of the orchestrator, and whatever follows from it until nobody is asked any more. */
  task(name: 'check-name' | 'pre-check' | 'register', step: string, data: object = {}): this {
    this.dispatch(name, step, data);
    return this.settle();
  }

  dispatch(name: string, step: string, data: object = {}): this {
    const body = { step, department: 'market-regulation', task: name, round: 1, number: 'QK-1', authority: '350405' };
    return this.hear('DepartmentTaskDispatched', 'orchestrator', { ...body, hall: '350405', dueAt: null, data });
  }

  hear(type: string, source: string, json: object): this {
    for (const desk of marketRegulation.desks) {
      const hearing = desk.hears[type];
      if (hearing === undefined || (hearing.from !== null && hearing.from !== source)) continue;
      const body: unknown = hearing.schema.parse(json);
      const sealed = 'task' in json && json.task === 'pre-check' ? Uint8Array.of(1) : undefined;
      const heard = { type, source, caseId: this.caseId, at: this.now, now: this.now, body, sealed };
      const command = hearing.command(heard, sealed === undefined ? null : section) as DeskCommand | null;
      if (command !== null) this.carryOut(desk, command);
    }
    return this;
  }

  settle(): this {
    for (let errand = this.errands.shift(); errand !== undefined; errand = this.errands.shift()) errand();
    return this;
  }

  holdersOf(key: string): readonly Holder[] {
    return this.claims.get(key) ?? [];
  }

  typesOf(): string[] {
    return this.events.map(({ type }) => type);
  }

  private carryOut(desk: AnyDesk, command: DeskCommand): void {
    this.now += 1;
    const stream = `${desk.name}/${this.caseId}`;
    const decider = desk.decider as Decider<DeskCommand, unknown, DeskEvent>;
    let state = this.states.get(stream) ?? decider.initial;
    const keys = desk.claims?.(command, state, this.caseId) ?? [];
    const holders = keys.flatMap((key) => this.holdersOf(key)).filter((one) => one.stream !== stream);
    const decision = decide(decider, { ...command, holders }, state);
    if (decision.kind === 'rejection') throw new TypeError(decision.code);
    for (const event of decision.events) {
      state = evolve(decider, state, event);
      this.states.set(stream, state);
      this.events.push(event);
      this.hold(desk, event, state, stream);
      for (const { port, ask } of desk.errands?.(event, state, this.caseId) ?? []) this.send(desk, port, ask);
    }
    // what everybody hears, the other desk hears too
    for (const event of decision.events) {
      if (desk.audience[event.type] === '*') this.hear(event.type, 'market-regulation', event);
    }
  }

  private hold(desk: AnyDesk, event: DeskEvent, state: unknown, stream: string): void {
    const { keep = [], release = [] } = desk.holds?.(event, state, this.caseId) ?? {};
    for (const key of [...release, ...keep.map((one) => one.key)]) {
      this.claims.set(
        key,
        this.holdersOf(key).filter((one) => one.stream !== stream),
      );
    }
    for (const { key, data } of keep) this.claims.set(key, [...this.holdersOf(key), { key, stream, data }]);
  }

  private send(desk: AnyDesk, port: string, ask: unknown): void {
    this.errands.push(() => {
      const simulator = marketRegulation.simulators?.find(({ name }) => name === port);
      const learned = desk.learned?.[port];
      if (simulator === undefined || learned === undefined) throw new TypeError(`nobody is behind ${port}`);
      this.serial += port === 'code-issuing' ? 1 : 0;
      const { caseId, now } = this;
      const tag = (value: string): string => value;
      const asked = { caseId, ask, section, found: [], serial: Math.max(1, this.serial), now, tag };
      const { answer, effects = [] } = simulator.answer(asked);
      this.ledger.push(...effects);
      this.carryOut(desk, learned({ caseId, errand: port, ask, answer, now, section }) as DeskCommand);
    });
  }
}

const nameData = { name: section.name, gbt4754: '6513', preApprovalNeeded: false };
const KEY = 'name/350405/虚杉';
const accepted = (): Office =>
  new Office().task('check-name', 'name', nameData).task('pre-check', 'market-regulation-check');

describe('market regulation', () => {
  it('takes a company from its name to its licence, and the name is then its own', () => {
    const office = accepted();
    expect(office.holdersOf(KEY)).toMatchObject([
      { stream: 'name/c1', data: { kind: 'reserved', until: '2027-01-23' } },
    ]);
    office.task('register', 'register');
    expect(office.typesOf()).toEqual([
      'NameCheckTaken',
      'NameLibraryAnswered',
      'NameReserved',
      'RegistrationTaskTaken',
      'SourceAnswered',
      'SourceAnswered',
      'SourceAnswered',
      'RegistrationPreChecked',
      'CodeRequested',
      'CompanyRegistered',
      'LicenceIssued',
      'PostLicencePermitReminded',
      'NameTaken',
      'PublicNoticeRecorded',
    ]);
    expect(office.holdersOf(KEY)).toMatchObject([{ data: { kind: 'registered', until: null } }]);
    expect(office.ledger).toEqual(['code:91350405MAFAKE0198', 'published:91350405MAFAKE0198']);
  });

  it('refuses to register a company whose name is free again', () => {
    const office = accepted().hear('CaseTerminated', 'orchestrator', { reason: 'NAME_LET_GO' });
    expect(office.holdersOf(KEY)).toEqual([]);
    office.task('register', 'register');
    expect(office.typesOf()).not.toContain('CodeRequested');
    const nameless = new Office().task('pre-check', 'market-regulation-check').task('register', 'register');
    expect(nameless.events.at(-1)).toMatchObject({
      type: 'RegistrationRefused',
      answer: { findings: [{ code: 'NAME_EXPIRED' }] },
    });
  });

  it('voids the code of a case that is withdrawn while it is under way, and lets the name go', () => {
    const office = accepted().dispatch('register', 'register');
    office.hear('WithdrawalRequested', 'orchestrator', { requestedAt: START }).settle();
    expect(office.typesOf().slice(-5)).toEqual([
      'CodeRequested',
      'CodeNoLongerWanted',
      'CodeVoidingRequested',
      'CodeVoided',
      'WithdrawalGranted',
    ]);
    expect(office.ledger).toEqual(['code:91350405MAFAKE0198', 'void:91350405MAFAKE0198']);
    office.hear('CaseWithdrawn', 'orchestrator', { reason: 'WITHDRAWN_BY_APPLICANT' });
    expect(office.holdersOf(KEY)).toEqual([]);
  });

  it('knows every event of those it hears, its own included, and no other', () => {
    const own = marketRegulation.desks.flatMap(({ audience }) =>
      Object.keys(audience).filter((type) => audience[type] !== 'orchestrator'),
    );
    expect(own.filter((type) => marketRegulation.knows?.('market-regulation', type) !== true)).toEqual([]);
    expect(orchestratorEvents.every((type) => marketRegulation.knows?.('orchestrator', type))).toBe(true);
    expect(marketRegulation.knows?.('market-regulation', 'CompanyForgotten')).toBe(false);
    expect(marketRegulation.knows?.('tax', 'NameReserved')).toBe(false);
  });

  it('has a simulator behind every port its desks ask, and hears every way a case can end', () => {
    const ports = (marketRegulation.simulators ?? []).map(({ name }) => name);
    for (const desk of marketRegulation.desks) {
      for (const port of Object.keys(desk.learned ?? {})) expect(ports).toContain(port);
      // what is asked is closed by the case itself, whichever way it ends
      const endings = desk.name === CONSULTATION_DESK ? ['ConsultationWithdrawn'] : caseEndings;
      for (const ending of endings) expect(Object.keys(desk.hears)).toContain(ending);
    }
  });
});
