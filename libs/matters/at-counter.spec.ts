import { describe, expect, it } from '@jest/globals';
import type { Role } from '@yichuang/contracts';
import { decide } from '@yichuang/kernel';
import type { Intake } from './at-counter.js';
import type { CorrectApplication } from './case-commands.js';
import { recallCase } from './case-recall.js';
import { planDecider } from './plan-decider.js';
import { receiptsOf } from './receipts.js';
import { at, finding, openingBook, Story, submission } from './testing/stories.js';
import { timeline } from './timeline.js';

const intake: Intake = { by: 'clerk-1', hall: '350405', signed: 'pad', papersSeen: ['identity-document'] };
const rejected = (over: Partial<Intake>, principal = 'applicant-1'): string =>
  new Story().rejection(submission({ principal, intake: { ...intake, ...over } }));

describe('an application a clerk takes at the counter', () => {
  it('is the applicant’s: the case says who took it, where, and how it was signed', () => {
    const story = new Story();
    story.submit({ intake });
    expect(story.events[0]).toMatchObject({ type: 'ApplicationSubmitted', principal: 'applicant-1', intake });
    expect(story.state).toMatchObject({ principal: 'applicant-1', intake });
  });

  it('names no clerk where the applicant handed it in himself', () => {
    const story = new Story();
    story.submit();
    expect(story.events[0]).not.toHaveProperty('intake');
    expect(story.state.intake).toBeNull();
  });

  it('is made to the hall the clerk serves in', () => {
    expect(rejected({})).toBe('');
    expect(rejected({ hall: '350400' })).toBe('NOT_YOUR_HALL');
  });

  it('is never the clerk’s own (R-SOD-02)', () => {
    expect(rejected({}, 'clerk-1')).toBe('DUTIES_NOT_SEPARATE');
  });

  it('is not taken by a clerk who is also a watcher, for they change no outcome (R-SOD-05)', () => {
    const by = (...intakeRoles: readonly Role[]) => new Story().rejection(submission({ intake, intakeRoles }));
    expect([by('clerk'), by('clerk', 'auditor')]).toEqual(['', 'DUTIES_NOT_SEPARATE']);
  });

  it('can be decided again from its events', () => {
    const story = new Story();
    story.submit({ intake });
    const decider = planDecider(openingBook);
    for (const { before, events } of story.decisions)
      expect(decide(decider, recallCase(openingBook.plan, events, before), before)).toEqual({
        kind: 'decided',
        events,
      });
  });
});

