import { describe, expect, it } from '@jest/globals';
import type { Actor } from '@yichuang/contracts';
import { companyOpeningPlan, publishedCalendars } from '@yichuang/matters';
import { decide } from '@yichuang/kernel';
import { caseDesk } from './desk.js';
import { at, Played, seenByRules, shownOf, submission, well } from './play.js';
import { saidBy } from '@yichuang/testing';

const catalogue = { plans: [companyOpeningPlan] };
const desk = caseDesk(catalogue, publishedCalendars);

const officer = (over: Partial<Actor>): Actor => ({
  id: 'officer-1',
  roles: ['clerk'],
  department: null,
  division: '350405',
  ...over,
});
const reviewer = officer({ id: 'reviewer-1', roles: ['reviewer'], department: 'market-regulation' });

function accepted(): Played {
  const played = new Played(desk);
  played.knock('submit', submission());
  for (const task of played.open())
    played.hear(task.department, saidBy(task.department, 'checked'), { answer: well(task, 'checked') });
  return played;
}

const shown = (played: Played): Record<string, unknown> => shownOf(played, catalogue);

const faultsAt = (door: string, body: object): string[] =>
  (desk.doors?.[door]?.schema.safeParse(body).error?.issues ?? []).map(({ path }) => path.join('/'));

describe('the doors to the clocks of a case', () => {
  it('let an officer pause and resume for his own department, and show who, why and until when', () => {
    const played = accepted();
    played.actor = reviewer;
    played.now = at('2026-11-23 09:30');
    played.knock('pause', { reason: 'HEARING', department: 'tax', note: '依申请听证', expectedOn: '2026-11-25' });
    expect(shown(played)).toMatchObject({
      clock: { state: 'PAUSED', dueAt: null, usedMinutes: 30 },
      statutoryClock: { state: 'PAUSED' },
      pauses: [{ reason: 'HEARING', department: 'market-regulation', by: 'reviewer-1', basis: '行政许可法 a.45' }],
      waitingFor: [{ who: 'market-regulation', what: 'pause-1', officer: true }, { what: 'register' }],
    });
    const [paper] = (shown(played)['documents'] as { text?: { en: string }; clock?: object }[]).slice(-1);
    expect(paper?.text?.en).toContain('hearing (行政许可法 a.45); 依申请听证; by reviewer-1');
    expect(paper?.clock).toMatchObject({ dueAt: null, expectedOn: '2026-11-25' });
    played.now = at('2026-11-23 10:30');
    played.knock('resume', { reason: 'HEARING' });
    expect(shown(played)).toMatchObject({
      clock: { state: 'RUNNING', dueAt: '2026-11-23T16:30:00+08:00' },
      pauses: [{ until: '2026-11-23T10:30:00+08:00' }],
    });
  });

  it('let an officer lift what a clerk had paused for everybody', () => {
    const played = accepted();
    played.actor = officer({});
    played.knock('pause', { reason: 'APPLICANT', note: '等待实名核验' });
    played.actor = reviewer;
    expect(() => played.knock('resume', { reason: 'APPLICANT' })).toThrow('NOT_PAUSED');
    const [resumed] = played.knock('resume', { reason: 'APPLICANT', department: null });
    expect(resumed?.type).toBe('SlaResumed');
  });

  it('move the timer with the pause', () => {
    const played = accepted();
    played.actor = officer({});
    expect(desk.timers?.(played.state)).toEqual({ clock: at('2026-11-23 09:45') });
    played.knock('pause', { reason: 'APPLICANT', note: '等待签字' });
    // What is left is the term of the law, which does not wait for a signature.
    expect(desk.timers?.(played.state)).toEqual({ clock: at('2026-11-26 17:30') });
    played.now = at('2026-11-23 10:00');
    played.knock('resume', { reason: 'APPLICANT' });
    expect(desk.timers?.(played.state)).toEqual({ clock: at('2026-11-23 10:45') });
  });

  it('move the end a list shows: none while the case stands still', () => {
    const played = accepted();
    played.actor = officer({});
    const { project } = desk.registers![0]!;
    const shownEnd = (door: string, body: object): unknown =>
      played
        .knock(door, body)
        .flatMap((event) => project(event, played.state, 'c1').map(({ row }) => row?.['due_at']))[0];
    expect(shownEnd('pause', { reason: 'APPLICANT', note: '等待签字' })).toBeNull();
    played.now = at('2026-11-23 10:00');
    expect(shownEnd('resume', { reason: 'APPLICANT' })).toBe(at('2026-11-23 16:30'));
  });

  it('take an outage from one, and its approval from another', () => {
    const played = accepted();
    played.actor = officer({ id: 'system-1', roles: ['system-administrator'] });
    played.knock('declare-outage', { note: '停电' });
    expect(() => played.knock('approve-outage', {})).toThrow('DUTIES_NOT_SEPARATE');
    const head = officer({ id: 'hall-1', roles: ['hall-head', 'reviewer'] });
    played.actor = head;
    const { id, roles } = head;
    expect(seenByRules(() => played.knock('approve-outage', {}))).toEqual([{ id, roles }]);
    expect(shown(played)).toMatchObject({ pauses: [{ by: 'system-1', approvedBy: 'hall-1' }] });
    played.actor = reviewer;
    played.knock('resume', { reason: 'UTILITY_OUTAGE' });
    played.actor = officer({ id: 'head-1', roles: ['approver'], department: 'market-regulation' });
    played.knock('extend', { reason: 'REGISTRATION_HEAD', note: '情形复杂' });
    expect(shown(played)).toMatchObject({ statutoryClock: { dueAt: '2026-12-01T17:30:00+08:00' } });
    played.knock('restart', { reason: 'APPLICATION_REPLACED', note: '变更申请事项' });
    expect(shown(played)).toMatchObject({
      clock: { usedMinutes: 0 },
      statutoryClock: { dueAt: '2026-11-26T17:30:00+08:00' },
    });
    for (const { before, events } of played.decisions)
      expect(decide(desk.decider, desk.recall(events, before), before)).toEqual({ kind: 'decided', events });
  });

  it('take only listed reasons, and each with a sentence for the applicant', () => {
    expect(faultsAt('pause', { reason: 'OVERLOAD', note: '' })).toEqual(['reason', 'note']);
    expect(faultsAt('pause', { reason: 'UTILITY_OUTAGE', note: '停电' })).toEqual(['reason']);
    expect(faultsAt('pause', { reason: 'TOLERANCE', note: '容缺' })).toEqual(['reason']);
    expect(faultsAt('pause', { reason: 'HEARING', note: '听证', expectedOn: 'soon' })).toEqual(['expectedOn']);
    expect(faultsAt('extend', { reason: 'BUSY' })).toEqual(['reason', 'note']);
    expect(faultsAt('restart', { reason: 'BUSY' })).toEqual(['reason', 'note']);
  });
});
