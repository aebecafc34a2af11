export interface Latency {
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** Nearest rank over all samples; nothing is left out. */
export function latencyOf(samples: readonly number[]): Latency {
  const sorted = [...samples].sort((one, other) => one - other);
  const at = (share: number): number => round(sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN);
  return { p50Ms: at(0.5), p99Ms: at(0.99) };
}

/** Three significant digits are more than a measurement on a shared machine is good for. */
export function round(value: number): number {
  return Number(value.toPrecision(value >= 1_000 ? Math.ceil(Math.log10(value)) : 3));
}

export const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};
