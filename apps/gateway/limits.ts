/** Named defaults of the door, each with its reason. Times are machine milliseconds, sizes bytes. */

/**
 * Records the slowest service may be behind before no new case is taken: two or three thousand cases of about twenty records each,
 * which a service works off within half a minute. More would only wait longer, and every clock with it.
 */
export const LAG_RECORDS_MAX = 50_000;

/** How old the answer to "how far are you" may be: at some hundred cases a second the door is a few hundred too late. */
export const PRESSURE_FRESH_MILLIS = 500;

/** When to come back: what was behind is mostly worked off by then, and nobody knocks more often than that. */
export const RETRY_AFTER_SECONDS = 5;

/** Requests with a body in hand at once. At some hundred a second the last of them waits a few seconds. */
export const REQUESTS_IN_HAND_MAX = 1_000;

/** Their bodies together: an ordinary form has some ten kilobytes, one with thousands of employees some megabytes. */
export const BODY_BYTES_IN_HAND_MAX = 256 * 1024 * 1024;

/** What a body that does not say its size may have at most: the limit of every door. */
export const BODY_BYTES_UNKNOWN = 8 * 1024 * 1024;

/** How long a gateway may go by whose a case was: to whom it is entrusted changes, and what was taken back must be so soon. */
export const BELONGING_FRESH_MILLIS = 5_000;

/** Cases of which a gateway remembers whose they are: about 300 bytes each, and a page of live updates asks for a few hundred. */
export const BELONGINGS_MAX = 20_000;

/** Readers of documents of whom a gateway remembers that it has told: a hundred bytes each. */
export const OPENINGS_KNOWN_MAX = 20_000;

/** Openings being told of at once; beyond, the next reading tells it. */
export const OPENINGS_WAITING_MAX = 256;

/** A notifier that starts anew, or has not heard of the case yet, is there within these. */
export const OPENING_PAUSES_MILLIS: readonly number[] = [250, 1_000, 4_000, 15_000];

/** Documents that wait for the printer: at some five a second the last of them waits a few seconds. */
export const PRINTS_WAITING_MAX = 32;

/** How long one document may take: a package with annexes takes a second, on a busy machine some. */
export const PRINT_MILLIS_MAX = 20_000;

/** Printed documents kept for who asks again: about three hundred, at a hundred kilobytes each. */
export const PRINTED_BYTES_MAX = 32 * 1024 * 1024;

/** Heap of the printer; with the font, which lies outside of it, it takes about a hundred megabytes. */
export const PRINTER_MEGABYTES_MAX = 256;

/** A scan of some dozen pages in colour; whoever photographs a contract page by page sends the pages one by one. */
export const ATTACHMENT_BYTES_MAX = 20 * 1024 * 1024;
/** An upload is told of within seconds of lying there; what is untold after a day will be for ever. */
export const ORPHAN_MILLIS = 24 * 60 * 60 * 1000;
/** Orphans cost nothing but their bytes. */
export const SWEEP_MILLIS = 60 * 60 * 1000;
