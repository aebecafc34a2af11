import { describe, expect, it } from '@jest/globals';
import { caseView, nameOf } from './case-view.js';
import { at, finding, openingBook, registration, Story, submission, toyBook } from './testing/stories.js';
import { timeline } from './timeline.js';
import { whyNotInstant } from './why-not-instant.js';

const view = (story: Story, when = story.now) => caseView(openingBook, story.state, when);
const why = (story: Story) => whyNotInstant(openingBook.plan, story.state);

function completed(): Story {
  const story = new Story();
  story.submit();
  story.allAnswer();
  return story;
}

describe('a case seen from outside', () => {
  it('has no clock and no company before there is one', () => {
    const story = new Story();
    story.submit();
    expect(view(story)).toMatchObject({ status: 'pre-checking', clock: null, company: null, notice: null, end: null });
    expect(view(story).intakeClock).toMatchObject({
      dueAt: at('2026-11-23 09:30'),
      state: 'RUNNING',
      budgetMinutes: 30,
    });
    expect(Object.keys(view(story).departments)).toHaveLength(6);
  });

  it('when straight through: completed, six departments done by rule, the company, the clock met', () => {
    const story = completed();
    const seen = view(story);
    expect(seen.status).toBe('completed');
    expect(seen.company).toEqual({
      name: registration.companyName,
      uscc: registration.uscc,
      establishedOn: registration.establishedOn,
    });
    expect(seen.clock).toMatchObject({
      state: 'MET',
      usedMinutes: 0,
      budgetMinutes: 240,
      calendarVersion: '2026.1',
      stoppedAt: story.now,
    });
    for (const one of Object.values(seen.departments))
      expect(one).toMatchObject({ status: 'done', outcome: 'done', instant: true, why: null });
    expect(seen.departments['market-regulation']?.rules.pass).toEqual([
      'R-name',
      'R-market-regulation-check',
      'R-register',
    ]);
    expect(seen.waitingFor).toEqual([]);
    expect(seen.documents.map(({ kind }) => kind)).toEqual(['receipt', 'acceptance', 'registration']);
  });

  it('goes by the name asked for until the company exists, and by none where there is none to come', () => {
    const story = new Story();
    const name = { division: '三明市沙县区', trade: '虚杉', industry: '软件', form: '有限公司' };
    story.submit({ inputs: { nameData: { name, gbt4754: '6513', preApprovalNeeded: false } } });
    expect(nameOf(openingBook, story.state)).toBe('三明市沙县区虚杉软件有限公司');
    story.allAnswer();
    expect(nameOf(openingBook, story.state)).toBe(registration.companyName);
    const toy = new Story(toyBook);
    toy.submit();
    expect(nameOf(toyBook, toy.state)).toBeNull();
  });

  it('counts the clock up to the moment it is looked at', () => {
    const story = new Story();
    story.submit();
    story.othersAnswer();
    expect(view(story, at('2026-11-23 10:30')).clock).toMatchObject({
      usedMinutes: 90,
      state: 'RUNNING',
      stoppedAt: null,
    });
    expect(view(story, at('2026-11-24 10:30')).clock).toMatchObject({ usedMinutes: 510, state: 'BREACHED' });
  });

  it('tells who waits, since when and why', () => {
    const story = new Story();
    story.submit();
    story.othersAnswer();
    story.answers('register');
    const doubt = finding({ code: 'TAX_RISK_PERSON', phase: 'substance', disposal: 'review' });
    story.answers('tax', { outcome: 'review', findings: [doubt, finding({ rule: 'R-T', disposal: 'tag' })] });
    expect(view(story).departments.tax).toMatchObject({
      status: 'in-review',
      outcome: 'review',
      since: story.now,
      instant: false,
      why: [doubt],
    });
    expect(view(story).departments.seal).toMatchObject({ status: 'working', outcome: null });
    expect(view(story).waitingFor[0]).toMatchObject({ who: 'seal', officer: false });
  });

  it('shows whom the applicant left out, and for what reason', () => {
    const story = new Story();
    story.submit({ leftOut: { seal: 'later' } });
    expect(view(story).departments.seal).toMatchObject({ status: 'left-out', why: { leftOut: 'later' } });
  });

  it('shows a rule asked twice by its latest verdict', () => {
    const story = new Story();
    story.submit();
    story.answers('market-regulation-check', {
      rules: { pass: [], fail: [], unknown: ['R-FIE'] },
      findings: [finding({ rule: 'R-FIE', phase: 'substance', verdict: 'unknown' })],
    });
    story.othersAnswer();
    story.answers('register', { rules: { pass: ['R-FIE'], fail: [], unknown: [] } });
    expect(view(story).departments['market-regulation']).toMatchObject({
      rules: { pass: ['R-name', 'R-FIE'], unknown: [] },
      findings: [],
    });
  });

  it('shows the notice the present application got, not one that was answered', () => {
    const story = new Story();
    story.submit();
    story.answers('tax-check', { findings: [finding()] });
    story.othersAnswer();
    expect(view(story).notice).toMatchObject({
      number: 1,
      defects: [{ code: 'SEAT_PROOF_MISSING', department: 'tax', path: '/papers' }],
    });
    const { inputs, leftOut, sections } = submission();
    story.when({ type: 'CorrectApplication', at: story.now, inputs, leftOut, sections });
    expect(view(story).notice).toBeNull();
  });
});

