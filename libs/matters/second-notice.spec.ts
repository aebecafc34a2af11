import { describe, expect, it } from '@jest/globals';
import { minutes } from '@yichuang/working-time';
import { Appraising } from './appraisal.js';
import { caseMinutes } from './case-minutes.js';
import { recallCase } from './case-recall.js';
import { statusOf } from './case-status.js';
import { caseView } from './case-view.js';
import type { ConsentToNotice } from './second-notice.js';
import { at, finding, openingBook, Story, submission } from './testing/stories.js';
import { timeline } from './timeline.js';
import { awaited } from './waiting.js';

const SUPERVISOR = 'supervisor-1';
const late = (over: Parameters<typeof finding>[0] = {}) =>
  finding({ rule: 'R-LATE', code: 'TAX_HANDLER_MISSING', paths: ['/posts/taxHandler'], ...over });
const byOfficer = { decider: 'approver:tax', instant: false };

const says = (story: Story, decision: ConsentToNotice['decision'], over: Partial<ConsentToNotice> = {}) =>
  ({
    type: 'ConsentToNotice',
    at: story.now,
    by: SUPERVISOR,
    proposal: 'second-notice-1',
    decision,
    reason: '缺件影响后续办理',
    ...over,
  }) satisfies ConsentToNotice;

/** Round 2; an officer of tax finds at 10:00 what stood there in round 1, and market regulation what was changed. */
function proposed(mixed = false): Story {
  const story = new Story();
  story.submit();
  story.answers('market-regulation-check', { findings: [finding({ rule: 'R-market-regulation-check' })] });
  story.othersAnswer();
  story.now = at('2026-11-23 09:30');
  const { inputs, leftOut, sections } = submission();
  story.when({ type: 'CorrectApplication', at: story.now, inputs, leftOut, sections });
  if (mixed)
    story.answers('market-regulation-check', {
      findings: [finding({ rule: 'R-market-regulation-check', paths: ['/seat'] })],
    });
  story.othersAnswer('tax-check');
  story.now = at('2026-11-23 10:00');
  story.answers('tax-check', { findings: [late()], ...byOfficer });
  return story;
}

const status = ({ state }: Story) => statusOf(openingBook.plan, state);
const waitsFor = ({ state }: Story) => awaited(openingBook.plan, state).map(({ who, what }) => `${who} ${what}`);
const held = (story: Story) =>
  caseMinutes(openingBook, story.events, story.now).stretches.map(
    ({ holder: { kind, department }, millis }) => `${department ?? kind} ${String(millis / 60_000)}`,
  );

