import { describe, expect, it } from '@jest/globals';
import { decide } from '@yichuang/kernel';
import { recallCase } from './case-recall.js';
import { planDecider } from './plan-decider.js';
import { receiptsOf } from './receipts.js';
import { at, finding, openingBook, Story, submission, toyBook } from './testing/stories.js';

const receipts = ({ book, state, events }: Story) => receiptsOf(book, state, events);
const { inputs, leftOut, sections } = submission();
const paper = (kind: string, sign: string) => ({ kind, sha256: sign.repeat(64) });
const lease = paper('lease', 'a');
const articles = paper('articles', 'b');

describe('the receipts of a case', () => {
  it('say what was handed in, when, by whom, and until when there is an answer; the end is not sure before acceptance', () => {
    const story = new Story();
    story.submit({ inputs: { ...inputs, papers: [articles, lease] } });
    const { number, receipts: all, promise } = receipts(story);
    expect(all).toEqual([
      {
        document: { kind: 'receipt', number: `${number}-R1`, date: '2026-11-23' },
        what: 'application',
        round: 1,
        receivedAt: at('2026-11-23 09:00'),
        handedInBy: 'applicant-1',
        clerk: null,
        papers: [articles, lease],
        answerDueAt: at('2026-11-23 09:30'),
      },
    ]);
    expect(promise).toEqual({ acceptedAt: null, dueAt: null, budgetMinutes: 240, endedAt: null });
  });

  it('name the promised end once the application is accepted, and the real one when it has come', () => {
    const story = new Story();
    story.submit();
    story.allAnswer();
    expect(receipts(story).promise).toEqual({
      acceptedAt: at('2026-11-23 09:00'),
      dueAt: at('2026-11-23 15:30'),
      budgetMinutes: 240,
      endedAt: at('2026-11-23 09:00'),
    });
  });

  it('name the clerk who took it at the counter', () => {
    const story = new Story();
    story.submit({ intake: { by: 'clerk-1', hall: '350405', signed: 'paper', papersSeen: [] } });
    expect(receipts(story).receipts[0]).toMatchObject({
      handedInBy: 'applicant-1',
      clerk: { id: 'clerk-1', hall: '350405', signed: 'paper' },
    });
  });

  it('are given for each correction too, with its own papers and whoever handed it in', () => {
    const story = new Story();
    story.submit({ inputs: { ...inputs, papers: [articles] } });
    story.othersAnswer('tax-check');
    story.answers('tax-check', { findings: [finding()] });
    story.when({
      type: 'CorrectApplication',
      at: story.now,
      by: 'agent-1',
      inputs: { ...inputs, papers: [articles, lease] },
      leftOut,
      sections,
    });
    const { number, receipts: all } = receipts(story);
    expect(all.map(({ document }) => document.number)).toEqual([`${number}-R1`, `${number}-R2`]);
    expect(all[1]).toMatchObject({
      what: 'correction',
      round: 2,
      handedInBy: 'agent-1',
      papers: [articles, lease],
    });
    const decider = planDecider(openingBook);
    for (const { before, events } of story.decisions)
      expect(decide(decider, recallCase(openingBook.plan, events, before), before)).toEqual({
        kind: 'decided',
        events,
      });
  });

  it('list no paper for a matter without papers', () => {
    const story = new Story(toyBook);
    story.submit({ inputs: {}, sections: {} });
    expect(receipts(story).receipts[0]?.papers).toEqual([]);
  });
});
