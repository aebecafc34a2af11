const MINUTE_MILLIS = 60_000;

/** Working minutes as whole milliseconds, the only unit this library counts in. */
export const minutes = (count: number): number => Math.round(count * MINUTE_MILLIS);

/** Milliseconds as minutes, for showing; may have a fraction. */
export const toMinutes = (millis: number): number => millis / MINUTE_MILLIS;
