import { describe, expect, it } from '@jest/globals';
import { knowsOrchestratorEvent } from '@yichuang/contracts';
import { decide } from '@yichuang/kernel';
import {
  catalogue,
  companyOpeningPlan,
  nextCardAt,
  numberKey,
  publishedCalendars,
  toyDepartments,
  toyPlan,
  type CaseEvent,
} from '@yichuang/matters';
import { bookOf, caseDesk } from './desk.js';
import { heardDepartments, knowledgeOf } from './hearing.js';
import { applicant, at, company, departments, Played, submission, well } from './play.js';
import { saidBy } from '@yichuang/testing';

const both = { plans: [companyOpeningPlan, toyPlan] };
const desk = caseDesk(both, publishedCalendars);

function answerAll(played: Played, ...except: string[]): void {
  for (const task of played.open().filter(({ step }) => !except.includes(step))) {
    const intake = task.dueAt === null;
    const type = saidBy(task.department, intake ? 'checked' : 'done');
    const result = task.step === 'register' ? { result: company } : {};
    played.hear(task.department, type, { answer: well(task, intake ? 'checked' : 'done', result) });
  }
}

function submitted(over: object = {}): Played {
  const played = new Played(desk);
  played.knock('submit', submission(over));
  return played;
}

function completed(): Played {
  const played = submitted();
  while (played.open().length > 0) answerAll(played);
  return played;
}

describe('the desk of cases', () => {
  it('takes an application, asks every department with its own section and no other, as bytes', () => {
    const played = submitted();
    const tasks = played.events.filter((event) => event.type === 'DepartmentTaskDispatched');
    expect(tasks.filter(({ sealed }) => sealed !== undefined)).toHaveLength(6);
    for (const { department, sealed } of tasks)
      if (sealed !== undefined) expect(Buffer.from(sealed).toString()).toBe(`sealed for ${department}`);
    expect(JSON.stringify(played.events[0])).not.toContain('sealed');
  });

  it('runs a case to its end by nothing but what departments publish', () => {
    const played = completed();
    expect(played.state.phase).toBe('completed');
    expect(played.events.at(-1)?.type).toBe('SlaMet');
  });

  it('runs another matter of the catalogue without knowing it', () => {
    const played = new Played(desk);
    played.knock('submit', submission({ matter: 'toy', inputs: {}, sections: {} }));
    while (played.open().length > 0)
      for (const task of played.open()) {
        const done = task.dueAt !== null;
        const result = { result: { code: 'T-1' } };
        played.hear(task.department, 'ToyAnswered', { answer: well(task, done ? 'done' : 'checked', result) });
      }
    expect(played.state.phase).toBe('completed');
    expect(played.state.number).toMatch(/^沙示例20261123-/);
    expect(heardDepartments(both)).toEqual(expect.arrayContaining([...toyDepartments]));
  });

  it('lets a task be heard by the department it asks, a withdrawal by the one that decides it, and the rest by all', () => {
    const played = completed();
    const audienceOf = (event: CaseEvent): unknown => {
      const entry = desk.audience[event.type] as string | ((one: CaseEvent) => string) | undefined;
      return typeof entry === 'function' ? entry(event) : entry;
    };
    for (const event of played.events) {
      if (event.type === 'DepartmentTaskDispatched') expect(audienceOf(event)).toBe(event.department);
      else if (event.type === 'StepAnswered') expect(audienceOf(event)).toBeUndefined();
      else expect(audienceOf(event)).toBe('*');
    }
    const other = submitted();
    const [asked] = other.knock('withdraw', {});
    expect(asked?.type).toBe('WithdrawalRequested');
    expect(audienceOf(asked!)).toBe('market-regulation');
    for (const type of Object.keys(desk.audience)) expect(knowsOrchestratorEvent('orchestrator', type)).toBe(true);
  });

  it('hears the answer to a withdrawal from the department that decides it', () => {
    const granted = submitted();
    granted.knock('withdraw', {});
    granted.hear('market-regulation', 'WithdrawalGranted', {});
    expect(granted.state.phase).toBe('withdrawn');
    const refused = submitted();
    refused.knock('withdraw', {});
    refused.hear('market-regulation', 'WithdrawalRefused', {});
    expect(refused.state.withdrawal?.status).toBe('turned-down');
    expect(refused.hear('tax', 'WithdrawalGranted', {})).toEqual([]);
  });

  it('rejects to withdraw a company that is registered', () => {
    const played = submitted();
    answerAll(played);
    answerAll(played);
    expect(() => played.knock('withdraw', {})).toThrow('TOO_LATE_TO_WITHDRAW');
  });

  it('knows what departments publish for others, and nothing a newer build might', () => {
    const knows = knowledgeOf(catalogue);
    expect(knows('tax', 'InvoiceQuotaAssigned')).toBe(true);
    expect(knows('tax', 'TaxInfoConfirmed')).toBe(true);
    expect(knows('market-regulation', 'WithdrawalRefused')).toBe(true);
    expect(knows('tax', 'SealFiled')).toBe(false);
    expect(knows('tax', 'TaxInfoConfirmedTwice')).toBe(false);
    expect(heardDepartments({ plans: [companyOpeningPlan] })).toEqual([...departments]);
  });

  it('passes over an event of one department that only another one answers with', () => {
    const played = submitted();
    const [task] = played.open();
    expect(desk.hears['SealFiled']?.from).toBe('seal');
    expect(desk.hears['ManualReviewRequired']?.from).toBeNull();
    expect(played.hear('tax', 'SealFiled', { answer: well(task!, 'done') })).toEqual([]);
  });

  it('has one deadline timer, at the next card, and none when the case has ended', () => {
    const played = submitted();
    expect(desk.timers?.(played.state)).toEqual({ clock: at('2026-11-23 09:15') });
    expect(desk.deadlines).toEqual(['clock']);
    expect(desk.timers?.(completed().state)).toEqual({});
  });

  it('raises each card once, at its own instant, however late the timer fires', () => {
    const played = submitted();
    const types: string[] = [];
    for (let due = nextCardAt(played.state); due !== null; due = nextCardAt(played.state)) {
      played.now = due + 5_000;
      const events = played.when(desk.fires!('clock', due, played.now));
      for (const event of events) expect(event.at).toBe(due);
      types.push(...events.map(({ type }) => type));
    }
    expect(types).toEqual(['EarlyWarningRaised', 'YellowCardIssued', 'RedCardIssued', 'EscalationRaised']);
  });

  it('claims a number before it is given, and holds it for ever', () => {
    const played = submitted();
    const command = desk.doors!['submit']!.command(desk.doors!['submit']!.schema.parse(submission()), {
      caseId: 'c1',
      now: played.now,
      actor: applicant,
    });
    expect(desk.claims!(command, desk.decider.initial, 'c1')).toHaveLength(3);
    expect(desk.claims!(command, played.state, 'c1')).toEqual([]);
    expect(desk.claims!({ type: 'Withdraw', at: 0 }, played.state, 'c1')).toEqual([]);
    const kept = played.events.flatMap((event) => desk.holds!(event, played.state, 'c1').keep ?? []);
    expect(kept).toEqual([{ key: numberKey(played.state.number), data: null }]);
  });

  it('refuses at the door what is no application, every fault under its path', () => {
    const { schema } = desk.doors!['submit']!;
    const bad = schema.safeParse({ ...submission({ matter: 'fishing', hall: '', sections: { tax: '???' } }), more: 1 });
    const paths = bad.error?.issues.map(({ path, code }) => [path.join('/'), code]).sort();
    expect(paths).toEqual([
      ['', 'unrecognized_keys'],
      ['hall', 'too_small'],
      ['matter', 'custom'],
      ['sections/tax', 'invalid_format'],
    ]);
  });

  it('can make every decision again from its events', () => {
    const insisted = submitted();
    answerAll(insisted, 'tax-check');
    const task = insisted.open()[0]!;
    const doubt = {
      rule: 'R-TAX-1',
      code: 'TAX_FAULT',
      article: 'a.1',
      text: { 'zh-CN': '有误', en: 'wrong' },
      phase: 'form' as const,
      disposal: 'block' as const,
      verdict: 'fail' as const,
      paths: ['/tax'],
      evidence: {},
    };
    insisted.hear('tax', 'TaxPreChecked', { answer: well(task, 'checked', { findings: [doubt] }) });
    insisted.knock('insist', {});
    for (const { decisions } of [completed(), insisted])
      for (const { before, events } of decisions)
        expect(decide(desk.decider, desk.recall(events, before), before)).toEqual({ kind: 'decided', events });
    expect(insisted.state.documents.map(({ kind }) => kind)).toEqual(['receipt', 'notice', 'non-acceptance']);
  });

  it('keeps a case with the plan it was submitted under', () => {
    const book = bookOf(both, publishedCalendars);
    expect(book(submitted().state).plan).toBe(companyOpeningPlan);
    expect(() => book({ matter: 'toy', planVersion: '0' })).toThrow(RangeError);
  });
});

