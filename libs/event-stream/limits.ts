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

/**
 * Age from which records are packed, by the newest record of their topic. Whoever reads older ones begins anew or was away
 * for a month, and reads whole packs; all others read rows.
 */
export const packAgeMillis = 30 * 24 * 60 * 60 * 1000;

/** Records in a pack. Half as many would be three hundredths larger, 5,000 two smaller, and more is unpacked for a single one. */
export const packRecords = 2_000;

/** Raw bytes in a pack, unless its first record is larger: a reader holds this much of each partition it catches up in. */
export const packBytes = 4 * 1024 * 1024;

/** Brotli's quality. The next steps take two to six times as long for two hundredths: most of a pack is ciphertext. */
export const packQuality = 5;

/** How often old records are looked for. A month is long beside it, and a look at a log without any takes no time. */
export const packEveryMillis = 10 * 60 * 1000;

/** Rest after each pack, in times of what it took: what is late by years is packed on half a core, beside all other work. */
export const packRest = 1;

/** Unpacked records kept in memory, over all topics: a pack of each of eight partitions, which a reader goes through together. */
export const unpackedBytes = 32 * 1024 * 1024;

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

/** Records in one produce request, over all partitions. More would keep those that come meanwhile waiting for long. */
export const sendRecords = 2_000;

/** Bodies and headers of one partition in one produce request: below the megabyte a broker takes unless told otherwise. */
export const sendPartitionBytes = 768 * 1024;

/** Largest single record a topic made here takes; an event with its sealed section is far smaller. */
export const recordBytes = 8 * 1024 * 1024;

/** What a record weighs in a produce request beside its body: key, headers, lengths. Rounded up. */
export const recordHeaderBytes = 300;

/** What one fetch brings of one partition at most, unless its first batch is larger: two deliveries of ordinary records. */
export const fetchPartitionBytes = 1024 * 1024;

/** What one fetch brings over all partitions at most. Bounds what a consumer that catches up decodes at once. */
export const fetchBytes = 8 * 1024 * 1024;

/** How long an idle fetch waits at the broker. It bounds how late a member learns that the group changes, and closing. */
export const fetchMillis = 500;

/**
 * Silence after which a member has lost its partitions: long beside a busy machine's pauses and longer than a store's session
 * may idle in a transaction; short for who waits, since a killed member's partitions stand still for it.
 */
export const sessionMillis = 15_000;

/** Heartbeats in one session. One a second costs nothing and is how soon a member learns that another joins and waits for it. */
export const heartbeatsInSession = 15;

/** Sessions without a heartbeat after which a member is begun anew: its client has lost itself, whatever it says. */
export const silentSessions = 4;

/** Time members have to come back when a group changes. Nobody waits for handlers to do so, so only networks are waited for. */
export const rebalanceMillis = 30_000;

/**
 * A delivery that takes longer is stuck; its partitions are given to others, whose commits fence it off. Longer than a
 * database that restarts is away, shorter than an operator's patience.
 */
export const stuckMillis = 60_000;

/** How often places are told to the brokers. They are only a hint for lag tools and for where a new member looks first. */
export const hintMillis = 5_000;

/** How often to look how far the partitions have come that other instances consume; only while somebody waits for that. */
export const foreignMillis = 250;

/** A broker that does not take a connection in this time is passed over for the next. */
export const brokerConnectMillis = 3_000;

/** An answer that takes longer will not come; a fetch and a member that joins have their own time on top. */
export const requestMillis = 10_000;

/** How often the client library repeats something by itself before it is told as trouble and begun anew. */
export const clientRetries = 4;

/**
 * How often a member's client tries before the member is begun anew: for about a session. A broker that restarts is back by
 * then and knows the member; a new one would have to wait until the old one's session has run out.
 */
export const memberRetries = 14;

/** First and longest wait of the client library between these; a broker's successor is elected within some hundred milliseconds. */
export const clientRetryFirstMillis = 50;
export const clientRetryMostMillis = 1_000;

/** Copies of a topic, where the cluster has so many brokers: one may be lost while another is being serviced. */
export const copies = 3;

/** Copies that must have a record before it counts as published, where there are three. */
export const copiesInSync = 2;

/** How long opening a consumer waits for the cluster, so that a topic of another shape is refused at once and not later. */
export const openMillis = 3_000;

/** How long a full partition waits for room before its member shows itself to the group and waits on. */
export const roomMillis = 1_000;

/** Fetches in a row that may begin elsewhere than asked, as they do while a seek overtakes them, before the partition stops. */
export const astrayMost = 8;

/**
 * How long leaving may take: an idle fetch, a last hint and the farewell. Without brokers it would take as long as the client
 * tries; the group then finds out by the member's silence.
 */
export const leaveMillis = 3_000;
