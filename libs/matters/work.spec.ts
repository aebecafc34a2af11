import { describe, expect, it } from '@jest/globals';
import { statusOf } from './case-status.js';
import { at, finding, openingBook, registration, Story, submission, toyBook } from './testing/stories.js';
import { awaited } from './waiting.js';

const status = (story: Story) => statusOf(story.book.plan, story.state);

function accepted(over: Parameters<Story['submit']>[0] = {}): Story {
  const story = new Story();
  story.submit(over);
  story.othersAnswer();
  return story;
}

describe('after acceptance', () => {
  it('market regulation registers first; then five at once, with the company that now exists', () => {
    const story = accepted();
    expect(story.open().map(({ step, task }) => `${step} ${task}`)).toEqual(['register register']);
    story.answers('register');
    expect(story.open().map(({ step }) => step)).toEqual([
      'seal',
      'tax',
      'social-insurance',
      'medical-insurance',
      'housing-fund',
    ]);
    for (const { data, task, sealed } of story.open()) {
      expect(data).toEqual(registration);
      expect([task, sealed]).toEqual(['open', undefined]);
    }
    expect(story.state.documents.at(-1)).toEqual({ kind: 'registration', number: 'QK-1-G1', date: '2026-11-23' });
  });

  it('the package is ready when the last of the five is done, and the case is concluded in time', () => {
    const story = accepted();
    story.answers('register');
    story.othersAnswer('tax');
    expect(status(story)).toBe('in-progress');
    story.now = at('2026-11-23 11:00');
    story.answers('tax');
    expect(story.types().slice(-4)).toEqual(['StepAnswered', 'PackageReady', 'CaseCompleted', 'SlaMet']);
    expect(story.of('SlaMet')[0]).toMatchObject({ stoppedAt: at('2026-11-23 11:00'), usedMillis: 7_200_000 });
    expect(story.of('PackageReady')[0]?.contents).toHaveLength(6);
    expect(status(story)).toBe('completed');
  });

  it('whoever was left out is not asked, and the package does not wait for him', () => {
    const { seal: _s, 'housing-fund': _h, ...sections } = submission().sections;
    const story = accepted({ leftOut: { seal: 'later', 'housing-fund': 'no-employees-yet' }, sections });
    story.allAnswer();
    expect(status(story)).toBe('completed');
    expect(story.of('PackageReady')[0]?.contents).toEqual(['register', 'tax', 'social-insurance', 'medical-insurance']);
  });

  it('a step that needs an officer shows at which department, since when and why, until he has spoken', () => {
    const story = accepted();
    story.answers('register');
    story.answers('tax', { outcome: 'review', findings: [finding({ code: 'TAX_RISK_PERSON', phase: 'substance' })] });
    story.othersAnswer();
    expect(status(story)).toBe('in-review');
    expect(awaited(openingBook.plan, story.state)).toEqual([
      {
        who: 'tax',
        what: 'tax',
        since: story.now,
        officer: true,
        why: [expect.objectContaining({ code: 'TAX_RISK_PERSON' })],
      },
    ]);
    story.now = at('2026-11-23 10:30');
    story.answers('tax', { instant: false });
    expect(status(story)).toBe('completed');
  });

  it('a source that speaks late is taken in; what is done stays done', () => {
    const story = accepted();
    story.answers('register', { outcome: 'review', findings: [finding({ verdict: 'unknown', phase: 'substance' })] });
    expect(status(story)).toBe('in-review');
    story.answers('register');
    expect(story.open()).toHaveLength(5);
    expect(story.answers('register', { outcome: 'refused' })).toEqual([]);
    expect(story.answers('register', { outcome: 'review' })).toEqual([]);
  });

  it('a late answer to a pre-check is kept, and moves nothing', () => {
    const story = accepted();
    const events = story.answers('tax-check', { findings: [finding()] }, { answeredAt: story.now });
    expect(events.map(({ type }) => type)).toEqual(['StepAnswered']);
    expect(status(story)).toBe('in-progress');
  });

  it('a department that refuses before there is a company ends the case, with the remedies', () => {
    const story = accepted();
    story.answers('register', {
      outcome: 'refused',
      findings: [finding({ code: 'CAPITAL_ABNORMAL', phase: 'substance' })],
    });
    expect(story.of('CaseRefused')[0]).toMatchObject({
      reason: 'REFUSED_BY_DEPARTMENT',
      step: 'register',
      defects: [{ code: 'CAPITAL_ABNORMAL', department: 'market-regulation' }],
      document: { kind: 'refusal', remedies: { reconsideration: { days: 60 } } },
    });
    expect(story.types().at(-1)).toBe('SlaMet');
    expect(story.answers('register')).toEqual([]);
    expect(status(story)).toBe('refused');
  });

  it('a registered company is never rolled back: who refuses afterwards sends the case to a person', () => {
    const story = accepted();
    story.answers('register');
    story.answers('housing-fund', { outcome: 'refused', findings: [finding()] });
    story.othersAnswer();
    expect(story.types()).not.toContain('CaseRefused');
    expect(status(story)).toBe('in-review');
    expect(story.state.reviews).toMatchObject([{ step: 'housing-fund', until: null }]);
    story.answers('housing-fund', { instant: false });
    expect(status(story)).toBe('completed');
    expect(story.state.reviews).toMatchObject([{ step: 'housing-fund', until: story.now }]);
  });

  it('a result that lacks what the plan hands on is a broken contract, and throws', () => {
    const story = accepted();
    expect(() => story.answers('register', { result: { uscc: '9' } })).toThrow(/companyName|establishedOn|gbt4754/);
  });

  it('an answer nobody asked for is a broken contract, and throws', () => {
    const story = accepted();
    const command = story.answerTo('register');
    expect(() => story.when({ ...command, department: 'seal' })).toThrow('was not asked');
    expect(() => story.when({ ...command, answer: { ...command.answer, step: 'seal' }, department: 'seal' })).toThrow(
      'was not asked',
    );
    expect(() => story.when({ ...command, answer: { ...command.answer, round: 2 } })).toThrow('was not asked');
  });
});

