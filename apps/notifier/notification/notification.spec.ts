import { describe, expect, it } from '@jest/globals';
import { holdsInAnyHistory, storyOf } from '@yichuang/testing';
import fc from 'fast-check';
import { channelsFor, type Channels } from '../channels/channels.js';
import {
  kinds,
  type Channel,
  type Kind,
  type NotificationCommand,
  type RecordRecipient,
  type Settle,
  type Tell,
} from './events.js';
import { notification } from './notification.js';
import { recallNotification } from './recall.js';

const mail: Channel = { channel: 'mail', port: 'mail' };
const sms: Channel = { channel: 'sms', port: 'sms-simulator' };
const bank: Channel = { channel: 'webhook/bank', port: 'webhook' };

const recipient = (over: Partial<RecordRecipient> = {}): RecordRecipient => ({
  type: 'RecordRecipient',
  at: 1,
  number: '沙开办20261123-0001-7',
  principal: 'u1',
  authority: '350405',
  hall: '350405',
  departments: ['tax'],
  reach: ['mail', 'sms'],
  sealed: Uint8Array.of(1, 2, 3),
  ...over,
});
const tell = (over: Partial<Tell> = {}): Tell => ({
  type: 'Tell',
  at: 2,
  kind: 'accepted',
  about: 'accepted',
  of: { type: 'SlaStarted', at: 2 },
  channels: [mail],
  said: { dueAt: 9 },
  ...over,
});
const settle = (outcome: Settle['outcome'], channel = 'mail', at = 3): Settle => ({
  type: 'Settle',
  at,
  about: 'accepted',
  channel,
  outcome,
  attempts: 1,
});
const sent = { sent: true, simulated: false } as const;
const failed = (code: string) => ({ sent: false, code }) as const;
const open = (by: string, about = 'accepted'): NotificationCommand => ({ type: 'Open', at: 7, about, by });

const read = (by: string, document = 'K-N1'): NotificationCommand => ({ type: 'Read', at: 8, document, by });

const { given, after, played } = storyOf(notification);

