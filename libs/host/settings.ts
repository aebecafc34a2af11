import { defaultTuning, guards, type Tuning } from '@yichuang/event-store';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { crashAtPattern } from './crash-at.js';
import type { Department } from './department.js';
import { fileFault, readPrivateKey, readPublicKeys } from './service-keys.js';
import { kafkaFaults, kafkaSettings } from './settings-kafka.js';
import { issuerFaults, signInSettings } from './settings-sign-in.js';

/** What a service is told from outside. Validated at start; every fault is named, none stops at the first. */
const schema = z.object({
  /** `development` accepts a training clock and simulators' controls; nothing insecure works outside it. */
  MODE: z.enum(['development', 'production']).default('production'),
  /** Database of this service, as the role that serves (SELECT and INSERT on events); where it keeps events. */
  DATABASE_URL: z.url().optional(),
  /** The same database as the role that owns its tables, for migrations. */
  DATABASE_OWNER_URL: z.url().optional(),
  /** Where databases of simulators are made, as a role that may create them; only with simulators. */
  SIMULATORS_URL: z.url().optional(),
  /** Before the names of those databases, where several houses share one server. */
  SIMULATORS_PREFIX: z
    .string()
    .regex(/^[a-z0-9_]{0,32}$/)
    .default(''),
  STREAM: z.enum(['embedded', 'kafka']).default('embedded'),
  /** The database of the embedded engine's log. */
  STREAM_URL: z.url().optional(),
  ...kafkaSettings,
  TOPIC: z.string().default('company-opening'),
  /** Days of the service's clock after which published events may go into packs, in the store and in the embedded log. */
  PACK_AFTER_DAYS: z.coerce.number().positive().max(36_525).default(30),
  SHARDS: z.coerce.number().int().min(1).max(1024).default(8),
  /** `host:port`, or a path for a Unix socket. */
  LISTEN: z.string().min(1),
  /** Where the vault answers: `http://host:port` or a Unix socket's path; several instances with `|` between them. */
  VAULT: z.string().optional(),
  /**
   * Names this process among the service's living instances. Under a name that stays, a restart goes on at once with what
   * the process before it had leased; under another it waits until those leases are over.
   */
  INSTANCE: z.string().min(1).default(randomUUID),
  ORCHESTRATOR: z.string().optional(),
  /** This service's private key (JWK), readable by its owner alone: with it the service signs its calls to others. */
  SERVICE_KEY_FILE: z.string().optional(),
  /** The public keys of the house (JWK set): by them a service knows who calls it. */
  SERVICE_KEYS_FILE: z.string().optional(),
  ...signInSettings,
  /** 32 bytes, base64: key of the tags over private values in commands and ledgers. */
  TAG_KEY: z.string().refine((value) => Buffer.from(value, 'base64').length === 32, 'must be 32 bytes in base64'),
  CLOCK_ANCHOR: z.string().optional(),
  /** Where to die, to show that nothing is lost there; see `crash-at.ts`. */
  YICHUANG_CRASH_AT: z.string().regex(crashAtPattern).optional(),
  /** Limits of the store set otherwise, as JSON, so that a test need not wait as long as an operator may. */
  YICHUANG_TUNING: z.string().transform(tuningOf).optional(),
  /** A guard of the store to leave out, to show what it is for. */
  YICHUANG_SWITCH_OFF: z.enum([...guards, 'relay-cursor']).optional(),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
});

function tuningOf(written: string, context: z.RefinementCtx): Partial<Tuning> {
  const limits = z.partialRecord(z.enum(Object.keys(defaultTuning)), z.int().positive());
  try {
    const read = limits.safeParse(JSON.parse(written));
    if (read.success) return read.data;
  } catch {
    // said below
  }
  context.addIssue({ code: 'custom', message: 'must be a JSON object of limits that the store knows' });
  return z.NEVER;
}

export type Settings = z.infer<typeof schema> & { readonly raw: Raw };

/** How old events and records are before they go into packs. */
export const packAgeMillis = ({ PACK_AFTER_DAYS }: Pick<Settings, 'PACK_AFTER_DAYS'>): number =>
  PACK_AFTER_DAYS * 24 * 3_600_000;

