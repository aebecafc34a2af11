/** Named defaults of the host, each with its reason. Times are machine milliseconds. */

/** How often a stopped partition is looked after. Its repair is an operator's act: he sees it within a second or two. */
export const STOPPED_LOOK_MILLIS = 1_000;

/**
 * A relay learns of its rewound cursor when it renews its lease, after some seconds, and then publishes thousands a second:
 * minutes are for a shard of a year.
 */
export const REPUBLISH_PATIENCE_MILLIS = 240_000;

/** How often it is looked whether that has happened. */
export const REPUBLISH_LOOK_MILLIS = 50;

/** One reading of the figures asks the database once, whatever number of them comes of it. */
export const FIGURES_FRESH_MILLIS = 500;

/** Spans are sent together after so long: who looks at a trace just made waits no longer. */
export const SPANS_DELAY_MILLIS = 1_000;
