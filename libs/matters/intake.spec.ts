import { describe, expect, it } from '@jest/globals';
import { statusOf } from './case-status.js';
import { companyOpeningPlanOne, companyOpeningPlanTwo } from './company-opening/plan.js';
import { at, finding, openingBook, Story, submission } from './testing/stories.js';
import type { CorrectApplication } from './case-commands.js';

const correction = (over: Partial<CorrectApplication> = {}): CorrectApplication => {
  const { inputs, leftOut, sections } = submission();
  return { type: 'CorrectApplication', at: at('2026-11-23 10:00'), inputs, leftOut, sections, ...over };
};
const status = (story: Story) => statusOf(openingBook.plan, story.state);

function withNotice(...findings: Parameters<typeof finding>[0][]): Story {
  const story = new Story();
  story.submit();
  story.answers('tax-check', { findings: findings.map((one) => finding(one)) });
  story.othersAnswer();
  return story;
}

describe('handing in', () => {
  it('asks all six departments at once, each with its own section, and market regulation for the name too', () => {
    const story = new Story();
    story.submit();
    expect(story.tasks().map(({ department, task }) => `${department} ${task}`)).toEqual([
      'market-regulation check-name',
      'market-regulation pre-check',
      'seal pre-check',
      'tax pre-check',
      'social-insurance pre-check',
      'medical-insurance pre-check',
      'housing-fund pre-check',
    ]);
    expect(story.tasks().map(({ sealed }) => sealed?.length)).toEqual([undefined, 1, 1, 1, 1, 1, 1]);
    expect(story.tasks()[0]?.data).toEqual(submission().inputs.nameData);
    expect(story.tasks().every(({ dueAt }) => dueAt === null)).toBe(true);
    expect(status(story)).toBe('pre-checking');
    expect(story.of('ApplicationSubmitted')[0]?.document).toEqual({
      kind: 'receipt',
      number: 'QK-1-R1',
      date: '2026-11-23',
    });
  });

  it('asks nobody whom the applicant leaves out, and says why', () => {
    const story = new Story();
    const { seal: _seal, ...sections } = submission().sections;
    story.submit({ leftOut: { seal: 'later' }, sections });
    expect(story.tasks().some(({ department }) => department === 'seal')).toBe(false);
    expect(story.of('ApplicationSubmitted')[0]?.leftOut).toEqual({ seal: 'later' });
  });

  it.each([
    ['CANNOT_BE_LEFT_OUT', { leftOut: { tax: 'later' } }],
    ['CANNOT_BE_LEFT_OUT', { leftOut: { 'market-regulation': 'later' } }],
    ['SECTION_MISSING', { sections: {} }],
    ['INPUT_MISSING', { inputs: {} }],
    ['HALL_UNKNOWN', { hall: 'nowhere' }],
    ['CALENDAR_NOT_COVERED', { at: at('2029-01-05 09:00') }],
  ])('is rejected with %s when it cannot be handled', (code, over) => {
    const story = new Story({
      ...openingBook,
      calendars: (hall) => (hall === 'nowhere' ? undefined : openingBook.calendars(hall)),
    });
    expect(story.rejection(submission(over))).toBe(code);
  });

  it('twice is once', () => {
    const story = new Story();
    story.submit();
    expect(story.when(submission())).toEqual([]);
  });
});

