import { describe, expect, it } from '@jest/globals';
import { decide } from '@yichuang/kernel';
import type { SubmitApplication } from './case-commands.js';
import { recallCase } from './case-recall.js';
import { draftKey, type DraftClaim } from './from-draft.js';
import { planDecider } from './plan-decider.js';
import { receiptsOf } from './receipts.js';
import { openingBook, Story, submission } from './testing/stories.js';

const claim = (over: Partial<DraftClaim> = {}) => ({
  key: draftKey('c1'),
  stream: 'draft/c1',
  data: { version: 3, owner: 'owner', sharedWith: ['agent-1'], atCounter: false, ...over },
});
const from = (over: Partial<SubmitApplication> = {}): Partial<SubmitApplication> => ({
  draft: { version: 3, by: 'owner' },
  principal: 'owner',
  holders: [claim()],
  ...over,
});
const rejected = (over: Partial<SubmitApplication>): string => new Story().rejection(submission(from(over)));
const submitted = (over: Partial<SubmitApplication> = {}): Story => {
  const story = new Story();
  story.submit(from(over));
  return story;
};
const intake = { by: 'clerk-1', hall: '350405', signed: 'pad' as const, papersSeen: [] };

describe('an application that was a draft', () => {
  it('is the owner’s, whoever of those it was shared with hands it in; the receipt names who did', () => {
    const story = submitted({ draft: { version: 3, by: 'agent-1' }, principal: 'agent-1' });
    expect(story.state.principal).toBe('owner');
    expect(story.state).not.toHaveProperty('draft');
    const [receipt] = receiptsOf(openingBook, story.state, story.events).receipts;
    expect(receipt?.handedInBy).toBe('agent-1');
  });

  it('keeps those it was shared with: who hands it in acts for the owner, the others help; an older draft names nobody', () => {
    const shared = claim({ sharedWith: ['agent-1', 'helper-1'], entrusts: true });
    const byAgent = submitted({ draft: { version: 3, by: 'agent-1' }, principal: 'agent-1', holders: [shared] });
    expect(byAgent.state.entrusted).toEqual([
      { id: 'agent-1', as: 'agent' },
      { id: 'helper-1', as: 'helper' },
    ]);
    const byOwner = submitted({ holders: [shared] });
    expect(byOwner.state.entrusted.map(({ as }) => as)).toEqual(['helper', 'helper']);
    const alone = submitted({ holders: [claim({ sharedWith: [], entrusts: true })] });
    expect(alone.of('ApplicationSubmitted')[0]).not.toHaveProperty('entrusted');
    expect(submitted({ draft: { version: 3, by: 'agent-1' }, principal: 'agent-1' }).state.entrusted).toEqual([]);
  });

  it('is not taken from anybody else, nor once the draft was changed or is gone', () => {
    expect(rejected({})).toBe('');
    expect(rejected({ draft: { version: 3, by: 'stranger' } })).toBe('NOT_PERMITTED');
    expect(rejected({ holders: [claim({ version: 4 })] })).toBe('DRAFT_CHANGED');
    expect(rejected({ holders: [] })).toBe('DRAFT_GONE');
    expect(rejected({ holders: [{ ...claim(), key: draftKey('c2') }] })).toBe('DRAFT_GONE');
  });

  it('is the owner’s at the counter too, and that of the person there when a clerk began it', () => {
    const draft = { version: 3, by: 'clerk-1' };
    expect(submitted({ draft, intake, principal: 'walk-in' }).state.principal).toBe('owner');
    const own = { draft, intake, holders: [claim({ owner: 'clerk-2', sharedWith: [], atCounter: true })] };
    const story = submitted({ ...own, principal: 'walk-in' });
    expect(story.state.principal).toBe('walk-in');
    expect(receiptsOf(openingBook, story.state, story.events).receipts[0]?.handedInBy).toBe('walk-in');
    expect(rejected({ ...own, principal: 'clerk-1' })).toBe('DUTIES_NOT_SEPARATE');
    expect(rejected({ draft: { version: 3, by: 'clerk-2' }, holders: own.holders })).toBe('BEGUN_AT_COUNTER');
  });

  it('can be decided again from its events', () => {
    const decider = planDecider(openingBook);
    const own = [claim({ owner: 'clerk-2', sharedWith: [], atCounter: true })];
    const shared = [claim({ sharedWith: ['agent-1', 'helper-1'], entrusts: true })];
    const atCounter = { draft: { version: 3, by: 'clerk-1' }, intake, principal: 'walk-in' };
    const stories = [
      submitted({ holders: shared }),
      submitted({ draft: { version: 3, by: 'agent-1' }, principal: 'agent-1', holders: shared }),
      submitted({ ...atCounter, holders: shared, entrusted: [{ id: 'agent-2', as: 'agent' }] }),
      submitted(),
      submitted({ draft: { version: 3, by: 'agent-1' }, principal: 'agent-1' }),
      submitted({ draft: { version: 3, by: 'clerk-1' }, intake, principal: 'walk-in', holders: own }),
    ];
    for (const { before, events } of stories.flatMap(({ decisions }) => decisions))
      expect(decide(decider, recallCase(openingBook.plan, events, before), before)).toEqual({
        kind: 'decided',
        events,
      });
  });
});