describe('why a case was not instant', () => {
  it('has no reason when rules alone decided', () => {
    expect(why(completed())).toEqual({ instant: true, delays: [] });
  });

  it('names corrections, officers and what they decided, over all rounds', () => {
    const story = new Story();
    story.submit();
    const unknown = finding({
      rule: 'R-FIE-01',
      code: 'FIE_NOT_AUTHORISED_HERE',
      phase: 'admissibility',
      verdict: 'unknown',
    });
    story.answers('market-regulation-check', { findings: [unknown] });
    story.othersAnswer();
    story.now = at('2026-11-23 10:00');
    story.answers('market-regulation-check', { findings: [finding()], instant: false });
    story.now = at('2026-11-23 11:00');
    const { inputs, leftOut, sections } = submission();
    story.when({ type: 'CorrectApplication', at: story.now, inputs, leftOut, sections });
    story.othersAnswer('seal-check');
    story.answers('seal-check', { instant: false });
    expect(why(story).delays).toMatchObject([
      {
        kind: 'officer',
        department: 'market-regulation',
        since: at('2026-11-23 09:00'),
        until: at('2026-11-23 10:00'),
        rules: [{ code: 'FIE_NOT_AUTHORISED_HERE' }],
      },
      {
        kind: 'correction',
        since: at('2026-11-23 10:00'),
        until: at('2026-11-23 11:00'),
        rules: [{ code: 'SEAT_PROOF_MISSING' }],
      },
      { kind: 'person-decided', department: 'seal', since: at('2026-11-23 11:00') },
    ]);
    expect(why(story).instant).toBe(false);
  });

  it('lasts while the officer has not spoken', () => {
    const story = new Story();
    story.submit();
    story.othersAnswer();
    story.answers('register', { outcome: 'review', findings: [finding()] });
    expect(why(story).delays).toMatchObject([{ kind: 'officer', step: 'register', until: null }]);
  });
});

describe('the timeline', () => {
  it('tells the story in order and in two languages, tasks that went out together in one line', () => {
    const lines = timeline(openingBook.plan, completed().events);
    expect(lines.map(({ type }) => type)).toEqual([
      'ApplicationSubmitted',
      'DepartmentTaskDispatched',
      ...Array<string>(7).fill('StepAnswered'),
      'ApplicationAccepted',
      'SlaStarted',
      'DepartmentTaskDispatched',
      'StepAnswered',
      'DepartmentTaskDispatched',
      ...Array<string>(5).fill('StepAnswered'),
      'PackageReady',
      'CaseCompleted',
      'SlaMet',
    ]);
    expect(lines[1]?.text['zh-CN']).toBe(
      '已推送：名称查重、登记预审、印章预审、税务预审、社保预审、医保预审、公积金预审',
    );
    expect(lines[10]?.text.en).toBe('clock starts 2026-11-23 09:00, due 2026-11-23 15:30');
    for (const { text } of lines) expect(text['zh-CN'].length * text.en.length).toBeGreaterThan(0);
  });

  it('has a line for every event a case can have', () => {
    const story = new Story();
    story.submit();
    story.answers('tax-check', { findings: [finding({ phase: 'substance' })] });
    story.othersAnswer();
    story.when({ type: 'Insist', at: story.now });
    const lines = timeline(openingBook.plan, story.events).slice(-5);
    expect(lines.map(({ text }) => text.en)).toEqual([
      'the applicant stands by the application',
      'accepted',
      'clock starts 2026-11-23 09:00, due 2026-11-23 15:30',
      'refused; reasons: 1',
      'in time: 0 working minutes',
    ]);
  });
});