describe('the register of cases', () => {
  const { project, table } = desk.registers![0]!;

  it('always shows what a row made afresh would show, though most answers write none', () => {
    for (const trouble of ['none', 'review', 'withdrawn']) {
      const played = submitted();
      const rowsOf = () => {
        let row: unknown = null;
        let written = 0;
        let state = desk.decider.initial;
        for (const event of played.events) {
          state = desk.decider.evolve[event.type](state, event as never);
          for (const change of project(event, state, 'c1')) {
            row = change.row;
            written += 1;
          }
        }
        return { row, written };
      };
      const afresh = () => project({ ...played.events[0]! }, played.state, 'c1')[0]?.row;
      let first = true;
      while (played.open().length > 0) {
        const task = played.open()[0]!;
        if (trouble === 'review' && first) {
          played.hear(task.department, 'ManualReviewRequired', { answer: well(task, 'review') });
          expect(rowsOf().row).toEqual(afresh());
        }
        if (trouble === 'withdrawn' && played.events.length > 10) {
          played.knock('withdraw', {});
          played.hear('market-regulation', 'WithdrawalGranted', {});
          break;
        }
        first = false;
        const intake = task.dueAt === null;
        played.hear(task.department, saidBy(task.department, intake ? 'checked' : 'done'), {
          answer: well(task, intake ? 'checked' : 'done', task.step === 'register' ? { result: company } : {}),
        });
        expect(rowsOf().row).toEqual(afresh());
      }
      if (trouble === 'none') expect(rowsOf().written).toBeLessThan(6);
    }
  });

  it('has a place for each column of a row', () => {
    const played = completed();
    const [change] = project(played.events.at(-2)!, played.state, 'c1');
    expect(Object.keys(change?.row ?? {}).sort()).toEqual(Object.keys(table.columns).sort());
    expect(change?.row).toMatchObject({
      status: 'completed',
      company_name: company.companyName,
      uscc: company.uscc,
      ended_at: played.now,
    });
  });
});
