/** Named defaults of the host, each with its reason. Times are milliseconds of the machine unless the name says otherwise. */

/** The largest application: thousands of employees, sealed. */
export const BODY_BYTES_MAX = 8 * 1024 * 1024;
/**
 * The longest JSON of a section. A form that came in a body is written out anew at most 4.4 times as long (`1e20,` becomes
 * 22 characters), so every form can be sealed and opened; a deflated bomb of the same bytes would fill gigabytes.
 */
export const SECTION_BYTES_MAX = 5 * BODY_BYTES_MAX;

/** First wait for what is away at start: a database that restarts is back within some hundred milliseconds. */
export const START_BACK_OFF_FIRST_MILLIS = 250;
/** Longest such wait: an operator who mended something should see it within seconds. */
export const START_BACK_OFF_MOST_MILLIS = 5_000;

/** Who asks a service that waits is told to come back this soon: it looks again within seconds itself. */
export const NOT_READY_RETRY_AFTER_SECONDS = 1;

/** A service that has not ended by itself in this time will not; a container is killed after some ten seconds more. */
export const STOP_MILLIS_MAX = 20_000;

/** Connections to one service of the house; its answers are short, so a few carry hundreds of calls a second. */
export const CALL_CONNECTIONS = 8;
/** A call that says nothing for so long is given up: the caller's own client has gone by then. */
export const CALL_TIMEOUT_MILLIS = 30_000;
/** … one that goes over everything ever recorded takes its time. Clients give up after five minutes themselves. */
export const LONG_CALL_TIMEOUT_MILLIS = 300_000;
/** An instance that was away is asked last for so long. */
export const AWAY_MILLIS = 2_000;

/** Long enough to be made once for many calls, short enough that a stolen token is soon worth nothing. */
export const TOKEN_SECONDS = 60;
/** A token is made anew while the old one still holds, so that no call finds it run out on the way. */
export const TOKEN_RENEW_SECONDS = 15;
/** Clocks of two machines of a house differ by no more. */
export const TOKEN_SKEW_SECONDS = 5;
/** A caller shows one token for a minute; a house has some dozen callers with some instances each. */
export const TOKENS_VERIFIED_MAX = 1_000;
/** How often the file of public keys is looked at: a key taken out of it is refused this soon. */
export const KEYS_LOOK_MILLIS = 1_000;

/** A dozen roles and a few claims take one or two thousand; a line of headers as long as this is nobody's token. */
export const ACCESS_TOKEN_CHARACTERS_MAX = 8_192;
/** An access token is made for minutes; one day is the most anybody is believed without signing in again. */
export const ACCESS_TOKEN_SECONDS_MAX = 24 * 60 * 60;
/** The officers of a city and the applicants of some minutes; each takes some hundred bytes. */
export const ACTORS_KNOWN_MAX = 10_000;

/** A provider that says nothing for so long is away: who waits for an answer waits with it. */
export const PROVIDER_TIMEOUT_MILLIS = 3_000;
/** How long the keys of a provider stand unseen: one that it withdrew is refused this soon. */
export const PROVIDER_KEYS_FRESH_MILLIS = 5 * 60_000;
/** Tokens with keys nobody knows let the provider be asked this often and no more; a new key is known this soon. */
export const PROVIDER_COOLDOWN_MILLIS = 5_000;
/** First wait for a provider that is away: at the start of a house it comes up within some hundred milliseconds. */
export const PROVIDER_BACK_OFF_FIRST_MILLIS = 250;
/** Longest such wait: people who cannot sign in should see it mended soon. */
export const PROVIDER_BACK_OFF_MOST_MILLIS = 15_000;

/** Keys stay in memory for minutes, so that a case in flight asks once and a destroyed key is soon gone everywhere. */
export const KEY_CACHE_MILLIS = 5 * 60_000;
/** Cases in flight and those just ended: a key is needed again within seconds or not at all. */
export const KEY_CACHE_MAX = 2_000;

/** A section is opened for the check, and again for each errand that needs it: a case in flight is opened once. */
export const OPENED_SECTIONS_MAX = 300;
/** Plain text stays in memory for a case's flight and no longer. */
export const OPENED_SECTION_MILLIS = 30_000;

/** A reader who waits longer for a write to show is better told to come back. */
export const READ_WAIT_MILLIS = 5_000;

/** Streams replayed at once: one page of their events stays in memory. */
export const REPLAY_STREAMS = 500;
/** A stream has some dozens of events: one that moves whenever it is looked at ends sooner than this. */
export const REPLAY_LOOKS_MAX = 50;
/** A report that names more differences helps nobody; the count goes on. */
export const REPLAY_DIFFERENCES_MAX = 1_000;

/** How often a stopped partition is looked after. Its repair is an operator's act: he sees it within a second or two. */
export const STOPPED_LOOK_MILLIS = 1_000;

/**
 * A relay learns of its rewound cursor when it renews its lease, after some seconds, and then publishes thousands a second:
 * minutes are for a shard of a year. Shorter than a long call.
 */
export const REPUBLISH_PATIENCE_MILLIS = 240_000;
/** How often it is looked whether that has happened. */
export const REPUBLISH_LOOK_MILLIS = 50;

/** One reading of the figures asks the database once, whatever number of them comes of it. */
export const FIGURES_FRESH_MILLIS = 500;

/** Spans are sent together after so long: who looks at a trace just made waits no longer. */
export const SPANS_DELAY_MILLIS = 1_000;

/** Long enough to read a case and write an opinion, short enough that a lunch break keeps nobody else from it. */
export const CLAIM_MINUTES = 30;