describe('what the applicant is told', () => {
  it('is queued once, however often the case says it', () => {
    const events = given(recipient()).when(tell());
    expect(events).toEqual([{ ...tell(), type: 'NotificationQueued' }]);
    expect(given(recipient(), tell()).when(tell({ at: 99 }))).toEqual([]);
  });

  it('is told again when there is another of its kind', () => {
    const second = tell({ kind: 'notice', about: 'notice-2' });
    expect(given(recipient(), tell({ kind: 'notice', about: 'notice-1' })).when(second)).toHaveLength(1);
  });

  it('goes only where the person is reached; a machine that subscribed is reached whoever applies', () => {
    const all = { channels: [mail, sms, bank] };
    expect(given(recipient({ reach: ['sms'] })).when(tell(all))).toMatchObject([{ channels: [sms, bank] }]);
    expect(given().when(tell(all))).toMatchObject([{ channels: [bank] }]);
    expect(given(recipient({ reach: [] })).when(tell({ channels: [mail] }))).toMatchObject([{ channels: [] }]);
  });

  it('goes where a correction says, once it has said so', () => {
    const change: NotificationCommand = { type: 'ChangeContact', at: 2, reach: [], sealed: Uint8Array.of(9) };
    expect(given(recipient(), change).when(tell())).toMatchObject([{ channels: [] }]);
    expect(after(recipient(), change).sealed).toEqual(Uint8Array.of(9));
    expect(given(recipient(), change).when(change)).toEqual([]);
  });

  it('is sent once on a way: what has been sent is neither sent again nor failed afterwards', () => {
    const told = [recipient(), tell(), settle(sent)];
    expect(given(recipient(), tell()).when(settle(sent))).toEqual([
      { type: 'NotificationSent', at: 3, about: 'accepted', channel: 'mail', simulated: false, attempts: 1 },
    ]);
    expect(given(...told).when(settle(sent))).toEqual([]);
    expect(given(...told).when(settle(failed('NO_ANSWER')))).toEqual([]);
  });

  it('fails in the open, once a reason, and may still be sent later', () => {
    const told = [recipient(), tell(), settle(failed('NO_ANSWER'))];
    expect(after(...told).told['accepted']?.deliveries['mail']).toMatchObject({ state: 'failed', code: 'NO_ANSWER' });
    expect(given(...told).when(settle(failed('NO_ANSWER')))).toEqual([]);
    expect(given(...told).when(settle(failed('SMTP_550')))).toHaveLength(1);
    expect(after(...told, settle(sent, 'mail', 5)).told['accepted']?.deliveries['mail']).toEqual({
      state: 'sent',
      at: 5,
      simulated: false,
      code: null,
      attempts: 1,
    });
  });

  it('counts as served when the person whose case it is has read it, once, and by nobody else’s reading', () => {
    const told = [recipient(), tell()];
    expect(given(...told).when(open('u1'))).toEqual([
      { type: 'NotificationOpened', at: 7, about: 'accepted', by: 'u1' },
    ]);
    expect(given(...told, open('u1')).when(open('u1'))).toEqual([]);
    expect(given(...told).when(open('clerk'))).toEqual([]);
    expect(played([...told, open('u1', 'refused')]).rejections).toEqual(['NO_SUCH_NOTIFICATION']);
  });

  it('was opened by whoever it is served on: once a document and reader, and what tells of the document is read by that', () => {
    const notice = tell({ kind: 'notice', about: 'notice-1', said: { document: 'K-N1' } });
    const told = [recipient(), tell(), notice];
    expect(given(...told).when(read('u1'))).toEqual([
      { type: 'DocumentOpened', at: 8, document: 'K-N1', by: 'u1' },
      { type: 'NotificationOpened', at: 8, about: 'notice-1', by: 'u1' },
    ]);
    expect(given(...told, read('u1')).when(read('u1'))).toEqual([]);
    expect(given(...told).when(read('auditor'))).toEqual([]);
    expect(given(...told, open('u1', 'notice-1')).when(read('u1'))).toEqual([
      { type: 'DocumentOpened', at: 8, document: 'K-N1', by: 'u1' },
    ]);
    expect(after(...told, read('u1')).readings).toEqual([{ document: 'K-N1', at: 8, by: 'u1' }]);
    expect(played([read('u1')]).rejections).toEqual(['NOT_HEARD_OF']);
  });

  it('is served on the agent too, as long as the case is entrusted to him, and never on a helper', () => {
    const told = [recipient({ entrusted: [{ id: 'h1', as: 'helper' }] }), tell()];
    const trust = (id: string, as: 'agent' | 'helper' | null): NotificationCommand => ({
      type: 'ChangeTrust',
      at: 3,
      id,
      as,
    });
    expect(given(...told).when(open('h1'))).toEqual([]);
    expect(given(...told).when(open('a1'))).toEqual([]);
    expect(given(...told).when(trust('a1', 'agent'))).toEqual([{ type: 'TrustChanged', at: 3, id: 'a1', as: 'agent' }]);
    expect(given(...told, trust('a1', 'agent')).when(trust('a1', 'agent'))).toEqual([]);
    expect(given(...told, trust('a1', 'agent')).when(open('a1'))).toMatchObject([{ by: 'a1' }]);
    expect(given(...told, trust('a1', 'agent'), trust('a1', null)).when(open('a1'))).toEqual([]);
    expect(given(...told, trust('h1', 'agent')).when(read('h1'))).toMatchObject([{ by: 'h1' }]);
  });

  it('is read, that all is done, when licence or package is opened; either may be opened before it is told', () => {
    const ready = tell({ kind: 'ready', about: 'ready', said: {} });
    for (const document of ['licence', 'package'])
      expect(after(recipient(), ready, read('u1', document)).told['ready']?.opened).toEqual({ at: 8, by: 'u1' });
    const early = after(recipient(), read('u1', 'licence'), ready);
    expect([early.told['ready']?.opened, early.readings.length]).toEqual([null, 1]);
  });

  it('holds in any history', () => {
    const about = fc.constantFrom('accepted', 'notice-1', 'refused');
    const channel = fc.constantFrom('mail', 'sms', 'webhook/bank');
    const at = fc.nat({ max: 50 });
    const reach = fc.subarray(['mail' as const, 'sms' as const]);
    const outcome = fc.oneof(fc.constant(sent), fc.constantFrom('NO_ANSWER', 'SMTP_550').map(failed));
    const command: fc.Arbitrary<NotificationCommand> = fc.oneof(
      fc
        .tuple(at, fc.constantFrom('clerk', 'a1'), fc.constantFrom('agent' as const, 'helper' as const, null))
        .map(([when, id, as]) => ({ type: 'ChangeTrust' as const, at: when, id, as })),
      fc.tuple(at, reach).map(([when, ways]) => recipient({ at: when, reach: ways })),
      fc
        .tuple(at, reach, fc.uint8Array({ minLength: 1, maxLength: 2 }))
        .map(([when, ways, sealed]) => ({ type: 'ChangeContact' as const, at: when, reach: ways, sealed })),
      fc
        .tuple(at, about, fc.subarray([mail, sms, bank]))
        .map(([when, what, channels]) => tell({ at: when, about: what, channels })),
      fc
        .tuple(at, about, channel, outcome)
        .map(([when, what, way, ended]) => ({ ...settle(ended, way, when), about: what })),
      fc.tuple(about, fc.constantFrom('u1', 'clerk')).map(([what, by]) => open(by, what)),
      fc
        .tuple(fc.constantFrom('K-N1', 'licence'), fc.constantFrom('u1', 'clerk'))
        .map(([document, by]) => read(by, document)),
    );
    holdsInAnyHistory({
      decider: notification,
      recall: recallNotification,
      command,
      possible: (one, { told, recipient: known }) => {
        if (one.type === 'Settle') return told[one.about]?.deliveries[one.channel] !== undefined;
        if (one.type === 'Read') return known !== null;
        return one.type !== 'Open' || told[one.about] !== undefined;
      },
      then: (state, events) => {
        const readings = state.readings.map(({ document, by }) => `${document} ${by}`);
        expect(new Set(readings).size).toBe(readings.length);
        const once = events.filter(({ type }) => type === 'NotificationSent');
        const ends = once.map((event) => ('channel' in event ? `${event.about} ${event.channel}` : ''));
        expect(new Set(ends).size).toBe(ends.length);
      },
    });
  });
});

describe('the ways a thing is told on', () => {
  const house: Channels = {
    ways: { mail: 'mail', sms: 'sms-simulator' },
    subscriptions: [{ name: 'bank', kinds: ['ready'] }],
  };
  it('are a letter for everything, a text message where one must act or may appeal, a webhook where one was asked for', () => {
    const waysOf = (kind: Kind) => channelsFor(kind, house).map(({ channel }) => channel);
    for (const kind of kinds) expect([kind, waysOf(kind)[0]]).toEqual([kind, 'mail']);
    for (const kind of ['paused', 'notice', 'declined', 'refused'] as const)
      expect([kind, waysOf(kind)]).toEqual([kind, ['mail', 'sms']]);
    for (const kind of ['accepted', 'resumed', 'withdrawn'] as const)
      expect([kind, waysOf(kind)]).toEqual([kind, ['mail']]);
    expect(waysOf('ready')).toEqual(['mail', 'webhook/bank']);
  });

  it('are none in a house that has none', () => {
    for (const kind of kinds) expect(channelsFor(kind, { ways: {}, subscriptions: [] })).toEqual([]);
  });
});
