import { describe, expect, it } from '@jest/globals';
import { decide } from '@yichuang/kernel';
import type { CardAct } from './card-acts.js';
import type { ActOnACard, IssueCard } from './card-events.js';
import { recallCase } from './case-recall.js';
import { nextTimerAt } from './next-timer.js';
import { planDecider } from './plan-decider.js';
import { at, openingBook, Story } from './testing/stories.js';
import { timeline } from './timeline.js';

const SUPERVISOR = { by: 'supervisor-1', department: null };
const OFFICER = { by: 'reviewer-1', department: 'market-regulation' };

const acting = (story: Story, act: CardAct, card: string, over: Partial<ActOnACard> = {}): ActOnACard => ({
  type: 'ActOnCard',
  act,
  at: story.now,
  card,
  words: '材料量大',
  ...SUPERVISOR,
  ...over,
});
const issuing = (story: Story, over: Partial<IssueCard> = {}): IssueCard => ({
  type: 'IssueCard',
  at: story.now,
  by: 'supervisor-1',
  kind: 'yellow',
  department: 'tax',
  words: '未说明理由',
  ...over,
});

function until(story: Story, when: string): void {
  for (;;) {
    const dueAt = nextTimerAt(story.state);
    if (dueAt === null || dueAt > at(when)) break;
    story.when({ type: 'Fire', kind: 'clock', at: dueAt, dueAt });
  }
  story.now = at(when);
}

/** Accepted at eight, and nobody registers: yellow after 67½ of 90 minutes. */
function late(when: string): Story {
  const story = new Story(openingBook, at('2026-11-23 08:00'));
  story.submit();
  story.othersAnswer();
  until(story, when);
  return story;
}
const YELLOW = 'register/yellow';
const card = (story: Story, id = YELLOW) => story.state.cards[id];

describe('a card', () => {
  it('goes from issued to explained, upheld, rectified and closed, and keeps who said what', () => {
    const story = late('2026-11-23 09:20');
    expect(card(story)).toMatchObject({ state: 'issued', explainBy: at('2026-11-24 17:30'), acts: [] });
    story.when(acting(story, 'explain', YELLOW, OFFICER));
    story.when(acting(story, 'uphold', YELLOW, { words: '理由不成立' }));
    story.when(acting(story, 'rectify', YELLOW, { ...OFFICER, words: '已增派人员' }));
    story.when(acting(story, 'close', YELLOW));
    expect(story.types().slice(-4)).toEqual(['CardExplained', 'CardUpheld', 'CardRectified', 'CardClosed']);
    expect(card(story)).toMatchObject({ state: 'closed', unexplained: false });
    expect(card(story)?.acts.map(({ act, by }) => [act, by])).toEqual([
      ['explain', 'reviewer-1'],
      ['uphold', 'supervisor-1'],
      ['rectify', 'reviewer-1'],
      ['close', 'supervisor-1'],
    ]);
    const told = timeline(openingBook.plan, story.events).map(({ text }) => text['zh-CN']);
    expect(told).toContain('register/yellow 维持（supervisor-1）：理由不成立');
    for (const { before, events } of story.decisions)
      expect(decide(planDecider(openingBook), recallCase(openingBook.plan, events, before), before)).toEqual({
        kind: 'decided',
        events,
      });
  });

  it('may be cancelled with the reason, and is not raised again for it', () => {
    const story = late('2026-11-23 09:20');
    story.when(acting(story, 'cancel', YELLOW, { words: '系统故障' }));
    expect(card(story)?.state).toBe('cancelled');
    until(story, '2026-11-23 09:25');
    expect(story.of('YellowCardIssued')).toHaveLength(1);
    expect(story.rejection(acting(story, 'rectify', YELLOW, OFFICER))).toBe('CARD_STANDS');
  });

  it('left unexplained for one working day is told of, once, and may then be upheld without an explanation', () => {
    const story = late('2026-11-24 17:00');
    expect(story.rejection(acting(story, 'uphold', YELLOW))).toBe('CARD_NOT_EXPLAINED_YET');
    until(story, '2026-11-26 09:00');
    expect(story.of('CardLeftUnexplained').find((one) => one.card === YELLOW)).toMatchObject({
      at: at('2026-11-24 17:30'),
      department: 'market-regulation',
    });
    expect(
      story
        .of('CardLeftUnexplained')
        .map((one) => one.card)
        .sort(),
    ).toEqual(['case/red', 'case/yellow', 'register/red', YELLOW].sort());
    expect(card(story)).toMatchObject({ state: 'issued', unexplained: true });
    story.when(acting(story, 'uphold', YELLOW));
    expect(card(story)).toMatchObject({ state: 'upheld', unexplained: true });
  });

  it('is explained by those it is for, or by the head of the hall, who alone speaks for the whole case', () => {
    const story = late('2026-11-23 11:30');
    expect(story.rejection(acting(story, 'explain', YELLOW, { department: 'tax' }))).toBe('CARD_OF_ANOTHER');
    expect(story.rejection(acting(story, 'explain', 'case/yellow', OFFICER))).toBe('CARD_OF_ANOTHER');
    story.when(acting(story, 'explain', 'case/yellow', { by: 'hall-1' }));
    expect(card(story, 'case/yellow')?.state).toBe('explained');
  });

  it('that was taken back, and a warning, ask for nothing', () => {
    const story = late('2026-11-23 09:20');
    expect(story.rejection(acting(story, 'explain', 'register/early-warning', OFFICER))).toBe('CARD_ASKS_FOR_NOTHING');
    story.answers('register', {}, { answeredAt: at('2026-11-23 09:05') });
    expect(card(story)).toMatchObject({ state: 'taken-back', takenBack: true });
    expect(story.rejection(acting(story, 'explain', YELLOW, OFFICER))).toBe('CARD_STANDS');
    expect(story.rejection(acting(story, 'explain', 'register/green'))).toBe('NO_SUCH_CARD');
    expect(nextTimerAt(story.state)).not.toBe(at('2026-11-24 17:30'));
  });

  it('is acted on once for each act', () => {
    const story = late('2026-11-23 09:20');
    story.when(acting(story, 'explain', YELLOW, OFFICER));
    expect(story.when(acting(story, 'explain', YELLOW, { ...OFFICER, words: 'again' }))).toEqual([]);
    expect(story.rejection(acting(story, 'close', YELLOW))).toBe('CARD_STANDS');
  });

  it('may be issued by the supervisor for what no clock can tell, also when the case has ended', () => {
    const story = late('2026-11-23 08:10');
    story.allAnswer();
    const [issued] = story.when(issuing(story));
    expect(issued).toMatchObject({ type: 'CardIssued', card: 'issued-1', explainBy: at('2026-11-24 17:30') });
    expect(story.when(issuing(story))).toEqual([]);
    story.when(issuing(story, { kind: 'red', department: null }));
    expect(nextTimerAt(story.state)).toBe(at('2026-11-24 17:30'));
    story.when(acting(story, 'explain', 'issued-1', { department: 'tax' }));
    until(story, '2026-11-25 09:00');
    expect(story.of('CardLeftUnexplained').map((one) => one.card)).toEqual(['issued-2']);
    expect(nextTimerAt(story.state)).toBeNull();
    expect(story.rejection(issuing(story, { department: 'customs' }))).toBe('DEPARTMENT_NOT_ASKED');
    expect(new Story().rejection(issuing(story))).toBe('NO_SUCH_CASE');
  });
});