describe('the pre-check', () => {
  it('waits until everybody has answered, also when the first finds a fault', () => {
    const story = new Story();
    story.submit();
    story.answers('tax-check', { findings: [finding()] });
    story.othersAnswer('seal-check');
    expect(status(story)).toBe('pre-checking');
    expect(story.types()).not.toContain('OneTimeNoticeIssued');
    story.answers('seal-check');
    expect(status(story)).toBe('awaiting-correction');
  });

  it.each(['2026-11-23 09:00', '2026-11-23 12:30', '2026-11-22 03:00'])(
    'that is clean accepts at once, at %s',
    (when) => {
      const story = new Story(openingBook, at(when));
      story.submit();
      story.othersAnswer();
      expect(story.of('ApplicationAccepted')[0]).toMatchObject({ at: at(when), asOf: at(when) });
      expect(story.open().map(({ step }) => step)).toEqual(['register']);
      expect(status(story)).toBe('in-progress');
    },
  );

  it('puts every defect of every department into one notice, one a place, tags left out', () => {
    const story = new Story();
    story.submit();
    story.answers('tax-check', {
      findings: [finding({ rule: 'R-TAX-01', code: 'TAX_HANDLER_MISSING', paths: ['/posts/taxHandler'] })],
    });
    story.answers('market-regulation-check', {
      findings: [
        finding({ paths: ['/papers', '/seat'] }),
        finding({ rule: 'R-PER-07', disposal: 'tag', paths: ['/posts'] }),
        finding({ rule: 'R-CAP-01', code: 'CAPITAL_SUM_MISMATCH', phase: 'substance', paths: [] }),
        finding({ rule: 'R-SRC-01', phase: 'substance', verdict: 'unknown' }),
      ],
    });
    story.answers('name', {
      findings: [finding({ rule: 'R-NAME-03', code: 'NAME_CONFLICT', paths: ['/gbt4754', '/name/trade'] })],
    });
    story.othersAnswer();
    const [notice, ...more] = story.of('OneTimeNoticeIssued');
    expect(more).toEqual([]);
    expect(notice?.defects.map(({ department, code, path, phase }) => [department, code, path, phase])).toEqual([
      ['market-regulation', 'NAME_CONFLICT', '/company/gbt4754', 'form'],
      ['market-regulation', 'NAME_CONFLICT', '/name/trade', 'form'],
      ['market-regulation', 'SEAT_PROOF_MISSING', '/papers', 'form'],
      ['market-regulation', 'SEAT_PROOF_MISSING', '/seat', 'form'],
      ['market-regulation', 'CAPITAL_SUM_MISMATCH', '', 'substance'],
      ['tax', 'TAX_HANDLER_MISSING', '/posts/taxHandler', 'form'],
    ]);
    expect(notice).toMatchObject({ number: 1, avoidable: false, document: { kind: 'notice', number: 'QK-1-N1' } });
  });

  it('that finds only unknown or doubtful substance accepts: an officer decides it on the clock', () => {
    const story = new Story();
    story.submit();
    story.answers('tax-check', { findings: [finding({ phase: 'substance', verdict: 'unknown' })] });
    story.answers('market-regulation-check', { findings: [finding({ phase: 'substance', disposal: 'review' })] });
    story.othersAnswer();
    expect(story.types()).toContain('ApplicationAccepted');
  });

  it('declines what is another authority’s, names it, and gives no notice', () => {
    const story = new Story();
    story.submit();
    const evidence = { competentAuthority: '三明市市场监督管理局' };
    story.answers('market-regulation-check', {
      findings: [finding({ rule: 'R-JUR-01', code: 'JURISDICTION_WRONG', phase: 'admissibility', evidence })],
    });
    story.answers('tax-check', { findings: [finding(), finding({ rule: 'R-X', verdict: 'unknown' })] });
    story.othersAnswer();
    expect(story.types()).not.toContain('OneTimeNoticeIssued');
    expect(story.of('ApplicationDeclined')[0]).toMatchObject({
      reason: 'NOT_COMPETENT',
      competentAuthority: '三明市市场监督管理局',
      defects: [{ code: 'JURISDICTION_WRONG' }],
      document: {
        kind: 'non-acceptance',
        remedies: { reconsideration: { days: 60 }, suit: { months: 6 } },
      },
    });
    expect(status(story)).toBe('declined');
  });

  it.each(['admissibility', 'form'] as const)(
    'with %s unknown waits for an officer, and the notice waits with it',
    (phase) => {
      const story = new Story();
      story.submit();
      story.answers('seal-check', { findings: [finding()] });
      story.answers('market-regulation-check', {
        findings: [finding({ rule: 'R-FIE-01', phase, verdict: 'unknown' })],
      });
      story.othersAnswer();
      expect(status(story)).toBe('in-review');
      expect(story.types()).not.toContain('OneTimeNoticeIssued');

      story.now += 60_000;
      story.answers('market-regulation-check', {
        findings: [finding({ rule: 'R-FIE-01', code: 'OTHER' })],
        instant: false,
      });
      expect(story.of('OneTimeNoticeIssued').map(({ defects }) => defects.map(({ code }) => code))).toEqual([
        ['OTHER', 'SEAT_PROOF_MISSING'],
      ]);
    },
  );

  it('that a department answers with review waits, whatever it found', () => {
    const story = new Story();
    story.submit();
    story.answers('housing-fund-check', { outcome: 'review', findings: [] });
    story.othersAnswer();
    expect(status(story)).toBe('in-review');
    story.answers('housing-fund-check', { instant: false });
    expect(status(story)).toBe('in-progress');
  });

  it('that an officer refuses declines the application', () => {
    const story = new Story();
    story.submit();
    story.answers('seal-check', { outcome: 'refused', findings: [finding()] });
    story.othersAnswer();
    expect(story.of('ApplicationDeclined')[0]).toMatchObject({ reason: 'NOT_ADMISSIBLE', competentAuthority: null });
  });
});

