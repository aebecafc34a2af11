import { describe, expect, it } from '@jest/globals';
import { decide } from '@yichuang/kernel';
import { catalogue, publishedCalendars } from '@yichuang/matters';
import { cardRows } from './case/card-register.js';
import { bookOf, caseDesk } from './case/desk.js';
import { at, company, Played, submission, well } from './case/play.js';
import type { FoundCase } from './cases.js';
import { shownCase } from './shown-case.js';
import { shownMinutes } from './shown-minutes.js';
import { shownClocks, shownTimeline } from './shown-clocks.js';
import { saidBy } from '@yichuang/testing';

const desk = caseDesk(catalogue, publishedCalendars);
const defect = {
  rule: 'R-SEAT-02',
  code: 'SEAT_PROOF_MISSING',
  article: '市场主体登记管理条例 a.16',
  text: { 'zh-CN': '缺少住所证明', en: 'proof of the seat is missing' },
  phase: 'form' as const,
  disposal: 'block' as const,
  verdict: 'fail' as const,
  paths: ['/papers'],
  evidence: {},
};

function answer(played: Played, step: string, over: object = {}): void {
  const task = played.open().find((one) => one.step === step)!;
  const intake = task.dueAt === null;
  const result = step === 'register' ? { result: company } : {};
  const said = well(task, intake ? 'checked' : 'done', { ...result, ...over });
  played.hear(task.department, saidBy(task.department, intake ? 'checked' : 'done'), { answer: said });
}

const answerAll = (played: Played): void => {
  for (const { step } of played.open()) answer(played, step);
};

function submitted(): Played {
  const played = new Played(desk);
  played.knock('submit', submission());
  return played;
}

const found = (played: Played, when = played.now): FoundCase => ({
  book: bookOf(catalogue, publishedCalendars)(played.state),
  state: played.state,
  events: played.events,
  at: when,
  position: '3:17',
});

const shown = (played: Played, when?: number): Record<string, unknown> =>
  JSON.parse(JSON.stringify(shownCase(found(played, when)))) as Record<string, unknown>;

const PROMISED = ['caseId', 'number', 'status', 'company', 'clock', 'departments', 'notice', 'position'];