describe('a withdrawal', () => {
  const withdraw = (story: Story) => story.when({ type: 'Withdraw', at: story.now });
  const word = (story: Story, granted: boolean) =>
    ({
      type: 'TakeWithdrawalAnswer',
      at: story.now,
      answeredAt: story.now,
      department: 'market-regulation',
      granted,
    }) as const;

  it('is market regulation’s to decide; meanwhile nothing new is set going', () => {
    const story = new Story();
    story.submit();
    withdraw(story);
    expect(story.types().at(-1)).toBe('WithdrawalRequested');
    story.othersAnswer();
    expect(story.types()).not.toContain('ApplicationAccepted');
    expect(story.rejection({ type: 'Insist', at: story.now })).toBe('WITHDRAWAL_PENDING');
    story.when(word(story, true));
    expect(status(story)).toBe('withdrawn');
  });

  it('that came too late lets the case go on where it stood', () => {
    const story = accepted();
    withdraw(story);
    story.answers('register');
    expect(story.open()).toEqual([]);
    story.when(word(story, false));
    expect(story.open()).toHaveLength(5);
    story.allAnswer();
    expect(status(story)).toBe('completed');
  });

  it('is rejected once the company exists', () => {
    const story = accepted();
    story.answers('register');
    expect(story.rejection({ type: 'Withdraw', at: story.now })).toBe('TOO_LATE_TO_WITHDRAW');
  });

  it('asked twice, answered twice, is one', () => {
    const story = accepted();
    withdraw(story);
    expect(withdraw(story)).toEqual([]);
    story.when(word(story, true));
    expect(story.when(word(story, true))).toEqual([]);
    expect(withdraw(story)).toEqual([]);
    expect(story.of('CaseWithdrawn')).toHaveLength(1);
  });

  it('granted after registration would roll a company back, and throws', () => {
    const story = accepted();
    withdraw(story);
    story.answers('register');
    expect(() => story.when(word(story, true))).toThrow('cannot be undone');
  });

  it('of a case that ended otherwise is rejected', () => {
    const story = accepted();
    story.answers('register', { outcome: 'refused' });
    expect(story.rejection({ type: 'Withdraw', at: story.now })).toBe('CASE_ENDED');
  });

  it('is free in a matter where nobody need decide it', () => {
    const story = new Story(toyBook);
    story.submit();
    withdraw(story);
    expect(status(story)).toBe('withdrawn');
  });
});

describe('the toy matter', () => {
  it('runs through the same decider: fourteen step results, then concluded', () => {
    const story = new Story(toyBook);
    story.submit();
    story.allAnswer();
    expect(status(story)).toBe('completed');
    const results =
      story.of('StepAnswered').length + story.of('ApplicationAccepted').length + story.of('PackageReady').length;
    expect(results).toBe(14);
    expect(story.tasks().at(-1)?.data).toEqual({ code: 'C-code' });
  });
});