/** Settings as the environment carries them. */
export type Raw = Readonly<Record<string, string | undefined>>;

/** What of a service decides which settings it cannot do without. */
export type Needing = Pick<Department, 'name' | 'desks' | 'section' | 'simulators' | 'ports' | 'settings'>;

/** A training clock, deaths and missing guards have no place where cases are real. */
const developmentOnly = [
  'CLOCK_ANCHOR',
  'OIDC_DEMO',
  'YICHUANG_CRASH_AT',
  'YICHUANG_TUNING',
  'YICHUANG_SWITCH_OFF',
] as const;

export class BadSettings extends Error {
  override readonly name = 'BadSettings';
  constructor(
    /** `NAME: what is wrong with it`, never its value. */
    readonly faults: readonly string[],
  ) {
    super(`settings are wrong:\n  ${faults.join('\n  ')}`);
  }
}

/** @throws BadSettings naming every setting that is missing or wrong. */
export function readSettings(given: Raw, service: Needing): Settings {
  const raw = withoutEmpty(given);
  const parsed = schema.safeParse(raw);
  const own = service.settings?.safeParse(raw);
  const faults = [
    ...[parsed, own].flatMap((one) => one?.error?.issues ?? []).map(wordsOf),
    ...(raw['STREAM'] === 'kafka' ? kafkaFaults(raw) : []),
    ...needs(service, raw)
      .filter((name) => raw[name] === undefined)
      .map((name) => `${name}: is missing`),
    ...keyFileFaults(raw, service.name),
    ...(raw['MODE'] === 'development' ? [] : [...misplaced(raw), ...issuerFaults(raw['OIDC_ISSUER'])]),
  ];
  if (!parsed.success || faults.length > 0) throw new BadSettings([...new Set(faults)]);
  return { ...parsed.data, raw };
}

/** A variable that is set to nothing is not set: that is how composed environments say so. */
const withoutEmpty = (given: Raw): Raw => Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ''));

const wordsOf = ({ path, message }: { path: PropertyKey[]; message: string }): string =>
  `${path.join('.')}: ${message.endsWith('received undefined') ? 'is missing' : message}`;

/** Whether simulators answer for a service: where it has ports of its own to the outside, in development alone. */
export const isSimulated = ({ simulators = [], ports }: Needing, { MODE }: { readonly MODE?: string | undefined }) =>
  simulators.length > 0 && (ports === undefined || MODE === 'development');

function needs(service: Needing, raw: Raw): readonly string[] {
  const { desks, section } = service;
  return [
    'OIDC_ISSUER',
    ...(desks.length === 0 ? [] : ['DATABASE_URL', 'DATABASE_OWNER_URL', 'SERVICE_KEYS_FILE']),
    ...(section === undefined ? [] : ['VAULT', 'SERVICE_KEY_FILE']),
    ...(isSimulated(service, raw) ? ['SIMULATORS_URL'] : []),
    ...(raw['STREAM'] === 'kafka' ? [] : ['STREAM_URL']),
  ];
}

function keyFileFaults({ SERVICE_KEY_FILE: own, SERVICE_KEYS_FILE: all }: Raw, service: string): string[] {
  const faults = [
    ['SERVICE_KEY_FILE', own === undefined ? null : fileFault(() => readPrivateKey(own, service))],
    ['SERVICE_KEYS_FILE', all === undefined ? null : fileFault(() => readPublicKeys(all))],
  ] as const;
  return faults.flatMap(([name, fault]) => (fault === null ? [] : [`${name}: ${fault}`]));
}

const misplaced = (raw: Raw): string[] =>
  developmentOnly.filter((name) => raw[name] !== undefined).map((name) => `${name}: is for development mode only`);

/** The database of a service that keeps events, by role. @throws TypeError for one that was read without that need */
export function databaseOf({ DATABASE_URL, DATABASE_OWNER_URL }: Settings): { serving: string; owning: string } {
  return { serving: present(DATABASE_URL, 'DATABASE_URL'), owning: present(DATABASE_OWNER_URL, 'DATABASE_OWNER_URL') };
}

/** @throws TypeError naming the setting */
export function present(value: string | undefined, name: string): string {
  if (value === undefined) throw new TypeError(`${name} is not set`);
  return value;
}
