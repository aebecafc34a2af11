import { describe, expect, it } from '@jest/globals';
import { minutes, toMinutes } from '@yichuang/working-time';
import { Appraising } from './appraisal.js';
import { caseMinutes } from './case-minutes.js';
import { recallCase } from './case-recall.js';
import { caseView } from './case-view.js';
import type { OpenConsultation, TakeOpinion, WithdrawConsultation } from './consultation-events.js';
import { nextTimerAt } from './next-timer.js';
import { at, finding, openingBook, Story } from './testing/stories.js';
import { timeline } from './timeline.js';
import { awaited } from './waiting.js';

const QUESTION = '对行业归类有无意见 any objection to the industry';

/** Tax waits for an officer from 09:10 on, everybody else has answered; the clock runs since 09:00. */
function atTax(): Story {
  const story = new Story(openingBook, at('2026-11-23 09:00'));
  story.submit();
  story.othersAnswer();
  story.answers('register');
  story.othersAnswer('tax');
  story.now = at('2026-11-23 09:10');
  story.answers('tax', { outcome: 'review', findings: [finding({ phase: 'substance', verdict: 'unknown' })] });
  return story;
}

const ask = (story: Story, over: Partial<OpenConsultation> = {}): OpenConsultation => ({
  type: 'OpenConsultation',
  at: story.now,
  department: 'tax',
  id: 'tax.registration.1',
  desk: 'registration',
  to: 'social-insurance',
  by: 'reviewer-tax',
  question: QUESTION,
  minutes: null,
  step: 'tax',
  round: 1,
  ...over,
});
const opinion = (story: Story, over: Partial<TakeOpinion> = {}): TakeOpinion => ({
  type: 'TakeOpinion',
  at: story.now,
  answeredAt: story.now,
  department: 'social-insurance',
  id: 'tax.registration.1',
  opinion: 'objection',
  reason: '归类不当',
  article: '社会保险法 a.58',
  by: 'reviewer-si',
  ...over,
});
const takeBack = (story: Story): WithdrawConsultation => ({
  type: 'WithdrawConsultation',
  at: story.now,
  withdrawnAt: story.now,
  department: 'tax',
  id: 'tax.registration.1',
});
const fire = (story: Story, dueAt: number, late = 0) => {
  story.now = dueAt + late;
  return story.when({ type: 'Fire', kind: 'clock', at: story.now, dueAt });
};

/** Working minutes by department and what it had, those that count. */
function heldBy(story: Story, when: number): Readonly<Record<string, number>> {
  const held: Record<string, number> = {};
  for (const { holder, millis } of caseMinutes(openingBook, story.events, when).stretches) {
    const key = `${holder.department ?? holder.kind} ${holder.step ?? ''}`;
    if (millis > 0) held[key] = (held[key] ?? 0) + toMinutes(millis);
  }
  return held;
}

