import type { JudgedHouse } from '@yichuang/trials';

/** The cluster as whoever hurts it sees it. */
export interface Patient extends JudgedHouse {
  /** Of the public door; stays over restarts. */
  readonly url: string;
  /** Signs in as a demo account. */
  tokenOf(account: string): Promise<string>;
  /** Every service process that is part of the cluster for good. */
  services(): readonly PatientService[];
  readonly brokers: readonly PatientBroker[];
  readonly postgres: { kill(): Promise<void>; start(): Promise<void> };
  /** Silence after which a consumer has lost its partitions. */
  readonly sessionMillis: number;
  /** One more instance of a service, for a while. */
  join(service: string): Promise<PatientService>;
  /** Mends everything; what goes on from there takes its time. */
  heal(): Promise<void>;
  /** @throws when some service is not ready by then */
  ready(millis: number): Promise<void>;
}

export interface PatientService {
  readonly service: string;
  /** Service and instance. */
  readonly label: string;
  /** As it names itself to Kafka. */
  readonly client: string;
  readonly hears: boolean;
  signal(name: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT'): Promise<void>;
  /** Again, after it was killed; resolves when it is ready. */
  start(): Promise<void>;
  /** As on SIGTERM; resolves when it is gone. */
  leave(): Promise<void>;
}

export interface PatientBroker {
  readonly id: number;
  kill(): Promise<void>;
  start(): Promise<void>;
  /** Tears the lines of one client to this broker, and refuses new ones until it is mended. */
  cut(client: string): Promise<void>;
  mend(client: string): Promise<void>;
}
