/** Named defaults of the stream, each with its reason. Byte sizes are bytes, times are milliseconds of the machine. */

/** Records of one partition handed over at once. One commit serves them all; more would hold a shard's head for too long. */
export const batchRecords = 500;

/** Bodies of one partition handed over at once. Bounds what a consumer that catches up holds in memory (times partitions). */
export const batchBytes = 4 * 1024 * 1024;

/** Records in one commit of the embedded log. A commit of this size takes about as long as fifty flushes of the disk. */
export const commitRecords = 5_000;

/** Bodies in one commit of the embedded log; a single publication may be larger and is then alone in its commit. */
export const commitBytes = 16 * 1024 * 1024;

/** Just committed records kept in memory for subscribers that stand at the log's end, over all partitions of a topic. */
export const recentBytes = 16 * 1024 * 1024;

/** What a record weighs in memory besides its body: headers, strings, object. Measured, rounded up. */
export const recordOverheadBytes = 500;

/** How often the log's ends are looked up for records written by other processes. Own records wake readers at once. */
export const pollMillis = 250;

/** Connections for reading one log from one process. Reads matter only while catching up; more would only queue on two cores. */
export const readConnections = 3;

/** A statement that runs for longer is given up by the server: its partition heads would hold up every producer. */
export const statementMillis = 30_000;

/** A connection that cannot be made in this time is given up and tried again. */
export const connectMillis = 10_000;

/** First wait after a failure; a database that restarts is back within some hundred milliseconds. */
export const backOffFirstMillis = 25;

/** Longest wait after repeated failures: an operator who mended something should see it within seconds. */
export const backOffMostMillis = 5_000;

/** Public events of one shard that a relay reads and publishes at once. */
export const relayRecords = 500;

/** How long a relay holds a shard without renewing. A dead relay's shards stand still for this long. */
export const leaseMillis = 10_000;

/** Cursor moves are gathered for this long. A crash publishes what lies after the stored cursor again, and readers drop it. */
export const cursorMillis = 50;

/** How often a relay looks for public events nobody told it of: those appended by other processes. */
export const relayPollMillis = 250;

/** A relay that cannot publish for this long gives its shards back, so that another instance may try, and says so loudly. */
export const troubleMillis = 15_000;