describe('a department that is asked for its opinion', () => {
  it('is told what and until when, in working minutes of the hall', () => {
    const story = atTax();
    story.now = at('2026-11-23 11:30');
    expect(story.when(ask(story))).toMatchObject([
      { type: 'ConsultationOpened', from: 'tax', to: 'social-insurance', dueAt: at('2026-11-23 15:00'), minutes: 60 },
      { type: 'OpinionSought', to: 'social-insurance', question: QUESTION, principal: 'applicant-1', hall: '350405' },
    ]);
    expect(JSON.stringify(story.of('ConsultationOpened'))).not.toContain(QUESTION);
    expect(story.when(ask(story, { at: story.now + 1 }))).toEqual([]);
    expect(story.when(ask(story, { id: 'tax.registration.2', to: 'seal', minutes: 15 }))).toMatchObject([
      { dueAt: at('2026-11-23 11:45') },
      {},
    ]);
  });

  it('holds the case until it answers, while the clock runs on', () => {
    const story = atTax();
    story.now = at('2026-11-23 09:20');
    const dueBefore = story.state.clocks['tax']?.clock.dueAt;
    story.when(ask(story));
    expect(awaited(openingBook.plan, story.state)).toMatchObject([
      { who: 'social-insurance', what: 'tax.registration.1', officer: true },
    ]);
    story.now = at('2026-11-23 09:50');
    expect(story.when(opinion(story))).toMatchObject([
      { type: 'ConsultationAnswered', from: 'tax', to: 'social-insurance', opinion: 'objection' },
    ]);
    expect(story.when(opinion(story))).toEqual([]);
    expect(awaited(openingBook.plan, story.state)).toMatchObject([{ who: 'tax', what: 'tax', officer: true }]);
    story.now = at('2026-11-23 10:00');
    story.answers('tax');
    expect(heldBy(story, story.now)).toEqual({ 'tax tax': 30, 'social-insurance tax.registration.1': 30 });
    expect(story.state.clocks['tax']?.clock.dueAt).toBe(dueBefore);
    const { spans } = caseMinutes(openingBook, story.events, story.now);
    expect(spans.find(({ holder }) => holder.step === 'tax')).toMatchObject({ millis: minutes(60) });
    expect(spans.find(({ holder }) => holder.step === 'tax.registration.1')).toMatchObject({ millis: minutes(30) });
  });

  it('of two shares nothing: the minutes are of the one that answers last', () => {
    const story = atTax();
    story.when(ask(story));
    story.when(ask(story, { id: 'tax.registration.2', to: 'seal' }));
    story.now = at('2026-11-23 09:20');
    story.when(opinion(story));
    story.now = at('2026-11-23 09:40');
    story.when(opinion(story, { id: 'tax.registration.2', department: 'seal' }));
    expect(heldBy(story, story.now)).toEqual({ 'tax tax': 10, 'seal tax.registration.2': 30 });
  });

  it('that says nothing has no objection, once, and gets a yellow card for it, once, however late the timer is', () => {
    const story = atTax();
    story.when(ask(story, { minutes: 45 }));
    const dueAt = at('2026-11-23 09:55');
    expect(nextTimerAt(story.state)).toBe(dueAt);
    expect(fire(story, dueAt, minutes(4))).toMatchObject([
      { type: 'NoObjectionDeemed', at: dueAt, to: 'social-insurance', rule: 'R-DEEM-02' },
      {
        type: 'CardIssued',
        card: 'tax.registration.1/yellow',
        kind: 'yellow',
        department: 'social-insurance',
        by: 'SYSTEM:R-DEEM-02',
      },
    ]);
    expect(story.when({ type: 'Fire', kind: 'clock', at: story.now, dueAt: story.now })).toEqual([]);
    const after = story.state;
    expect(story.when(opinion(story))).toEqual([]);
    expect(story.state).toBe(after);
    expect(story.state.cards['tax.registration.1/yellow']).toMatchObject({ state: 'issued', clock: null });
    story.when({
      type: 'ActOnCard',
      act: 'explain',
      at: story.now,
      by: 'approver-si',
      card: 'tax.registration.1/yellow',
      department: 'social-insurance',
      words: '值班人员缺岗',
    });
    story.now = at('2026-11-23 10:30');
    story.answers('tax');
    expect(heldBy(story, story.now)).toEqual({ 'tax tax': 45, 'social-insurance tax.registration.1': 45 });
    const appraising = new Appraising();
    appraising.add({ caseId: 'c1', book: openingBook, state: story.state, events: story.events });
    const of = appraising.end().departments.find(({ department }) => department === 'social-insurance');
    expect(of?.silences).toMatchObject({ count: 1, events: [{ caseId: 'c1' }] });
  });

  it('in time is in time, though it is heard late', () => {
    const story = atTax();
    story.when(ask(story));
    const { dueAt } = story.of('ConsultationOpened')[0] ?? { dueAt: 0 };
    story.now = dueAt + minutes(5);
    expect(story.when(opinion(story, { answeredAt: dueAt }))).toEqual([]);
    expect(story.when(opinion(story, { answeredAt: dueAt - 1 }))).toMatchObject([{ type: 'ConsultationAnswered' }]);
    expect(nextTimerAt(story.state)).not.toBe(dueAt);
  });

  it('is not waited for any more when the question is taken back', () => {
    const story = atTax();
    story.when(ask(story));
    expect(story.when(takeBack(story))).toMatchObject([{ type: 'ConsultationWithdrawn', because: 'TAKEN_BACK' }]);
    expect(story.when(takeBack(story))).toEqual([]);
    expect(story.when(opinion(story))).toEqual([]);
    expect(fire(story, at('2026-11-23 10:10')).map(({ type }) => type)).not.toContain('NoObjectionDeemed');
  });

  it('is not waited for any more when a source spoke and nobody has to look, or the case has ended', () => {
    const spoke = atTax();
    spoke.when(ask(spoke));
    spoke.now += minutes(5);
    expect(spoke.answers('tax').map(({ type }) => type)).toContain('ConsultationWithdrawn');

    const withdrawn = new Story(openingBook, at('2026-11-23 09:00'));
    withdrawn.submit();
    withdrawn.othersAnswer('tax-check');
    withdrawn.answers('tax-check', { findings: [finding({ verdict: 'unknown', phase: 'admissibility' })] });
    withdrawn.when(ask(withdrawn, { step: 'tax-check' }));
    withdrawn.when({ type: 'Withdraw', at: withdrawn.now });
    const word = { at: withdrawn.now, answeredAt: withdrawn.now, department: 'market-regulation', granted: true };
    expect(withdrawn.when({ type: 'TakeWithdrawalAnswer', ...word })).toMatchObject([
      { type: 'CaseWithdrawn' },
      { type: 'ConsultationWithdrawn', because: 'MOOT' },
    ]);
    expect(nextTimerAt(withdrawn.state)).toBeNull();
    expect(withdrawn.when(ask(withdrawn, { id: 'tax.registration.2' }))).toEqual([]);
  });

  it('is one the matter asks, and answers only what it was asked', () => {
    const story = atTax();
    expect(() => story.when(ask(story, { to: 'fire-safety' }))).toThrow(TypeError);
    expect(() => story.when(ask(story, { to: 'tax' }))).toThrow(TypeError);
    story.when(ask(story));
    expect(() => story.when(opinion(story, { department: 'seal' }))).toThrow(TypeError);
  });

  it('is named to the applicant with the time, and neither the question nor the opinion is', () => {
    const story = atTax();
    story.when(ask(story));
    story.when(opinion(story));
    const { consultations } = caseView(openingBook, story.state, story.now);
    expect(consultations).toEqual([
      {
        id: 'tax.registration.1',
        from: 'tax',
        to: 'social-insurance',
        step: 'tax',
        round: 1,
        openedAt: story.now,
        minutes: 60,
        dueAt: at('2026-11-23 10:10'),
        calendarVersion: '2026.1',
        status: 'answered',
        closedAt: story.now,
      },
    ]);
    const lines = timeline(openingBook.plan, story.events);
    expect(lines.slice(-2).map(({ type, department }) => [type, department])).toEqual([
      ['ConsultationOpened', 'social-insurance'],
      ['ConsultationAnswered', 'social-insurance'],
    ]);
    expect(JSON.stringify(lines)).not.toMatch(/industry|归类不当|objection/);
  });

  it('is decided again from the record alone', () => {
    const story = atTax();
    story.when(ask(story));
    story.when(ask(story, { id: 'tax.registration.2', to: 'seal', minutes: 15 }));
    story.when(opinion(story));
    fire(story, at('2026-11-23 09:25'));
    story.when(ask(story, { id: 'tax.registration.3', to: 'seal' }));
    story.when({ ...takeBack(story), id: 'tax.registration.3' });
    for (const { before, events } of story.decisions) {
      const again = new Story(openingBook, story.now);
      again.state = before;
      expect(again.when(recallCase(openingBook.plan, events, before))).toEqual(events);
    }
  });
});
