import { describe, expect, it } from '@jest/globals';
import type { Role } from '@yichuang/contracts';
import { decide } from '@yichuang/kernel';
import type { Intake } from './at-counter.js';
import { recallCase } from './case-recall.js';
import { planDecider } from './plan-decider.js';
import { openingBook, Story, submission } from './testing/stories.js';

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
