export type BrokerCount = 1 | 3;

/** Where a broker listens and where others find it. */
export interface Place {
  readonly id: number;
  /** As `name://host:port`, the first for clients and the other brokers. */
  readonly listeners: readonly string[];
  readonly advertised: readonly string[];
  readonly interBroker: string;
  /** `id@host:port` of every controller: each broker is one. */
  readonly voters: readonly string[];
  readonly dataDirectory: string;
}

/** Settings of one broker, the same however it is run: KRaft, broker and controller in one process. */
export function propertiesOf(place: Place): Readonly<Record<string, string>> {
  const copies = String(place.voters.length);
  // with three brokers one may be away, and what was acknowledged still lies on two
  const inSync = place.voters.length === 3 ? '2' : '1';
  return {
    'node.id': String(place.id),
    'process.roles': 'broker,controller',
    'controller.quorum.voters': place.voters.join(','),
    listeners: place.listeners.join(','),
    'advertised.listeners': place.advertised.join(','),
    'listener.security.protocol.map':
      'CLIENT:PLAINTEXT,INTERNAL:PLAINTEXT,BEHIND:PLAINTEXT,CONTROLLER:PLAINTEXT,SECURED:SASL_SSL',
    'inter.broker.listener.name': place.interBroker,
    'controller.listener.names': 'CONTROLLER',
    'log.dirs': place.dataDirectory,
    'auto.create.topics.enable': 'false',
    'default.replication.factor': copies,
    'min.insync.replicas': inSync,
    'offsets.topic.replication.factor': copies,
    'transaction.state.log.replication.factor': copies,
    'transaction.state.log.min.isr': inSync,
    'share.coordinator.state.topic.replication.factor': copies,
    'share.coordinator.state.topic.min.isr': inSync,
    'log.retention.ms': '-1',
    // no group waits for members that nobody expects
    'group.initial.rebalance.delay.ms': '0',
    // a test of a consumer that falls silent need not wait longer than it wants to
    'group.min.session.timeout.ms': '1000',
    // a broker that was killed is given up after this, not after 9 s; shorter, and a busy machine loses living ones
    'broker.session.timeout.ms': '5000',
    'broker.heartbeat.interval.ms': '1000',
    // fewer files, and a sooner "coordinator is ready", than the 50 of a large cluster
    'offsets.topic.num.partitions': '8',
    'transaction.state.log.num.partitions': '4',
    // the default of 128 MB would not fit the small heap
    'log.cleaner.dedupe.buffer.size': '4194304',
  };
}
