import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { describeConsuming } from './consuming.js';
import { describeExactlyOnce } from './exactly-once.js';
import { describeFailingHandlers } from './failing-handlers.js';
import { describeNaiveForms } from './naive-forms.js';
import { describePublishing } from './publishing.js';
import { describeRelayDuty } from './relay-duty.js';
import { describeRelaying } from './relaying.js';
import { newTopic, type MakeStream, type StreamUnderTest } from './under-test.js';

/** The one contract. Every engine's spec calls this, and no test of it knows which engine it has before it. */
export function describeStreamContract(name: string, makeStream: MakeStream): void {
  describe(`the stream's contract on ${name}`, () => {
    let under: StreamUnderTest | undefined;
    const suite = {
      get it(): StreamUnderTest {
        if (under === undefined) throw new Error('the stream under test is made before the first test');
        return under;
      },
    };
    beforeAll(async () => {
      under = await makeStream();
    });
    afterAll(() => under?.close());

    it('has the three partitions or more that the suite needs', async () => {
      expect(await suite.it.engine.partitions(newTopic())).toBeGreaterThanOrEqual(3);
    });
    describePublishing(suite);
    describeConsuming(suite);
    describeExactlyOnce(suite);
    describeNaiveForms(suite);
    describeFailingHandlers(suite);
    describeRelaying(suite);
    describeRelayDuty(suite);
  });
}
