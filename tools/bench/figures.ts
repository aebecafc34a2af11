export interface Latency {
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** Nearest rank over all samples; nothing is left out. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

export const latencyOf = (samples: readonly number[]): Latency => ({
  p50Ms: round(percentile(samples, 0.5)),
  p99Ms: round(percentile(samples, 0.99)),
});

/** Three significant digits are more than a measurement on a shared machine is good for. */
export function round(value: number): number {
  return Number(value.toPrecision(value >= 1_000 ? Math.ceil(Math.log10(value)) : 3));
}

export const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};
