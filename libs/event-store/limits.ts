/** Named defaults of the store, each with its reason. Times are machine milliseconds, sizes bytes. */

/**
 * Works of one turn, batches of the stream aside. What a commit costs is shared by them all; a thousand hold the heads for some
 * fifty milliseconds, which a door may wait, and more would win little.
 */
export const TURN_WORKS_MAX = 1_000;

/** Works that wait for a turn in one process. At some thousand a second a caller waits seconds: better told to come back. */
export const WAITING_WORKS_MAX = 10_000;

/**
 * Errands the outside is asked for at once, in one process. Beyond it the outside is the bottleneck and more would only wait in
 * memory: doors answer 429, and records wait in the stream. Questions long answered "unknown" do not count.
 */
export const OPEN_ERRANDS_MAX = 20_000;

/**
 * A batch waits so long for the outside to answer some of what it was asked; then it is given back to be delivered again.
 * Shorter than a consumer's session time.
 */
export const CONSUME_PATIENCE_MILLIS = 2_000;
export const ROOM_LOOK_MILLIS = 20;

/** Works behind one parked case. An operator looks long before; beyond it the partition stops rather than lose one. */
export const PARKED_QUEUE_MAX = 1_000;

/** Events in one page of a feed. Short transactions: an old snapshot slows the updates of the heads. */
export const PAGE_EVENTS = 1_000;

/**
 * Streams whose state stays in memory: two each of some two hundred and fifty cases under way. Everything else is folded when it
 * is touched. Twice as many are no faster, and are 50 MB of a house in one process.
 */
export const STATES_MAX = 500;

/** Just committed public events kept for the relay, so that it need not read them back. */
export const RECENT_BYTES = 2 * 1024 * 1024;

/** Batches in which nothing concerns this service are put off for so long before their place is written. */
export const SKIPPED_FLUSH_MILLIS = 250;

/** … or until so many records were passed over: what a crash reads again. */
export const SKIPPED_RECORDS_MAX = 5_000;

/** Preparations (keys, opening of sections) under way while a turn is written. */
export const PREPARATIONS_MAX = 4;

/** A turn never waits for another's lock for longer: then it is tried again and other shards get their chance. */
export const LOCK_MILLIS = 5_000;

/** A frozen process must not hold a shard: the database ends its session. Shorter than a consumer's session time. */
export const IDLE_IN_TRANSACTION_MILLIS = 10_000;

/** No statement of a turn takes so long on a healthy machine. */
export const STATEMENT_MILLIS = 30_000;

/** A dead peer is noticed within this time. */
export const TCP_MILLIS = 15_000;

/** A command that met a failing machine is tried again for so long, then its caller is told to come back. */
export const COMMAND_PATIENCE_MILLIS = 10_000;

/** First and longest wait before a turn is tried again. A restarting database is back within a second. */
export const BACK_OFF_FIRST_MILLIS = 20;
export const BACK_OFF_MOST_MILLIS = 2_000;

/** A call to the outside that takes longer is given up and tried again with the same key. */
export const ERRAND_DEADLINE_MILLIS = 3_000;

/** Attempts until a question counts as unanswered: an officer can look at once, and a late answer is still taken in. */
export const ERRAND_ATTEMPTS_MAX = 4;

/** … until an effect's case is parked, some two minutes: a restart of the other side is no reason to call an operator. */
export const EFFECT_ATTEMPTS_MAX = 9;

/** Wait after the first failed attempt, fourfold with each further one. */
export const ERRAND_BACK_OFF_MILLIS = 100;

/** … up to this: whoever comes back is found soon. */
export const ERRAND_BACK_OFF_MOST_MILLIS = 30_000;

/** A question that was answered "unknown" is asked again now and then: a late answer saves an officer's time. */
export const ERRAND_LATE_MILLIS = 15_000;

/** … for a working day; after that the officer has decided. */
export const ERRAND_LATE_ATTEMPTS_MAX = 4 * 60 * 8;

/** Calls to the outside under way at once in one service. */
export const ERRANDS_AT_ONCE = 64;

/** A process that says nothing for so long is frozen: its errands are taken over, though its session still stands. */
export const ERRAND_LEASE_MILLIS = 60_000;

/** Reruns of a turn for keys its decisions turned out to need; a decision that never has enough fails by itself. */
export const MORE_CLAIMS_MAX = 16;

/** How often timers and errands of other or dead processes are looked for; own ones need no looking. */
export const POLL_MILLIS = 1_000;

/** Timers taken at once. */
export const TIMERS_AT_ONCE = 500;

/** A turn that fails without a case to blame is run again so often before its works are given back. */
export const UNEXPLAINED_MAX = 3;

/** Rounds of one retry of a parked case. A case to which more comes than a round takes off is left to the next retry. */
export const RETRY_ROUNDS_MAX = 100;

/** How often another instance's writes are looked for while somebody waits for a position; own ones wake at once. */
export const POSITION_LOOK_MILLIS = 50;

/** Streams folded at once when a register is built anew: a page of their events stays in memory. */
export const REBUILD_STREAMS = 200;

/**
 * Domain time after which events may go into packs. Nearly every case has ended by then, and what is read of an ended one costs
 * some milliseconds more.
 */
export const PACK_AGE_MILLIS = 30 * 24 * 3_600_000;

/** Events of one pack: what is written again and again in a hundred cases is stored once, and one is unpacked in 10 ms. */
export const PACK_EVENTS = 1_000;

/** … and no more bytes than this, for a pack is unpacked whole. */
export const PACK_BYTES = 4 * 1024 * 1024;

/** How often it is looked whether something has grown old. A look costs one statement a shard. */
export const PACK_LOOK_MILLIS = 10 * 60_000;

/** Packs kept unpacked for the next page of a reader, and how long. */
export const PACKS_KEPT = 4;
export const PACKS_KEPT_MILLIS = 30_000;
