import { describe, expect, it } from '@jest/globals';
import { orchestratorEvents } from '@yichuang/contracts';
import type { Heard } from '@yichuang/host';
import { companyOpeningPlan, toyPlan } from '@yichuang/matters';
import type { Channels } from '../channels/channels.js';
import { reachOf, told } from './told.js';

const setUp: Channels = { ways: { mail: 'mail' }, subscriptions: [] };
const AT = Date.parse('2026-11-23T09:00:00+08:00');

/** What is commanded when the orchestrator says this. */
function heard(type: string, body: object, sealed?: Uint8Array): unknown {
  const hearing = told[type];
  if (hearing === undefined) throw new TypeError(`nothing hears ${type}`);
  const said: Heard<unknown> = {
    type,
    source: 'orchestrator',
    caseId: 'c1',
    at: AT,
    now: AT + 5,
    body: hearing.schema.parse(body),
    sealed,
    setUp,
  };
  return hearing.command(said, null);
}
const act = {
  by: 'u9',
  reason: 'HEARING',
  basis: '行政许可法 a.45',
  note: '',
  document: { kind: 'x', number: 'N-P1' },
};
const grounds = { document: 'N-P1', reason: { 'zh-CN': '听证', en: 'hearing' }, basis: '行政许可法 a.45' };
const case1 = { clock: 'case', department: null, from: '2026.1', to: '2026.2' };

describe('what of a case is told', () => {
  it('is said by events of the orchestrator that there are', () => {
    for (const type of Object.keys(told)) expect(orchestratorEvents).toContain(type);
  });

  it('begins with whose it is, who is asked, and how he is reached', () => {
    const { matter, version: planVersion } = companyOpeningPlan;
    const body = { number: 'N', principal: 'u1', authority: '350405', hall: '350405', matter, planVersion };
    const sealed = Uint8Array.of(1);
    expect(
      heard('ApplicationSubmitted', { ...body, leftOut: { seal: 'later' }, inputs: { secret: 1 } }, sealed),
    ).toEqual({
      type: 'RecordRecipient',
      at: AT + 5,
      number: 'N',
      principal: 'u1',
      authority: '350405',
      hall: '350405',
      departments: ['market-regulation', 'tax', 'social-insurance', 'medical-insurance', 'housing-fund'],
      reach: [],
      sealed,
    });
    expect(heard('ApplicationSubmitted', { ...body, leftOut: {}, planVersion: 'of a newer build' })).toMatchObject({
      departments: [],
    });
    expect(heard('ApplicationSubmitted', { ...body, leftOut: {}, matter: toyPlan.matter })).not.toHaveProperty(
      'sealed',
    );
  });

  it('is a fact of which ways there are, and no address', () => {
    const section = (person: object) => ({ applicant: { contact: 'p1' }, people: { p1: person } });
    expect(reachOf(section({ email: 'a@example.com', mobile: '1' }))).toEqual(['mail', 'sms']);
    expect(reachOf(section({ mobile: '1' }))).toEqual(['sms']);
    expect(reachOf({ applicant: { contact: 'p2' }, people: {} })).toEqual([]);
    expect(reachOf(null)).toEqual([]);
  });

  it.each([
    ['SlaStarted', { dueAt: 9, startedAt: 1 }, 'accepted', 'accepted', { dueAt: 9 }],
    [
      'AcceptanceDeemed',
      { acceptedAt: 3, article: '行政许可法 a.32(4)', silent: ['tax'], document: { number: 'N-A1' } },
      'deemed-accepted',
      'deemed-accepted',
      { document: 'N-A1', receivedAt: 3, basis: '行政许可法 a.32(4)' },
    ],
    ['PackageReady', { contents: ['tax'] }, 'ready', 'ready', {}],
    ['CaseWithdrawn', { reason: 'WITHDRAWN_BY_APPLICANT' }, 'withdrawn', 'withdrawn', {}],
    [
      'SlaPaused',
      { ...act, pause: 'pause-1', expectedOn: '2026-12-01' },
      'paused',
      'paused-pause-1',
      { ...grounds, expectedOn: '2026-12-01' },
    ],
    ['SlaResumed', { ...act, pause: 'pause-1', dueAt: 7 }, 'resumed', 'resumed-pause-1', { ...grounds, dueAt: 7 }],
    ['SlaResumed', { ...act, pause: 'pause-2', dueAt: null }, 'resumed', 'resumed-pause-2', grounds],
    [
      'SlaRestarted',
      { ...act, reason: 'APPLICATION_REPLACED', basis: '行政许可法 a.32, a.42', dueAt: 7, usedMillis: 1 },
      'restarted',
      'restarted-N-P1',
      {
        document: 'N-P1',
        reason: {
          'zh-CN': '申请人变更申请事项，重新受理',
          en: 'the applicant replaced the application; it was accepted anew',
        },
        basis: '行政许可法 a.32, a.42',
        dueAt: 7,
      },
    ],
    [
      'SlaExtended',
      { ...act, reason: 'OF_A_NEWER_BUILD', clock: 'register', dueAt: 7 },
      'extended',
      'extended-register',
      { ...grounds, reason: { 'zh-CN': 'OF_A_NEWER_BUILD', en: 'OF_A_NEWER_BUILD' }, dueAt: 7 },
    ],
  ])('%s is told with what it says, under a name of its own', (type, body, kind, about, said) => {
    const channels = expect.arrayContaining([{ channel: 'mail', port: 'mail' }]);
    expect(heard(type, body)).toEqual({ type: 'Tell', at: AT + 5, kind, about, of: { type, at: AT }, channels, said });
  });

  it('promises nobody an end that is long past', () => {
    expect(heard('SlaStarted', { dueAt: 9, startedAt: 1, deemed: true })).toBeNull();
  });

  it('names of a calendar that was published the end of the case, where that moved, and nothing where it did not', () => {
    const body = { calendarVersion: '2026.2', reason: 'CALENDAR_PUBLISHED', basis: '国办通知' };
    expect(heard('SlaReprojected', { ...body, clocks: [{ ...case1, dueBefore: 1, dueAfter: 2 }] })).toMatchObject({
      about: 'due-moved-2026.2',
      said: { dueBefore: 1, dueAt: 2, basis: '国办通知', reason: { 'zh-CN': '放假安排发布或调整' } },
    });
    expect(heard('SlaReprojected', { ...body, clocks: [{ ...case1, dueBefore: 2, dueAfter: 2 }] })).toBeNull();
    const tax = { ...case1, clock: 'tax', dueBefore: 1, dueAfter: 2 };
    expect(heard('SlaReprojected', { ...body, clocks: [tax] })).toBeNull();
  });

  it('says of a notice whether some of it could have been told before', () => {
    const body = { number: 2, document: { number: 'N-N2' }, defects: [] };
    const said = { document: 'N-N2', defects: [] };
    expect(heard('OneTimeNoticeIssued', { ...body, avoidable: false })).toMatchObject({ about: 'notice-2', said });
    expect(heard('OneTimeNoticeIssued', { ...body, avoidable: false })).not.toHaveProperty('said.late');
    expect(heard('OneTimeNoticeIssued', { ...body, avoidable: true })).toMatchObject({ said: { ...said, late: true } });
  });

  it('is no correction that brings no contact', () => {
    expect(heard('CorrectionSubmitted', {})).toBeNull();
    expect(heard('CorrectionSubmitted', {}, Uint8Array.of(2))).toMatchObject({ type: 'ChangeContact', reach: [] });
  });
});