describe('a case as JSON', () => {
  it('before acceptance has no clock, no company, no notice, and the receipt', () => {
    const view = shown(submitted());
    expect(Object.keys(view).slice(0, PROMISED.length)).toEqual(PROMISED);
    expect(view).toMatchObject({
      caseId: 'c1',
      status: 'pre-checking',
      company: null,
      clock: null,
      notice: null,
      position: '3:17',
      name: '三明市沙县区虚杉软件开发有限公司',
      submittedAt: '2026-11-23T09:00:00+08:00',
      intakeClock: { dueAt: '2026-11-23T09:30:00+08:00', budgetMinutes: 30, state: 'RUNNING' },
      documents: [{ kind: 'receipt', date: '2026-11-23' }],
    });
  });

  it('when completed has everything that is promised, to the letter', () => {
    const played = submitted();
    answerAll(played);
    played.now = at('2026-11-23 10:30');
    while (played.open().length > 0) answerAll(played);
    const view = shown(played);
    expect(view['company']).toEqual({
      name: company.companyName,
      uscc: company.uscc,
      establishedOn: company.establishedOn,
    });
    expect(view['clock']).toEqual({
      startedAt: '2026-11-23T09:00:00+08:00',
      dueAt: '2026-11-23T15:30:00+08:00',
      stoppedAt: '2026-11-23T10:30:00+08:00',
      usedMinutes: 90,
      budgetMinutes: 240,
      calendarVersion: '2026.1',
      state: 'MET',
      provisional: false,
    });
    const departments = view['departments'] as Record<string, { status: string; outcome: string; rules: object }>;
    expect(Object.keys(departments)).toHaveLength(6);
    for (const one of Object.values(departments)) {
      expect(Object.keys(one).slice(0, 3)).toEqual(['status', 'outcome', 'rules']);
      expect(one).toMatchObject({ status: 'done', outcome: 'done', rules: { pass: [], fail: [], unknown: [] } });
    }
    expect(view['whyNotInstant']).toEqual({ instant: true, delays: [] });
    expect((view['documents'] as { kind: string }[]).map(({ kind }) => kind)).toEqual([
      'receipt',
      'acceptance',
      'registration',
    ]);
  });

  it('with a notice names each defect under its path of the form', () => {
    const played = submitted();
    answer(played, 'market-regulation-check', { findings: [defect] });
    answerAll(played);
    const { notice } = shown(played) as { notice: { number: number; defects: object[] } };
    expect(notice).toMatchObject({ number: 1, issuedAt: '2026-11-23T09:00:00+08:00', avoidable: false });
    const { code, article, text } = defect;
    expect(notice.defects).toMatchObject([{ code, department: 'market-regulation', path: '/papers', article, text }]);
    expect(shown(played)['waitingFor']).toMatchObject([{ who: 'applicant', what: 'correction' }]);
  });

  it('that waits for an officer says at which department, since when and why', () => {
    const played = submitted();
    answerAll(played);
    answer(played, 'register');
    const doubt = { ...defect, code: 'TAX_RISK_PERSON', phase: 'substance' as const, disposal: 'review' as const };
    answer(played, 'tax', { outcome: 'review', findings: [doubt] });
    for (const { step } of played.open()) answer(played, step);
    const view = shown(played);
    expect(view['status']).toBe('in-review');
    expect(view['waitingFor']).toMatchObject([
      {
        who: 'tax',
        what: 'tax',
        officer: true,
        since: '2026-11-23T09:00:00+08:00',
        why: [{ code: 'TAX_RISK_PERSON' }],
      },
    ]);
    expect(view['whyNotInstant']).toMatchObject({
      instant: false,
      delays: [{ kind: 'officer', department: 'tax', since: '2026-11-23T09:00:00+08:00', until: null }],
    });
  });

  it.each([
    ['form', 'declined', 'non-acceptance', 'DEFECTS_OF_FORM_REMAIN'],
    ['substance', 'refused', 'refusal', 'DEFECTS_OF_SUBSTANCE_REMAIN'],
  ] as const)(
    'insisted on over defects of %s is %s, with a dated document and the remedies',
    (phase, status, kind, reason) => {
      const played = submitted();
      answer(played, 'market-regulation-check', { findings: [{ ...defect, phase }] });
      answerAll(played);
      played.knock('insist', {});
      const view = shown(played);
      expect(view['status']).toBe(status);
      expect(view['documents']).toContainEqual({
        kind,
        number: expect.stringContaining(String(view['number'])),
        date: '2026-11-23',
        remedies: {
          reconsideration: { days: 60, article: '行政复议法 a.20' },
          suit: { months: 6, article: '行政诉讼法 a.46' },
        },
      });
      expect(view['end']).toMatchObject({ at: '2026-11-23T09:00:00+08:00', reason, defects: [{ code: defect.code }] });
    },
  );

  it('shows no instant as a number, wherever it stands', () => {
    const played = submitted();
    answer(played, 'market-regulation-check', { findings: [defect] });
    answerAll(played);
    played.when({ type: 'Fire', kind: 'clock', at: at('2026-11-23 12:00'), dueAt: at('2026-11-23 12:00') });
    const other = submitted();
    answerAll(other);
    other.when({ type: 'Fire', kind: 'clock', at: at('2026-11-24 12:00'), dueAt: at('2026-11-24 12:00') });
    for (const one of [played, other]) {
      const written = JSON.stringify([shownCase(found(one)), shownClocks(found(one)), shownTimeline(found(one))]);
      expect(written).not.toMatch(/:1[0-9]{12}\b/);
    }
  });
});