describe('a correction', () => {
  it('is the whole form again, pre-checked again; answers to the old form no longer count', () => {
    const story = withNotice({});
    const late = story.answerTo('tax-check', { findings: [finding({ code: 'OLD' })] });
    story.now = at('2026-11-23 10:00');
    story.when(correction());
    expect(story.open()).toHaveLength(7);
    expect(story.open().every(({ round }) => round === 2)).toBe(true);
    expect(story.when(late)).toEqual([]);
    story.allAnswer();
    expect(status(story)).toBe('completed');
    expect(story.of('OneTimeNoticeIssued')).toHaveLength(1);
  });

  it('may leave out a department that was asked before', () => {
    const story = withNotice({});
    const { seal: _seal, ...sections } = submission().sections;
    story.when(correction({ leftOut: { seal: 'later' }, sections }));
    expect(story.open().map(({ department }) => department)).not.toContain('seal');
  });

  it('is rejected where no notice waits for one', () => {
    const story = new Story();
    expect(story.rejection(correction())).toBe('NO_SUCH_CASE');
    story.submit();
    expect(story.rejection(correction())).toBe('NO_CORRECTION_ASKED');
    story.allAnswer();
    expect(story.rejection(correction())).toBe('NO_CORRECTION_ASKED');
  });

  const second = (findings: Parameters<typeof finding>[0][], over: object) => {
    const story = withNotice({ rule: 'R-tax-check', paths: ['/seat'] });
    story.when(correction());
    story.answers('tax-check', { findings: findings.map((one) => finding(one)), ...over });
    story.othersAnswer();
    return story;
  };
  const rules = { pass: [], fail: ['R-tax-check'], unknown: [] };
  const place = { rule: 'R-tax-check', paths: ['/posts/taxHandler'] };

  it.each([
    ['what the same rules now find elsewhere was changed', [place], { rules }],
    ['what was told and stands again', [{ rule: 'R-tax-check', paths: ['/seat'] }], { ruleSet: 'set-2' }],
    ['what lies in a place the applicant had to touch', [{ ...place, paths: ['/seat/area'] }], { ruleSet: 'set-2' }],
  ])('with faults gets a second notice at once where it could not be avoided: %s', (_, findings, over) => {
    const story = second(findings, over);
    expect(story.of('OneTimeNoticeIssued')[1]).toMatchObject({ number: 2, round: 2, avoidable: false });
    expect(story.types()).not.toContain('SecondNoticeProposed');
  });

  it.each([
    ['what only a new rule set finds was there before', [place], { ruleSet: 'set-2', rules }],
    ['what only a new rule finds was there before', [{ ...place, rule: 'R-NEW' }], {}],
    ['what a person finds afterwards was there before', [place], { decider: 'REVIEWER', rules }],
    ['what a person finds in no place of the form was not touched', [{ ...place, paths: [] }], { decider: 'REVIEWER' }],
  ])('with faults that could have been told before proposes a second notice: %s', (_, findings, over) => {
    const story = second(findings, over);
    expect(story.of('SecondNoticeProposed')).toMatchObject([{ number: 2, round: 2, causedBy: ['tax'] }]);
    expect(story.of('OneTimeNoticeIssued')).toHaveLength(1);
  });

  it.each([companyOpeningPlanOne, companyOpeningPlanTwo])(
    'under a plan of before, $version, needs nobody’s consent',
    (plan) => {
      const story = new Story({ ...openingBook, plan });
      story.submit();
      story.answers('tax-check', { findings: [finding({ paths: ['/seat'] })] });
      story.othersAnswer();
      story.when(correction());
      story.answers('tax-check', { findings: [finding({ ...place, rule: 'R-NEW' })] });
      story.othersAnswer();
      expect(story.of('OneTimeNoticeIssued')[1]).toMatchObject({ number: 2, avoidable: true });
      expect(story.of('OneTimeNoticeIssued')[1]).not.toHaveProperty('causedBy');
    },
  );
});

describe('insisting', () => {
  it('on defects of substance alone is accepted and refused at once, with every rule and the remedies', () => {
    const story = withNotice(
      { phase: 'substance', code: 'PERSON_DISQUALIFIED' },
      { phase: 'substance', rule: 'R-2', code: 'TWO' },
    );
    story.when({ type: 'Insist', at: at('2026-11-23 10:00') });
    expect(story.types().slice(-5)).toEqual([
      'ApplicantInsisted',
      'ApplicationAccepted',
      'SlaStarted',
      'CaseRefused',
      'SlaMet',
    ]);
    const [refused] = story.of('CaseRefused');
    expect(refused?.defects.map(({ code }) => code)).toEqual(['PERSON_DISQUALIFIED', 'TWO']);
    expect(refused?.document).toMatchObject({ kind: 'refusal', remedies: { suit: { months: 6 } } });
    expect(status(story)).toBe('refused');
    expect(story.tasks().every(({ task }) => task !== 'register')).toBe(true);
  });

  it('on a defect of form is not accepted', () => {
    const story = withNotice({ phase: 'substance' }, { rule: 'R-2' });
    story.when({ type: 'Insist', at: at('2026-11-23 10:00') });
    expect(story.of('ApplicationDeclined')[0]).toMatchObject({
      reason: 'DEFECTS_OF_FORM_REMAIN',
      competentAuthority: null,
    });
    expect(story.types()).not.toContain('ApplicationAccepted');
  });

  it('is rejected without a notice', () => {
    const story = new Story();
    story.submit();
    expect(story.rejection({ type: 'Insist', at: story.now })).toBe('NO_CORRECTION_ASKED');
  });
});
