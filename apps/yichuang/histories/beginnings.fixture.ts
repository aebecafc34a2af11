import type { CaseState } from '@yichuang/matters';
import { owners, type Opening } from './acts.fixture.js';
import { applyings } from './applications.fixture.js';
import type { History } from './moves.fixture.js';
import { World } from './world.fixture.js';

export const CASE = 'c1';
export const SECOND = 'c2';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
/** 2026-11-23 09:00 in Shanghai, a Monday, and the hours and days after it at which a history may begin. */
const MONDAY = Date.UTC(2026, 10, 23, 1);
const STARTS = [0, 2 * HOUR + 59 * MINUTE, 8 * HOUR + 29 * MINUTE, 12 * HOUR, 4 * DAY + 7 * HOUR, 37 * DAY + 6 * HOUR];

/** What the machines do before acceptance takes a few minutes. */
const CHECKED_MINUTES = 9;
const CHECKED_A_MINUTE = 12;

export function appliedIn(form: number, owner: number): Pick<Opening, 'applying' | 'owner'> {
  const [applying, by] = [applyings[form], owners[owner]];
  if (applying === undefined || by === undefined) throw new TypeError('nobody applies for anything');
  return { applying, owner: by };
}

const made = new Map<string, World>();

/** The world at the beginning of a history. Where the machines have looked already it is made once; it is for copying. */
export function beginningOf(history: History): World {
  const { form, start, owner, from } = history;
  const world = new World(MONDAY + (STARTS[start] ?? 0), () => undefined);
  if (from === 'nothing') return world;
  const key = [form, start, owner, from].join();
  const before = made.get(key);
  if (before !== undefined) return before;
  preCheck(world, history);
  made.set(key, world);
  return world;
}

function preCheck(world: World, { form, owner, from }: History): void {
  const { applying, owner: by } = appliedIn(form, owner);
  world.knock(world.at('orchestrator', 'case', CASE), 'submit', applying.first.body, by);
  for (let minute = 0; minute < CHECKED_MINUTES && isChecking(world); minute += 1) {
    world.now += MINUTE;
    for (let turn = 0; turn < CHECKED_A_MINUTE; turn += 1) {
      if (from === 'unheard') world.keepSilent(turn);
      if (isChecking(world)) world.goOn(turn);
    }
  }
}

const isChecking = (world: World): boolean =>
  (world.at('orchestrator', 'case', CASE).state as CaseState).phase === 'intake';
