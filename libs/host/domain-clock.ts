/**
 * Domain time. Real, or a training clock whose anchor (instant, machine instant, speed) is fixed once and shared by all
 * services, so that after a restart it goes on and never back. Leases, retries and tokens use machine time instead.
 */
export interface DomainClock {
  readonly training: boolean;
  /** Epoch milliseconds. */
  now(): number;
  /** Machine milliseconds until the domain instant; 0 when it is past. */
  machineDelay(untilDomain: number): number;
}

export interface ClockAnchor {
  /** Domain instant, epoch ms. */
  readonly instant: number;
  /** Machine instant at which it was so, epoch ms. */
  readonly machineInstant: number;
  /** Domain milliseconds per machine millisecond. */
  readonly speed: number;
}

export const realClock: DomainClock = {
  training: false,
  now: () => Date.now(),
  machineDelay: (until) => Math.max(0, until - Date.now()),
};

export function trainingClock({ instant, machineInstant, speed }: ClockAnchor): DomainClock {
  const now = () => Math.floor(instant + (Date.now() - machineInstant) * speed);
  return { training: true, now, machineDelay: (until) => Math.max(0, Math.ceil((until - now()) / speed)) };
}

/** `instant,machineInstant,speed` as a setting carries it; absent: real time. */
export function clockOf(anchor: string | undefined): DomainClock {
  if (anchor === undefined || anchor === '') return realClock;
  const [instant, machineInstant, speed] = anchor.split(',').map(Number);
  if (![instant, machineInstant, speed].every(Number.isFinite))
    throw new TypeError('CLOCK_ANCHOR is not three numbers');
  return trainingClock({
    instant: instant as number,
    machineInstant: machineInstant as number,
    speed: speed as number,
  });
}
