import { text } from '@yichuang/kernel';
import { parseInstant } from '@yichuang/working-time';
import { Failure } from '../failure.js';

const SPEED_MAX = 1_000_000;

/** When a training clock begins, epoch ms, and how fast it runs. */
export interface AskedClock {
  readonly instant: number;
  readonly speed: number;
}

/** The training clock of a command line, or `null` for real time. @throws Failure saying what is wrong with it */
export function askedClock(clock: string | undefined, speed: string | undefined): AskedClock | null {
  if (clock === undefined) {
    if (speed !== undefined) throw new Failure(text('--speed 需要 --clock', '--speed goes with --clock'));
    return null;
  }
  const instant = parseInstant(clock);
  if (instant.kind === 'fault') throw new Failure(instant.text);
  const factor = Number(speed ?? 1);
  if (!Number.isFinite(factor) || factor <= 0 || factor > SPEED_MAX) {
    throw new Failure(text('--speed 应为正数', `--speed is a positive number up to ${String(SPEED_MAX)}`));
  }
  return { instant: instant.at, speed: factor };
}