describe('who of a department has a case in hand', () => {
  const claimed = (): Played => {
    const played = submitted();
    answerAll(played);
    answer(played, 'register', {
      outcome: 'review',
      findings: [{ ...defect, verdict: 'unknown', phase: 'substance' }],
    });
    const item = { step: 'register', round: 1 };
    const until = at('2026-11-23 12:00');
    played.hear('market-regulation', 'ItemClaimed', { type: 'ItemClaimed', by: 'reviewer-1', until, ...item });
    const due = at('2026-11-23 10:30');
    played.when({ type: 'Fire', kind: 'clock', at: due, dueAt: due });
    played.now = due;
    return played;
  };

  it('is heard of the department, as long as it lasts, and is in nobody’s public record', () => {
    const played = claimed();
    const item = { step: 'register', round: 1 };
    expect(played.state.onDuty['register']).toMatchObject({ officer: 'reviewer-1' });
    const assigned = { by: 'approver-1', to: 'reviewer-2', until: at('2026-11-23 13:00'), ...item };
    expect(played.hear('market-regulation', 'ItemAssigned', assigned)).toMatchObject([{ officer: 'reviewer-2' }]);
    const lapsed = { dueAt: at('2026-11-23 10:20'), ...item };
    played.now = at('2026-11-23 10:31');
    expect(played.hear('market-regulation', 'ClaimLapsed', lapsed)).toEqual([]);
    const said = { by: 'reviewer-2', rulings: [], opinion: '', ...item };
    expect(played.hear('market-regulation', 'StepRecommended', said)).toMatchObject([{ officer: null }]);
    expect(played.hear('market-regulation', 'ItemClaimed', { by: 'reviewer-1', until: 1 })).toEqual([]);
    expect(Object.keys(desk.audience)).not.toContain('OfficerNoted');
    for (const { before, events } of played.decisions)
      expect(decide(desk.decider, desk.recall(events, before), before)).toEqual({ kind: 'decided', events });
  });

  it('stands on the card that was raised over it, and in its minutes, for whoever watches and for nobody else', () => {
    const played = claimed();
    const cards = Object.values(played.state.cards);
    expect(cards.map(({ id, onDuty }) => [id, onDuty])).toContainEqual([
      'register/early-warning',
      [{ step: 'register', officer: 'reviewer-1' }],
    ]);
    const row = cardRows.project(played.events.at(-1)!, played.state, 'c1')[0]?.row;
    expect(row).toMatchObject({ holder: 'market-regulation', officers: ['reviewer-1'] });
    const all = JSON.stringify([shownCase(found(played), true), shownMinutes(found(played), true)]);
    const applicants = JSON.stringify([shownCase(found(played)), shownMinutes(found(played))]);
    expect(all.match(/"by":"reviewer-1"|"officer":"reviewer-1"/g)?.length).toBeGreaterThan(1);
    expect(applicants).not.toContain('reviewer-1');
    expect(JSON.stringify(shownTimeline(found(played)))).not.toContain('reviewer-1');
  });
});

describe('the clocks of a case as JSON', () => {
  it('name the windows that were counted, in minutes', () => {
    const played = submitted();
    answerAll(played);
    const clocks = shownClocks(found(played, at('2026-11-23 15:00'))) as { clocks: Record<string, unknown>[] };
    expect(clocks).toMatchObject({ caseId: 'c1', at: '2026-11-23T15:00:00+08:00', position: '3:17' });
    const own = clocks.clocks.find(({ id }) => id === 'case');
    expect(own).toMatchObject({
      department: null,
      usedMinutes: 210,
      runs: [
        {
          minutes: 210,
          windows: [
            { date: '2026-11-23', from: '2026-11-23T09:00:00+08:00', to: '2026-11-23T12:00:00+08:00', minutes: 180 },
            { date: '2026-11-23', from: '2026-11-23T14:30:00+08:00', to: '2026-11-23T15:00:00+08:00', minutes: 30 },
          ],
        },
      ],
      ahead: [{ minutes: 30 }],
    });
  });
});

describe('the timeline of a case as JSON', () => {
  it('tells in order and in both languages what happened', () => {
    const lines = shownTimeline(found(submitted())) as { at: string; type: string; text: Record<string, string> }[];
    expect(lines.map(({ type }) => type)).toEqual(['ApplicationSubmitted', 'DepartmentTaskDispatched']);
    expect(lines[0]).toMatchObject({ at: '2026-11-23T09:00:00+08:00', department: null });
    expect(Object.keys(lines[0]?.text ?? {})).toEqual(['zh-CN', 'en']);
  });
});
