import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { generateApplications, type CompanyOpeningForm } from '@yichuang/matters';
import { named, TestDoor, TestHouse, type SeenCase, type SeenEvent } from '@yichuang/testing';

const PAIRS = 50;

const house = new TestHouse(['--clock', '2026-11-23 09:00']);
const door = new TestDoor(house);

const fullName = ({ name }: CompanyOpeningForm): string => `${name.division}${name.trade}${name.industry}${name.form}`;

/** Two companies of one industry, of other people and other seats, that want one name. */
function pairsOfOneName(): [CompanyOpeningForm, CompanyOpeningForm][] {
  const waiting = new Map<string, CompanyOpeningForm>();
  const pairs: [CompanyOpeningForm, CompanyOpeningForm][] = [];
  for (const { form } of generateApplications({ seed: 4_711, count: 400 })) {
    const industry = `${form.company.gbt4754} ${form.name.industry}`;
    const first = waiting.get(industry);
    if (first === undefined) waiting.set(industry, form);
    else {
      waiting.delete(industry);
      pairs.push([first, { ...form, name: first.name }]);
    }
    if (pairs.length === PAIRS) break;
  }
  return pairs;
}

interface Raced {
  readonly name: string;
  readonly forms: readonly CompanyOpeningForm[];
  readonly cases: readonly SeenCase[];
}
let raced: readonly Raced[] = [];

beforeAll(async () => {
  await house.start();
  const pairs = pairsOfOneName();
  raced = await Promise.all(
    pairs.map(async (forms) => ({
      name: fullName(forms[0]),
      forms,
      cases: await Promise.all(forms.map((form) => door.run(form))),
    })),
  );
}, 180_000);
afterAll(() => house.end());

const winnerOf = ({ cases }: Raced): SeenCase | undefined => cases.find(({ status }) => status === 'completed');
const loserOf = ({ cases }: Raced): SeenCase | undefined => cases.find(({ status }) => status !== 'completed');

describe('two applications for one name, sent at once, fifty pairs', () => {
  it('exactly one of each pair gets it and completes', () => {
    expect(raced.length).toBe(PAIRS);
    for (const { name, cases } of raced) {
      expect([name, cases.map(({ status }) => status).sort()]).toEqual([name, ['awaiting-correction', 'completed']]);
    }
    for (const one of raced) expect(winnerOf(one)?.company?.name).toBe(one.name);
    expect(new Set(raced.map((one) => winnerOf(one)?.company?.uscc)).size).toBe(PAIRS);
  });

  it('the other is told so, and of nothing else', () => {
    for (const one of raced) {
      expect(named(loserOf(one)?.notice?.defects ?? [])).toEqual(['market-regulation NAME_CONFLICT /name/trade']);
    }
  });

  it('one reservation stands for each name, and the conflict names the rival', async () => {
    for (const one of raced) {
      const seen: SeenEvent[][] = await Promise.all(
        one.cases.map(async ({ caseId }) => [...(await door.events(caseId))]),
      );
      const all = seen.flat();
      expect(all.filter(({ type }) => type === 'NameReserved').length).toBe(1);
      const conflicts = all.filter(({ type }) => type === 'NameConflictDetected');
      expect(conflicts.map(({ data }) => data['rivals'])).toMatchObject([[{ companyName: one.name }]]);
    }
  });

  it('who lost completes with a name of his own', async () => {
    const [one] = raced;
    if (one === undefined) throw new Error('nothing was raced');
    const lost = loserOf(one);
    const form = one.forms[one.cases.findIndex((seen) => seen === lost)];
    const [other] = generateApplications({ seed: 4_711, count: 1, startIndex: 500 });
    const own = { ...form, name: { ...one.forms[0]?.name, trade: other?.form.name.trade } };
    const { body, status } = await door.correct(lost?.caseId ?? '', own);
    expect(status).toBe(200);
    expect((await door.atRest(lost?.caseId ?? '', String(body['position']))).status).toBe('completed');
  });
});
