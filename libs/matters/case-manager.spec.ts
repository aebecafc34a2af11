import { describe, expect, it } from '@jest/globals';
import { decide } from '@yichuang/kernel';
import fc from 'fast-check';
import type { CaseCommand } from './case-commands.js';
import { caseManagerOf, readersOf, type NameCaseManager } from './case-manager.js';
import { recallCase } from './case-recall.js';
import { planDecider } from './plan-decider.js';
import { alongTaken, openingBook, Story } from './testing/stories.js';
import { timeline } from './timeline.js';

const intake = { by: 'clerk-1', hall: '350405', signed: 'paper' as const, papersSeen: [] };
const decider = planDecider(openingBook);

function begun(over: Parameters<Story['submit']>[0] = {}): Story {
  const story = new Story();
  story.submit(over);
  return story;
}

const name = ({ now: at }: Story, to: string, over: Partial<NameCaseManager> = {}): NameCaseManager => ({
  type: 'NameCaseManager',
  at,
  by: 'head-1',
  roles: ['hall-head'],
  to,
  ...over,
});

describe('whom the applicant turns to', () => {
  it('is nobody in particular where the case came through the door by itself, and nothing is recorded of it', () => {
    const story = begun();
    expect(caseManagerOf(story.state)).toBeNull();
    expect(readersOf(story.state)).toEqual([]);
  });

  it('is the clerk who was asked first, until the head of the hall names another, who follows him', () => {
    const story = begun({ intake });
    expect(caseManagerOf(story.state)).toEqual({ id: 'clerk-1', since: story.now, as: 'first-asked' });
    story.now += 60_000;
    expect(story.when(name(story, 'helper-1'))).toEqual([
      { type: 'CaseManagerNamed', at: story.now, by: 'head-1', to: 'helper-1', from: 'clerk-1' },
    ]);
    expect(caseManagerOf(story.state)).toEqual({ id: 'helper-1', since: story.now, as: 'named' });
    expect(timeline(openingBook.plan, story.events).at(-1)?.text.en).toBe(
      'helper-1 manages this case: the person to turn to',
    );
    for (const { before, events } of story.decisions)
      expect(decide(decider, recallCase(openingBook.plan, events, before), before)).toEqual({
        kind: 'decided',
        events,
      });
  });

  it('may be the clerk himself, by name, and follows nobody then', () => {
    const story = begun({ intake });
    expect(story.when(name(story, 'clerk-1'))[0]).not.toHaveProperty('from');
    expect(caseManagerOf(story.state)).toMatchObject({ id: 'clerk-1', as: 'named' });
    expect(story.when(name(story, 'clerk-1'))).toEqual([]);
  });

  it('reads the case as a helper does, and no more once another follows him', () => {
    const story = begun({ entrusted: [{ id: 'agent-1', as: 'agent' }] });
    story.when(name(story, 'helper-1'));
    expect(readersOf(story.state)).toEqual([
      { id: 'agent-1', as: 'agent' },
      { id: 'helper-1', as: 'helper' },
    ]);
    story.when(name(story, 'helper-2'));
    expect(readersOf(story.state).map(({ id }) => id)).toEqual(['agent-1', 'helper-2']);
    story.when({ type: 'EntrustCase', at: story.now, by: 'applicant-1', to: 'helper-2', as: 'helper' });
    expect(readersOf(story.state)).toEqual(story.state.entrusted);
  });

  it('is neither whoever applies nor whoever acts for him, nor named by one of them (R-SOD-02)', () => {
    const story = begun({ entrusted: [{ id: 'agent-1', as: 'agent' }] });
    const said = (to: string, by = 'head-1') => story.rejection(name(story, to, { by }));
    expect([said('applicant-1'), said('agent-1'), said('helper-1')]).toEqual([
      'DUTIES_NOT_SEPARATE',
      'DUTIES_NOT_SEPARATE',
      '',
    ]);
    expect([said('helper-1', 'applicant-1'), said('helper-1', 'agent-1')]).toEqual([
      'DUTIES_NOT_SEPARATE',
      'DUTIES_NOT_SEPARATE',
    ]);
    story.when(name(story, 'helper-1'));
    const entrust = { type: 'EntrustCase', at: story.now, by: 'applicant-1', to: 'helper-1' } as const;
    expect(story.rejection({ ...entrust, as: 'agent' })).toBe('DUTIES_NOT_SEPARATE');
    expect(story.rejection({ ...entrust, as: 'helper' })).toBe('');
  });

  it('is named in a case that is there and goes on', () => {
    const story = new Story();
    expect(story.rejection(name(story, 'helper-1'))).toBe('NO_SUCH_CASE');
    story.submit();
    story.allAnswer();
    expect(story.rejection(name(story, 'helper-1'))).toBe('CASE_ENDED');
  });

  it('never acts for the applicant in any history, and a command decided twice adds nothing', () => {
    const people = fc.constantFrom('applicant-1', 'a', 'b');
    const anyCommand: fc.Arbitrary<CaseCommand> = fc.oneof(
      people.map((to): CaseCommand => ({ type: 'NameCaseManager', at: 1, by: 'head-1', to })),
      fc
        .tuple(people, fc.constantFrom('agent' as const, 'helper' as const))
        .map(([to, as]): CaseCommand => ({ type: 'EntrustCase', at: 1, by: 'applicant-1', to, as })),
      people.map((from): CaseCommand => ({ type: 'RevokeEntrustment', at: 1, by: 'applicant-1', from })),
    );
    const opened = begun().state;
    fc.assert(
      fc.property(fc.array(anyCommand, { maxLength: 12 }), (commands) => {
        for (const { command, state } of alongTaken(decider, opened, commands)) {
          expect(decide(decider, command, state)).toEqual({ kind: 'decided', events: [] });
          const agents = state.entrusted.filter(({ as }) => as === 'agent').map(({ id }) => id);
          expect([...agents, state.principal]).not.toContain(caseManagerOf(state)?.id);
        }
      }),
      { numRuns: 200 },
    );
  });
});
