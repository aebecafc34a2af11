import { beforeEach, describe, expect, it } from '@jest/globals';
import type { StreamRecord } from '@yichuang/host';
import type { MessageEvent } from '@nestjs/common';
import { liveEvents, typesOf } from './live-events.js';
import { Live } from './live.js';

let say: (records: readonly StreamRecord[]) => void;
let live: Live;

const record = (key: string, position = 1): StreamRecord => ({
  topic: 't',
  partition: 0,
  offset: BigInt(position),
  key,
  type: 'ApplicationAccepted',
  source: 'orchestrator',
  shard: 3,
  position,
  follows: position - 1,
  audience: '*',
  at: Date.UTC(2026, 10, 23, 1),
  body: new Uint8Array(),
});

beforeEach(async () => {
  live = new Live(
    {
      tail: (_topic, onRecords) => {
        say = onRecords;
        return Promise.resolve({ close: () => Promise.resolve() });
      },
    },
    't',
  );
  await live.start();
});

function listening(caseId: string | null, lastEventId?: string, type?: string) {
  const got: MessageEvent[] = [];
  const subscription = liveEvents(live, caseId, { lastEventId, types: typesOf(type) }).subscribe((event) =>
    got.push(event),
  );
  return {
    got,
    end: () => {
      subscription.unsubscribe();
    },
  };
}

describe('live updates', () => {
  it('tell who listens to a case of that case alone, and who listens to all of every one', () => {
    const [one, all] = [listening('c1'), listening(null)];
    say([record('c1', 1), record('c2', 2)]);
    expect(one.got.slice(1)).toEqual([
      {
        id: 'orchestrator:3:1',
        type: 'event',
        data: { caseId: 'c1', type: 'ApplicationAccepted', source: 'orchestrator', at: '2026-11-23T09:00:00+08:00' },
      },
    ]);
    expect(all.got).toHaveLength(3);
    one.end();
    all.end();
  });

  it('tell who asks for some types of those alone', () => {
    const ended = listening(null, undefined, 'CaseCompleted,CaseRefused');
    const accepted = listening(null, undefined, 'ApplicationAccepted,CaseCompleted');
    say([record('c1')]);
    expect(ended.got).toHaveLength(1);
    expect(accepted.got).toHaveLength(2);
    ended.end();
    accepted.end();
  });

  it('begin with a comment, so that the connection stands before anything happens', () => {
    const { got, end } = listening('c1');
    expect(got).toEqual([{ comment: 'listening' }]);
    end();
  });

  it('tell who comes back that something may have been missed, and keep his place', () => {
    const { got, end } = listening('c1', 'orchestrator:3:7');
    expect(got[1]).toEqual({ id: 'orchestrator:3:7', type: 'missed', data: { caseId: 'c1' } });
    end();
  });

  it('end with the connection: nobody is told twice, or after he left', () => {
    const { got, end } = listening('c1');
    end();
    end();
    say([record('c1')]);
    expect(got).toHaveLength(1);
    const again = listening('c1');
    say([record('c1')]);
    expect(again.got).toHaveLength(2);
    again.end();
  });

  it('are refused to more than a gateway can carry, and taken again when one leaves', () => {
    const ends = Array.from({ length: 10_000 }, () => live.listen('c1', () => undefined));
    expect(() => live.listen('c2', () => undefined)).toThrow('TOO_MANY_LISTENERS');
    ends.pop()?.();
    expect(() => live.listen('c2', () => undefined)).not.toThrow();
  });
});
