import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  compatible,
  generateApplications,
  plantAll,
  planters,
  type PlantedFault,
  type Planter,
} from '@yichuang/matters';
import { named, sample, TestDoor, TestHouse, type SeenCase } from '@yichuang/testing';

const filedOn = '2026-11-23';
const SEED = 20_261_123;

const house = new TestHouse(['--clock', `${filedOn} 09:00`]);
const door = new TestDoor(house);

beforeAll(async () => {
  await house.start();
});
afterAll(() => house.end());

interface Planted {
  readonly what: string;
  readonly form: unknown;
  readonly faults: readonly PlantedFault[];
}

/** One to six faults that the generator draws. */
const drawn = (count: number): Planted[] =>
  [...generateApplications({ seed: SEED, count, faultyShare: 1, filedOn })].map(({ index, form, manifest }) => ({
    what: `seed ${String(SEED)} index ${String(index)}`,
    form,
    faults: manifest.faults,
  }));

const valid = (count: number, startIndex: number) =>
  [...generateApplications({ seed: SEED, count, startIndex, filedOn })].map(({ form }) => form);

/** Each fault alone, in the first of some forms that offers it a place. */
function alone(): Planted[] {
  const forms = valid(planters.length * 3, 1_000);
  return planters.map((planter) => {
    for (const [index, form] of forms.entries()) {
      const planted = plantAll(form, filedOn, [planter]);
      if (planted.faults.length === 0) continue;
      forms.splice(index, 1);
      return { what: planter.name, ...planted };
    }
    throw new Error(`no form has a place for ${planter.name}`);
  });
}

/** As many faults as go together in one form. */
function together(): Planted[] {
  return valid(4, 2_000).map((form, index) => {
    const order = [...planters.slice(index * 7), ...planters.slice(0, index * 7)];
    const chosen = order.reduce<Planter[]>(
      (some, one) => (some.every((other) => compatible(one, other)) ? [...some, one] : some),
      [],
    );
    return { what: `everything at once ${String(index)}`, ...plantAll(form, filedOn, chosen) };
  });
}

interface Noticed extends Planted {
  readonly seen: SeenCase;
  readonly notices: number;
}

async function handIn(planted: readonly Planted[]): Promise<Noticed[]> {
  return Promise.all(
    planted.map(async (one) => {
      const seen = await door.run(one.form);
      const notices = (await door.events(seen.caseId)).filter(({ type }) => type === 'OneTimeNoticeIssued').length;
      return { ...one, seen, notices };
    }),
  );
}

function expectOneNotice({ what, faults, seen, notices }: Noticed): void {
  expect({ what, status: seen.status, notices, found: named(seen.notice?.defects ?? []) }).toEqual({
    what,
    status: 'awaiting-correction',
    notices: 1,
    found: named(faults),
  });
  expect(seen.notice).toMatchObject({ number: 1, avoidable: false });
}

describe('whatever is wrong with an application', () => {
  it('any one to six faults give one notice with exactly these codes and paths', async () => {
    const noticed = await handIn(drawn(72));
    expect(noticed.length).toBe(72);
    for (const one of noticed) expectOneNotice(one);
  });

  it('every known fault, planted alone, is found and nothing else', async () => {
    for (const one of await handIn(alone())) expectOneNotice(one);
  });

  it('as many faults as go together stand in one notice', async () => {
    for (const one of await handIn(together())) {
      expect(one.faults.length).toBeGreaterThan(10);
      expectOneNotice(one);
    }
  });

  it('the fixed case has its twelve over five departments in one notice', async () => {
    const { form, expect: expected } = sample('faulty/twelve.yaml');
    const [noticed] = await handIn([{ what: 'twelve', form, faults: expected }]);
    if (noticed === undefined) throw new Error('it was not handed in');
    expectOneNotice(noticed);
    const { defects } = noticed.seen.notice ?? { defects: [] };
    expect(defects.length).toBeGreaterThanOrEqual(12);
    expect(new Set(defects.map(({ department }) => department)).size).toBe(5);
    expect(new Set(defects.map(({ phase }) => phase))).toEqual(new Set(['form', 'substance']));
  });
});

describe('a second notice', () => {
  const [first, second, clean] = ['market-regulation SEAT_PROOF_MISSING /papers', 'tax', 'completed'] as const;

  it('about what the applicant has changed is a new one, counted, and not avoidable; and the last correction completes', async () => {
    const { form } = sample('e.yaml');
    const proven = sample('e-with-proof.yaml').form as Record<string, object> & { seal: { kinds: string[] } };
    const { caseId, position } = await door.open(form);
    expect(named((await door.atRest(caseId, position)).notice?.defects ?? [])).toEqual([first]);
    const doubled = { ...proven, seal: { ...proven.seal, kinds: [...proven.seal.kinds, proven.seal.kinds[0]] } };
    const again = await door.correct(caseId, doubled);
    const { notice } = await door.atRest(caseId, String(again.body['position']));
    expect(notice).toMatchObject({ number: 2, avoidable: false, defects: [{ code: 'SEAL_KIND_DUPLICATE' }] });
    expect(notice?.defects.some(({ department }) => department === second)).toBe(false);
    const last = await door.correct(caseId, proven);
    const seen = await door.atRest(caseId, String(last.body['position']));
    expect([seen.status, seen.notice, seen.round]).toEqual([clean, null, 3]);
  });
});