describe('a second notice about what could have been told the first time', () => {
  it('is told to nobody before the supervisor has spoken; the clock runs on, and its minutes are the hall’s', () => {
    const story = proposed();
    story.now += minutes(10);
    expect(story.of('OneTimeNoticeIssued')).toHaveLength(1);
    expect(status(story)).toBe('awaiting-consent');
    expect(waitsFor(story)).toEqual(['hall second-notice-1']);
    const view = caseView(openingBook, story.state, story.now);
    expect(view).toMatchObject({
      notice: null,
      secondNotice: { id: 'second-notice-1', number: 2, status: 'proposed', causedBy: ['tax'], decision: null },
      // over its thirty minutes already, and nothing stops it
      intakeClock: { state: 'BREACHED', usedMinutes: 40 },
    });
    expect(held(story)).toEqual(['applicant 30', 'tax 30', 'hall 10']);
    expect(story.rejection({ type: 'Insist', at: story.now })).toBe('NO_CORRECTION_ASKED');
  });

  it('is warned of by the clock of the intake, as whatever else is late', () => {
    const story = proposed();
    story.now = at('2026-11-23 15:30');
    const events = story.when({ type: 'Fire', kind: 'clock', at: story.now, dueAt: story.now });
    expect(events.map(({ type }) => type)).toEqual([
      'EarlyWarningRaised',
      'YellowCardIssued',
      'RedCardIssued',
      'EscalationRaised',
    ]);
    expect(events.at(-1)).toMatchObject({ clock: 'intake-2', department: null, waiting: ['second-notice-1'] });
  });

  it('with consent is given whole, and each department that caused it has one yellow card', () => {
    const story = proposed(true);
    story.now = at('2026-11-23 10:20');
    const events = story.when(says(story, 'consent'));
    expect(events).toMatchObject([
      {
        type: 'OneTimeNoticeIssued',
        number: 2,
        round: 2,
        asOf: story.now,
        avoidable: true,
        causedBy: ['tax'],
        consent: { proposal: 'second-notice-1', by: SUPERVISOR, reason: '缺件影响后续办理' },
        defects: [{ department: 'market-regulation' }, { department: 'tax', rule: 'R-LATE' }],
      },
      {
        type: 'CardIssued',
        card: 'issued-1',
        kind: 'yellow',
        department: 'tax',
        by: SUPERVISOR,
        cause: { code: 'SECOND_NOTICE', notice: 2 },
        explainBy: at('2026-11-24 17:30'),
      },
    ]);
    expect(status(story)).toBe('awaiting-correction');
    expect(held(story)).toEqual(['applicant 30', 'tax 30', 'hall 20']);
    expect(story.when(says(story, 'consent'))).toEqual([]);
    expect(caseView(openingBook, story.state, story.now).notice).toMatchObject({ number: 2, causedBy: ['tax'] });
    // by the same person, in the same words, and still another card
    const own = { type: 'IssueCard', at: story.now, by: SUPERVISOR, kind: 'yellow', department: 'tax' } as const;
    expect(story.when({ ...own, words: '缺件影响后续办理' })).toHaveLength(1);
  });

  it('counts against the department that caused it, and not against one whose faults were new', () => {
    const story = proposed(true);
    story.when(says(story, 'consent'));
    story.when({ type: 'Insist', at: story.now });
    const appraising = new Appraising();
    appraising.add({ caseId: 'c1', book: openingBook, state: story.state, events: story.events });
    const counts = appraising.end().departments.map((one) => [one.department, one.avoidableNotices.count]);
    expect(counts.filter(([, count]) => count !== 0)).toEqual([['tax', 1]]);
  });

  it('refused is not given, and the faults go back to whoever named them: nothing is waived', () => {
    const story = proposed();
    story.now = at('2026-11-23 10:20');
    expect(story.when(says(story, 'refuse')).map(({ type }) => type)).toEqual(['SecondNoticeRefused']);
    expect(story.when(says(story, 'refuse'))).toEqual([]);
    expect(story.rejection(says(story, 'refuse', { by: 'supervisor-2' }))).toBe('NOTICE_REFUSED');
    expect(status(story)).toBe('in-review');
    expect(waitsFor(story)).toEqual(['tax tax-check']);
    expect(awaited(openingBook.plan, story.state)[0]).toMatchObject({ officer: true, why: [{ rule: 'R-LATE' }] });

    story.now = at('2026-11-23 10:50');
    const events = story.answers('tax-check', byOfficer);
    expect(events.map(({ type }) => type)).toEqual([
      'StepAnswered',
      'SecondNoticeTakenBack',
      'ApplicationAccepted',
      'SlaStarted',
      'DepartmentTaskDispatched',
    ]);
    expect(held(story)).toEqual(['applicant 30', 'tax 30', 'hall 20', 'tax 30']);
    expect(story.of('OneTimeNoticeIssued')).toHaveLength(1);
    expect(Object.values(story.state.cards).filter(({ cause }) => cause !== undefined)).toEqual([]);
  });

  it('refused goes back to those alone who could have named theirs before, by rule, as the event says', () => {
    const story = proposed(true);
    const sentBack = [{ department: 'tax', step: 'tax-check', rules: ['R-LATE'] }];
    expect(story.when(says(story, 'refuse'))).toMatchObject([{ type: 'SecondNoticeRefused', sentBack }]);
    // what market regulation found was changed by the applicant: nobody asks it to think again
    expect(waitsFor(story)).toEqual(['tax tax-check']);
    expect(caseView(openingBook, story.state, story.now)).toMatchObject({ secondNotice: { sentBack } });
  });

  it('is in no officer’s hands any more when something else takes its place', () => {
    const story = proposed(true);
    story.when(says(story, 'refuse'));
    const { now } = story;
    const claimed = { department: 'tax', step: 'tax-check', round: 2, officer: 'reviewer-1', until: now + 1 } as const;
    story.when({ type: 'NoteOfficer', at: now, asOf: now, ...claimed });
    expect(story.state.onDuty['tax-check']).toMatchObject({ officer: 'reviewer-1' });
    story.now += 1_000;
    const types = story.answers('market-regulation-check', {}).map(({ type }) => type);
    expect(types).toEqual(['StepAnswered', 'SecondNoticeTakenBack', 'SecondNoticeProposed']);
    expect(story.state.onDuty['tax-check']).toBeUndefined();
  });

  it('comes before the supervisor anew when the department stands by its fault, with what it says more', () => {
    const story = proposed();
    story.when(says(story, 'refuse'));
    story.now += minutes(5);
    const evidence = { officer: 'approver:tax', reason: '无此人不能办税' };
    const events = story.answers('tax-check', { findings: [late({ evidence })], ...byOfficer });
    expect(events.map(({ type }) => type)).toEqual(['StepAnswered', 'SecondNoticeTakenBack', 'SecondNoticeProposed']);
    expect(events.at(-1)).toMatchObject({ proposal: 'second-notice-2', defects: [{ evidence }], causedBy: ['tax'] });
    expect(waitsFor(story)).toEqual(['hall second-notice-2']);
  });

  it('refused before it was said what is sent back waits as it did, and is decided again as it was', () => {
    const story = proposed(true);
    const old = { ...says(story, 'refuse'), unsaid: true } as const;
    const before = story.state;
    const events = story.when(old);
    expect(events).toEqual([
      { type: 'SecondNoticeRefused', at: story.now, proposal: old.proposal, by: old.by, reason: old.reason },
    ]);
    expect(recallCase(openingBook.plan, events, before)).toEqual(old);
    expect(waitsFor(story)).toEqual(['market-regulation market-regulation-check', 'tax tax-check']);
  });

  it('refused may still be consented to, for a department cannot drop what the law forbids', () => {
    const story = proposed();
    story.when(says(story, 'refuse'));
    story.now += minutes(30);
    expect(story.when(says(story, 'consent')).map(({ type }) => type)).toEqual(['OneTimeNoticeIssued', 'CardIssued']);
  });

  it.each([
    ['accepted when the department drops its fault', { findings: [] }, 'ApplicationAccepted'],
    ['proposed anew when it names another', { findings: [late({ rule: 'R-OTHER' })] }, 'SecondNoticeProposed'],
    [
      'given at once when what is left could not have been told before',
      { findings: [late({ paths: ['/papers'] })] },
      'OneTimeNoticeIssued',
    ],
    ['held while an officer must look again', { findings: [late({ verdict: 'unknown' })] }, 'SecondNoticeTakenBack'],
    [
      'declined when it is another authority’s',
      { findings: [late({ phase: 'admissibility' })] },
      'ApplicationDeclined',
    ],
  ] as const)('is taken back when an answer changes it, and the case is %s', (_, { findings }, then) => {
    const story = proposed();
    story.now += minutes(5);
    const types = story.answers('tax-check', { findings: [...findings], ...byOfficer }).map(({ type }) => type);
    expect(types.slice(0, 2)).toEqual(['StepAnswered', 'SecondNoticeTakenBack']);
    expect(types).toContain(then);
    expect(story.rejection(says(story, 'consent'))).toBe(
      then === 'ApplicationDeclined' ? 'CASE_ENDED' : 'NO_NOTICE_PROPOSED',
    );
  });

  it('stays as it is when the same is said again', () => {
    const story = proposed();
    story.now += minutes(5);
    expect(story.answers('tax-check', { findings: [late()], ...byOfficer })).toEqual([]);
    expect(story.answers('seal-check', { ruleSet: 'set-2' }).map(({ type }) => type)).toEqual(['StepAnswered']);
  });

  it('is the supervisor’s of a case that is not his own, about what he has read', () => {
    const story = proposed();
    expect(story.rejection(says(story, 'consent', { by: 'applicant-1' }))).toBe('DUTIES_NOT_SEPARATE');
    expect(story.rejection(says(story, 'consent', { proposal: 'second-notice-2' }))).toBe('NO_NOTICE_PROPOSED');
    expect(new Story().rejection(says(story, 'consent'))).toBe('NO_SUCH_CASE');
    story.when({ type: 'Withdraw', at: story.now });
    expect(story.rejection(says(story, 'consent'))).toBe('WITHDRAWAL_PENDING');
    expect(waitsFor(story)).toEqual(['market-regulation withdrawal']);
  });

  it.each(['consent', 'refuse'] as const)('%s can be decided again from what was recorded', (decision) => {
    const story = proposed();
    const command = says(story, decision);
    const before = story.state;
    const events = story.when(command);
    expect(recallCase(openingBook.plan, events, before)).toMatchObject(command);
  });

  it('is told in plain words, with whose consent and whose card', () => {
    const story = proposed();
    story.when(says(story, 'refuse', { reason: '首次应当发现' }));
    story.when(says(story, 'consent'));
    const said = timeline(openingBook.plan, story.events)
      .slice(-4)
      .map(({ text }) => text.en);
    expect(said).toEqual([
      'something was found that could have been told before; notice 2 (defects: 1) needs the supervisor’s consent',
      'supervisor-1 refused a second notice: 首次应当发现; the departments that named the defects must think again',
      'notice 2 with all defects: 1; some could have been told before, and supervisor-1 consented: 缺件影响后续办理',
      'yellow card to tax: what notice 2 names could have been told before',
    ]);
  });
});
