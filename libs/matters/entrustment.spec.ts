import { describe, expect, it } from '@jest/globals';
import { decide } from '@yichuang/kernel';
import fc from 'fast-check';
import type { CaseCommand } from './case-commands.js';
import { recallCase } from './case-recall.js';
import { actingIn, ENTRUSTED_MAX, type EntrustCase, type RevokeEntrustment } from './entrustment.js';
import { planDecider } from './plan-decider.js';
import { alongTaken, finding, openingBook, Story, toyBook } from './testing/stories.js';
import { timeline } from './timeline.js';

const entrust = (story: Story, to: string, over: Partial<EntrustCase> = {}): EntrustCase => ({
  type: 'EntrustCase',
  at: story.now,
  by: 'applicant-1',
  to,
  as: 'agent',
  ...over,
});
const revoke = (story: Story, from: string, by = 'applicant-1'): RevokeEntrustment => ({
  type: 'RevokeEntrustment',
  at: story.now,
  by,
  from,
});
const begun = (over = {}): Story => {
  const story = new Story();
  story.submit(over);
  return story;
};
const isDecidedAgain = ({ decisions, book }: Story): void => {
  const decider = planDecider(book);
  for (const { before, events } of decisions)
    expect(decide(decider, recallCase(book.plan, events, before), before)).toEqual({ kind: 'decided', events });
};
const intake = { by: 'clerk-1', hall: '350405', signed: 'paper' as const, papersSeen: [] };

describe('a case that is entrusted to another', () => {
  it('is so once, as what was said last, until it is taken back; each is told in the timeline', () => {
    const story = begun();
    const [event] = story.when(entrust(story, 'agent-1'));
    expect(event).toEqual({ ...entrust(story, 'agent-1'), type: 'CaseEntrusted' });
    expect(story.when(entrust(story, 'agent-1'))).toEqual([]);
    story.when(entrust(story, 'agent-1', { as: 'helper' }));
    expect(story.state.entrusted).toEqual([{ id: 'agent-1', as: 'helper' }]);
    expect(story.when(revoke(story, 'agent-1'))).toMatchObject([{ type: 'EntrustmentRevoked', from: 'agent-1' }]);
    expect(story.when(revoke(story, 'agent-1'))).toEqual([]);
    expect(story.state.entrusted).toEqual([]);
    const said = timeline(openingBook.plan, story.events).map(({ text }) => text['zh-CN']);
    expect(said).toEqual(expect.arrayContaining(['委托 agent-1 为经办人', '收回对 agent-1 的委托']));
    isDecidedAgain(story);
  });

  it('is so by the applicant alone: an agent hands on nothing, and nobody entrusts what is not there', () => {
    const story = begun();
    story.when(entrust(story, 'agent-1'));
    expect(story.rejection(entrust(story, 'agent-2', { by: 'agent-1' }))).toBe('NOT_PERMITTED');
    expect(story.rejection(revoke(story, 'agent-1', 'agent-1'))).toBe('NOT_PERMITTED');
    expect(story.when(entrust(story, 'applicant-1'))).toEqual([]);
    expect(new Story().rejection(entrust(new Story(), 'agent-1'))).toBe('NO_SUCH_CASE');
  });

  it('is so to a bounded number, and never to the clerk who took it', () => {
    const story = begun({ intake });
    expect(story.rejection(entrust(story, 'clerk-1'))).toBe('DUTIES_NOT_SEPARATE');
    for (let which = 0; which < ENTRUSTED_MAX; which += 1) story.when(entrust(story, `a-${String(which)}`));
    expect(story.rejection(entrust(story, 'one-more'))).toBe('ENTRUSTED_TO_TOO_MANY');
    expect(story.when(entrust(story, 'a-0', { as: 'helper' }))).toHaveLength(1);
  });

  it('is so from the counter on, to the agent who stands there; the clerk is not that agent', () => {
    const agent = (id: string) => ({ intake, entrusted: [{ id, as: 'agent' as const }] });
    const story = begun(agent('agent-1'));
    expect(story.of('ApplicationSubmitted')).toMatchObject([{ entrusted: [{ id: 'agent-1', as: 'agent' }] }]);
    expect(actingIn(story.state)).toEqual(['applicant-1', 'agent-1']);
    // the departments are told, for nobody of theirs decides a case he acts in
    expect(story.tasks().map(({ agents }) => agents)).toEqual(story.tasks().map(() => ['agent-1']));
    expect(begun().tasks()[0]).not.toHaveProperty('agents');
    isDecidedAgain(story);
    const other = new Story();
    expect(() => {
      other.submit(agent('clerk-1'));
    }).toThrow('DUTIES_NOT_SEPARATE');
  });

  it('says of everything the agent does that it was he', () => {
    const story = begun();
    story.when(entrust(story, 'agent-1'));
    story.othersAnswer('tax-check');
    story.answers('tax-check', { findings: [finding({ phase: 'substance' })] });
    story.when({ type: 'Insist', at: story.now, by: 'agent-1' });
    expect(story.of('ApplicantInsisted')).toEqual([{ type: 'ApplicantInsisted', at: story.now, by: 'agent-1' }]);
    isDecidedAgain(story);
    const asked = begun();
    asked.when({ type: 'Withdraw', at: asked.now, by: 'agent-1' });
    expect(asked.of('WithdrawalRequested')).toMatchObject([{ by: 'agent-1' }]);
    isDecidedAgain(asked);
    const free = new Story(toyBook);
    free.submit({ inputs: {}, sections: {} });
    free.when({ type: 'Withdraw', at: free.now, by: 'agent-1' });
    expect([...free.of('WithdrawalRequested'), ...free.of('CaseWithdrawn')]).toMatchObject([{ by: 'agent-1' }]);
    isDecidedAgain(free);
  });

  it('is so to each person once in any history, and a command decided twice adds nothing', () => {
    const people = ['applicant-1', 'a', 'b', 'clerk-1'];
    const command = fc.oneof(
      fc
        .tuple(
          fc.constantFrom(...people),
          fc.constantFrom('applicant-1', 'a'),
          fc.constantFrom('agent' as const, 'helper' as const),
        )
        .map(([to, by, as]): CaseCommand => ({ type: 'EntrustCase', at: 1, by, to, as })),
      fc
        .tuple(fc.constantFrom(...people), fc.constantFrom('applicant-1', 'a'))
        .map(([from, by]): CaseCommand => ({ type: 'RevokeEntrustment', at: 1, by, from })),
    );
    const decider = planDecider(openingBook);
    const opened = begun({ intake }).state;
    fc.assert(
      fc.property(fc.array(command, { maxLength: 12 }), (commands) => {
        let state = opened;
        for (const taken of alongTaken(decider, opened, commands)) {
          state = taken.state;
          expect(decide(decider, taken.command, state)).toEqual({ kind: 'decided', events: [] });
        }
        const ids = state.entrusted.map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
        expect(ids).not.toContain('applicant-1');
        expect(ids).not.toContain('clerk-1');
      }),
      { numRuns: 200 },
    );
  });
});
