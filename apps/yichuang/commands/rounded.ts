/** Minutes to the hundredth, as clocks show them. */
export const rounded = (minutes: number): string => String(Math.round(minutes * 100) / 100);