describe('a correction a clerk takes at the counter', () => {
  const clerk: Intake = { ...intake, by: 'clerk-2', papersSeen: ['lease'] };
  const correction = (over: Partial<CorrectApplication> = {}): CorrectApplication => {
    const { inputs, leftOut, sections } = submission();
    return {
      type: 'CorrectApplication',
      at: at('2026-11-23 10:00'),
      inputs,
      leftOut,
      sections,
      intake: clerk,
      ...over,
    };
  };
  const by = (id: string, ...intakeRoles: readonly Role[]): CorrectApplication =>
    correction({ intake: { ...clerk, by: id }, intakeRoles: ['clerk', ...intakeRoles] });

  function faulty(over: Parameters<Story['submit']>[0] = {}): Story {
    const story = new Story();
    story.submit(over);
    story.answers('tax-check', { findings: [finding()] });
    story.othersAnswer();
    return story;
  }

  it('is the applicant’s: receipt and timeline say who took it and how it was signed, and every department hears by whom', () => {
    const story = faulty({ intake });
    story.when(correction());
    expect(story.of('CorrectionSubmitted')).toMatchObject([{ round: 2, intake: clerk }]);
    expect(story.of('CorrectionSubmitted')[0]).not.toHaveProperty('by');
    expect(receiptsOf(openingBook, story.state, story.events).receipts[1]).toMatchObject({
      what: 'correction',
      handedInBy: 'applicant-1',
      clerk: { id: 'clerk-2', hall: '350405', signed: 'pad' },
    });
    expect(timeline(openingBook.plan, story.events).map(({ text }) => text.en)).toContain(
      'corrected application taken at the counter',
    );
    const asked = story.tasks().filter(({ round }) => round === 2);
    expect(asked).toHaveLength(7);
    for (const task of asked) expect(task).toMatchObject({ intakeBy: 'clerk-1', correctionsTakenBy: ['clerk-2'] });
  });

  it('says of no clerk where the applicant handed it in himself', () => {
    const story = faulty({ intake });
    story.when({ ...by('x'), intake: undefined, by: 'applicant-1' } as unknown as CorrectApplication);
    expect(story.of('CorrectionSubmitted')[0]).toMatchObject({ by: 'applicant-1' });
    expect(story.of('CorrectionSubmitted')[0]).not.toHaveProperty('intake');
    for (const task of story.tasks()) expect(task).not.toHaveProperty('correctionsTakenBy');
  });

  it('is taken in the clerk’s own hall, and only of what waits for it', () => {
    expect(faulty().rejection(correction({ intake: { ...clerk, hall: '350400' } }))).toBe('NOT_YOUR_HALL');
    expect(faulty().rejection(correction())).toBe('');
    const story = new Story();
    story.submit();
    expect(story.rejection(correction())).toBe('NO_CORRECTION_ASKED');
  });

  it('is never of the clerk who applies, acts in it, or changes no outcome (R-SOD-02, R-SOD-05)', () => {
    const story = faulty({ entrusted: [{ id: 'agent-1', as: 'agent' }] });
    const said = ['applicant-1', 'agent-1', 'clerk-2'].map((id) => story.rejection(by(id)));
    expect(said).toEqual(['DUTIES_NOT_SEPARATE', 'DUTIES_NOT_SEPARATE', '']);
    expect(story.rejection(by('clerk-2', 'auditor'))).toBe('DUTIES_NOT_SEPARATE');
  });

  it('is never of an officer who has had it in hand, though he gave it back (R-SOD-01)', () => {
    const story = new Story();
    story.submit();
    story.answers('tax-check', { outcome: 'review', findings: [] });
    const task = { department: 'tax', step: 'tax-check', round: 1 } as const;
    for (const officer of ['reviewer-1', null])
      story.when({ type: 'NoteOfficer', at: (story.now += 1), ...task, officer, asOf: story.now, until: null });
    story.answers('tax-check', { findings: [finding()] });
    story.othersAnswer();
    expect(story.rejection(by('reviewer-1'))).toBe('DUTIES_NOT_SEPARATE');
    expect(story.rejection(by('clerk-2'))).toBe('');
  });

  it('keeps whoever took it from acting for the applicant', () => {
    const story = faulty();
    story.when(correction());
    const entrust = { type: 'EntrustCase', at: story.now, by: 'applicant-1', as: 'agent' } as const;
    expect(story.rejection({ ...entrust, to: 'clerk-2' })).toBe('DUTIES_NOT_SEPARATE');
    expect(story.rejection({ ...entrust, to: 'clerk-3' })).toBe('');
  });

  it('names each clerk once, and can be decided again from its events', () => {
    const story = faulty();
    for (const [clerkId, round] of [
      ['clerk-2', 2],
      ['clerk-3', 3],
      ['clerk-2', 4],
    ] as const) {
      story.when(by(clerkId));
      story.answers('tax-check', { findings: [finding()], round });
      story.othersAnswer();
    }
    expect(story.state.correctionsTakenBy).toEqual(['clerk-2', 'clerk-3']);
    const decider = planDecider(openingBook);
    for (const { before, events } of story.decisions)
      expect(decide(decider, recallCase(openingBook.plan, events, before), before)).toEqual({
        kind: 'decided',
        events,
      });
  });
});
