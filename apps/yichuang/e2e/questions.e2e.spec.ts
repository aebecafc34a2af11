import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { rowsOf, TestDoor, until } from '@yichuang/testing';
import { applicationsOfAllSix } from './applications.js';
import { openingHouse } from './opening-house.js';

const LONG_MILLIS = 120_000;

describe('sources that stay silent', () => {
  const house = openingHouse({
    YICHUANG_TUNING: JSON.stringify({
      errandAttemptsMax: 2,
      effectAttemptsMax: 2,
      errandBackOffMillis: 20,
      errandLateMillis: 100,
    }),
  });
  const door = new TestDoor(house);
  beforeAll(() => house.start(), LONG_MILLIS);
  afterAll(() => house.end(), LONG_MILLIS);

  const askedAgain = async (): Promise<string[]> => {
    const all = ['yc_market_regulation', 'yc_tax'].map((database) =>
      rowsOf<{ port: string }>(house, database, 'select port from errand order by port'),
    );
    return (await Promise.all(all)).flat().map(({ port }) => port);
  };

  it(
    'are asked again while an officer may need the answer, and not any more once the case has ended',
    async () => {
      for (const simulator of ['market-regulation/real-name', 'tax/tax-core'])
        await door.send('PUT', `/api/v1/simulators/${simulator}`, { mode: 'failing' });
      const { status, caseId } = await door.run(applicationsOfAllSix(59, 1)[0]);
      expect(status).toBe('in-review');
      expect(await askedAgain()).toEqual(['real-name', 'tax-core']);
      await door.act(caseId, 'withdraw');
      await until(async () => (await askedAgain()).length === 0, LONG_MILLIS);
      expect((await door.read(caseId)).status).toBe('withdrawn');
    },
    LONG_MILLIS,
  );
});
