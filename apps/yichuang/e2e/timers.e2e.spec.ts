import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { publishedCalendars } from '@yichuang/matters';
import { sample, TestDoor, TestHouse, until, type SeenCase, type SeenEvent } from '@yichuang/testing';
import { due, minutes } from '@yichuang/working-time';

/** An hour and a half in a second, begun so early that the halls open once everything is handed in. */
const house = new TestHouse(['--clock', '2026-11-23 02:00', '--speed', '5400']);
const door = new TestDoor(house);

const cardTypes = ['EarlyWarningRaised', 'YellowCardIssued', 'RedCardIssued', 'EscalationRaised'] as const;

/** Working minutes at which each card of a clock is due: half, three quarters, all of it, and an hour more. */
const ladder = (budgetMinutes: number): number[] => [
  budgetMinutes * 0.5,
  budgetMinutes * 0.75,
  budgetMinutes,
  budgetMinutes + 60,
];

interface Card {
  readonly clock: string;
  readonly card: string;
  readonly department: string | null;
  readonly waiting: readonly string[];
}

const cardOf = ({ data }: SeenEvent): Card => data as unknown as Card;
const cards = (events: readonly SeenEvent[], clock: string): SeenEvent[] =>
  events.filter((event) => (cardTypes as readonly string[]).includes(event.type) && cardOf(event).clock === clock);

/** The instants at which the cards of a clock that never stops are due, by the calendar. */
function instants(startedAt: string, budgetMinutes: number): number[] {
  const calendar = publishedCalendars('350405');
  if (calendar === undefined) throw new Error('no calendar');
  return ladder(budgetMinutes).map((after) => due(calendar, Date.parse(startedAt), minutes(after)).dueAt);
}

const events = new Map<string, readonly SeenEvent[]>();
/** The cards of the case on the clock when the house was killed. */
let standing: readonly SeenEvent[] = [];
let before: SeenCase;
let onClock: SeenCase;

async function escalated(caseId: string, clock: string): Promise<boolean> {
  events.set(caseId, await door.events(caseId));
  return cards(events.get(caseId) ?? [], clock).some(({ type }) => type === 'EscalationRaised');
}

beforeAll(async () => {
  await house.start();
  before = await door.run(sample('c.yaml').form);
  onClock = await door.run(sample('faulty/person-disqualified.yaml').form);
  await until(async () => {
    standing = cards(await door.events(onClock.caseId), 'case');
    return standing.some(({ type }) => type === 'YellowCardIssued');
  }, 60_000);
  // Time goes on while nobody serves: what became due is raised by the next start.
  await house.kill();
  await house.start();
  await until(() => escalated(onClock.caseId, 'case'), 90_000);
  await until(() => escalated(before.caseId, 'intake-1'), 60_000);
  before = await door.read(before.caseId);
  onClock = await door.read(onClock.caseId);
}, 240_000);
afterAll(() => house.end());

describe('a case that waits for an officer', () => {
  it('collects early warning, yellow card, red card and escalation, each once, at its own working minute', () => {
    const { clock } = onClock;
    const raised = cards(events.get(onClock.caseId) ?? [], 'case');
    expect(raised.map(({ type }) => type)).toEqual([...cardTypes]);
    expect(raised.map(({ at }) => Date.parse(at))).toEqual(instants(String(clock?.['startedAt']), 240));
    expect(clock).toMatchObject({ state: 'BREACHED', budgetMinutes: 240, stoppedAt: null });
    expect(raised.map((event) => cardOf(event).waiting)).toEqual(Array(4).fill(['register']));
  });

  it('keeps those it had when the house was killed after the yellow card, and collects the rest from the next start', () => {
    const raised = cards(events.get(onClock.caseId) ?? [], 'case');
    expect(raised.slice(0, standing.length)).toEqual(standing);
    // hours lie between yellow and the last one; a slow machine may have seen red before it was killed
    expect(standing.map(({ type }) => type)).not.toContain('EscalationRaised');
    expect(new Set(raised.map((event) => cardOf(event).card)).size).toBe(cardTypes.length);
  });

  it('has a clock for the department that is waited for, with the same ladder over its share', () => {
    const own = (events.get(onClock.caseId) ?? []).filter(
      (event) => (cardTypes as readonly string[]).includes(event.type) && cardOf(event).department !== null,
    );
    expect(new Set(own.map((event) => cardOf(event).department))).toEqual(new Set(['market-regulation']));
    expect(own.map(({ type }) => type)).toEqual([...cardTypes]);
    const [sent] = (events.get(onClock.caseId) ?? []).filter(
      ({ type, data }) => type === 'DepartmentTaskDispatched' && data['step'] === 'register',
    );
    expect(own.map(({ at }) => Date.parse(at))).toEqual(instants(String(sent?.at), 90));
  });

  it('collects the same before acceptance, over thirty working minutes', () => {
    const raised = cards(events.get(before.caseId) ?? [], 'intake-1');
    expect(raised.map(({ type }) => type)).toEqual([...cardTypes]);
    const { intakeClock } = before as unknown as { intakeClock: { startedAt: string; budgetMinutes: number } };
    expect(intakeClock.budgetMinutes).toBe(30);
    expect(raised.map(({ at }) => Date.parse(at))).toEqual(instants(intakeClock.startedAt, 30));
  });

  it('is never approved because time ran out', () => {
    expect([before.status, before.company, before.clock]).toEqual(['in-review', null, null]);
    expect([onClock.status, onClock.company]).toEqual(['in-review', null]);
    const all = [...events.values()].flat();
    const types = all.map(({ type }) => type);
    for (const never of ['CompanyRegistered', 'CaseCompleted']) expect(types).not.toContain(never);
    // At two hours a second an answer may be late for the limit before acceptance of the one that was accepted.
    const takenBack = all.filter(({ type }) => type === 'CardTakenBack').map(({ data }) => String(data['card']));
    expect(takenBack.filter((card) => !card.startsWith('intake-'))).toEqual([]);
  });
});
