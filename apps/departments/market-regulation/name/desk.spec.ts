import { describe, expect, it } from '@jest/globals';
import { nameLibrarySimulator } from '../ports/name-library.simulator.js';
import { registeredNames } from '../reference/registered-names.js';
import { ClaimBook } from './claim-book.fixture.js';
import { nameDesk } from './desk.js';
import type { NameCommand, NameEvent } from './events.js';
import { data, factsWith } from './fixture.js';
import { companyNames } from './register.js';

const now = Date.parse('2026-11-23T08:30:00+08:00');

const heard = (type: string, source: string, json: unknown): NameCommand | null => {
  const hearing = nameDesk.hears[type];
  if (hearing === undefined) throw new TypeError(`the desk does not hear ${type}`);
  const body: unknown = hearing.schema.parse(json);
  return hearing.command({ type, source, caseId: 'a', at: now - 1, now, body, sealed: undefined }, null);
};
const task = {
  step: 'name',
  department: 'market-regulation',
  task: 'check-name',
  round: 1,
  number: '沙开办20261123-0001',
  authority: '350405',
  hall: '350405',
  dueAt: null,
  data,
};
const dispatched = (change: Partial<typeof task> = {}) =>
  heard('DepartmentTaskDispatched', 'orchestrator', { ...task, ...change });

/** What the simulator says of a trade name, as the command in which the desk takes it. */
function asked(tradeName: string, authority = '350405'): NameCommand {
  const ask = { round: 1, authority, tradeName };
  const request = { caseId: 'a', ask, section: null, serial: 1, now, tag: (value: string) => value, found: [] };
  const { answer } = nameLibrarySimulator.answer(request);
  const learned = nameDesk.learned?.['name-library'];
  if (learned === undefined) throw new TypeError('the desk takes no answer of the library');
  return learned({ caseId: 'a', errand: 'e', ask, answer, now, section: null });
}
const libraryOf = (command: NameCommand) => (command.type === 'TakeLibraryAnswer' ? command.library : undefined);

describe('the name desk', () => {
  it('takes the task of the plan: name, class and authority, nothing of a person', () => {
    expect(dispatched()).toEqual({
      type: 'CheckName',
      at: now,
      step: 'name',
      round: 1,
      number: task.number,
      ruleSet: 'name-2026.1',
      facts: factsWith(),
    });
  });

  it('passes over the other tasks and the other departments', () => {
    expect(dispatched({ task: 'pre-check', data: {} as typeof data })).toBeNull();
    expect(dispatched({ department: 'tax' })).toBeNull();
  });

  it('hears its own service say that the company is registered', () => {
    const answer = {
      step: 'register',
      round: 1,
      outcome: 'done',
      instant: true,
      ruleSet: 'market-regulation-2026.1',
      decider: 'SYSTEM:market-regulation-2026.1',
      accountable: '三明市沙县区市场监督管理局',
      rules: { pass: [], fail: [], unknown: [] },
      findings: [],
      result: { uscc: '91350405MAFAKE0198', companyName: '三明市沙县区虚杉软件开发有限公司', capitalFen: 1 },
    };
    expect(nameDesk.hears['CompanyRegistered']?.from).toBe('market-regulation');
    expect(heard('CompanyRegistered', 'market-regulation', { answer })).toEqual({
      type: 'TakeName',
      at: now,
      uscc: '91350405MAFAKE0198',
      companyName: '三明市沙县区虚杉软件开发有限公司',
    });
  });

  it.each(['ApplicationDeclined', 'CaseRefused', 'CaseWithdrawn', 'CaseTerminated'])('lets go on %s', (type) => {
    expect(heard(type, 'orchestrator', { reason: 'withdrawn' })).toMatchObject({
      type: 'EndCase',
      reason: 'withdrawn',
    });
  });

  it('keeps to itself what the library said and whom it saw', () => {
    expect(Object.keys(nameDesk.audience).sort()).toEqual([
      'ManualReviewRequired',
      'NameConflictDetected',
      'NameFaulty',
      'NameReservationExpired',
      'NameReserved',
    ]);
  });
});

describe('the name library', () => {
  it('is a simulator, says so in every answer, and holds only fictional names', () => {
    expect(nameLibrarySimulator.title['zh-CN']).toContain('模拟');
    expect(libraryOf(asked('虚杉'))).toEqual({ names: [], list: registeredNames.version, simulated: true });
    expect(registeredNames.fictional).toBe(true);
  });

  it('tells who shares, echoes, holds or fills a trade name, with its sound', () => {
    for (const tradeName of ['虚存', '虚村', '大虚存']) {
      expect(libraryOf(asked(tradeName))?.names).toMatchObject([{ tradeName: '虚存', sound: 'xu cun', industry: '' }]);
    }
    expect(libraryOf(asked('虚存', '350404'))?.names).toEqual([]);
  });

  it('that stays silent comes back as no answer', () => {
    const learned = nameDesk.learned?.['name-library'];
    const ask = { round: 1, authority: '350405', tradeName: '虚杉' };
    expect(learned?.({ caseId: 'a', errand: 'e', ask, answer: null, now, section: null })).toMatchObject({
      library: null,
    });
  });

  it.each([
    ['虚存', 'NameConflictDetected'],
    ['虚村', 'NameFaulty'],
    ['虚备', 'NameConflictDetected'],
    ['虚销', 'NameConflictDetected'],
    ['虚改', 'NameConflictDetected'],
    ['虚吊', 'NameConflictDetected'],
    ['虚旧', 'NameReserved'],
    ['虚杉', 'NameReserved'],
  ])('leads for %s to %s', (trade, type) => {
    const book = new ClaimBook();
    book.decide('a', { ...dispatched(), facts: factsWith({ trade }) } as NameCommand);
    expect(book.decide('a', asked(trade)).at(-1)?.type).toBe(type);
  });
});

describe('the register of names', () => {
  const rowAfter = (...commands: readonly NameCommand[]) => {
    const book = new ClaimBook();
    const rows = commands.flatMap((command) =>
      book
        .decide('a', command)
        .flatMap((event: NameEvent) => companyNames.project(event, book.state('a'), 'a').map(({ row }) => row)),
    );
    return rows.at(-1);
  };
  const checkOf = (trade: string) => ({ ...dispatched(), facts: factsWith({ trade }) }) as NameCommand;

  it('has one row a case: the name, how it stands and until when', () => {
    const row = rowAfter(checkOf('虚杉'), asked('虚杉'));
    expect(row).toMatchObject({
      case_id: 'a',
      status: 'reserved',
      company_name: '三明市沙县区虚杉软件开发有限公司',
      kept_as: 'reserved',
      reserved_until: '2027-01-23',
      rival: null,
    });
    expect(Object.keys(row ?? {}).sort()).toEqual(Object.keys(companyNames.table.columns).sort());
  });

  it('names who is in the way, and what an officer is waited for', () => {
    expect(rowAfter(checkOf('虚存'), asked('虚存'))).toMatchObject({
      status: 'conflict',
      rival: '三明市沙县区虚存有限公司',
      kept_as: null,
    });
    expect(rowAfter(checkOf('中华杉'), asked('中华杉'))).toMatchObject({
      status: 'review',
      waits_for: 'NAME_NEEDS_APPROVAL',
      waits_since: now,
      kept_as: 'pending',
    });
  });

  it('shows the registered company with its code, and a released name as free', () => {
    const uscc = '91350405MAFAKE0198';
    const taken: NameCommand = { type: 'TakeName', at: now, uscc, companyName: '三明市沙县区虚杉软件开发有限公司' };
    expect(rowAfter(checkOf('虚杉'), asked('虚杉'), taken)).toMatchObject({
      status: 'registered',
      uscc,
      reserved_until: null,
    });
    const end: NameCommand = { type: 'EndCase', at: now, reason: 'withdrawn' };
    expect(rowAfter(checkOf('虚杉'), asked('虚杉'), end)).toMatchObject({ status: 'released', kept_as: null });
  });
});
