import { defaultTuning, guards, type Tuning } from '@yichuang/event-store';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { crashAtPattern } from './crash-at.js';

/** What a service is told from outside. Validated at start; every fault is named, none stops at the first. */
const schema = z.object({
  /** `development` accepts a training clock and simulators' controls; nothing insecure works outside it. */
  MODE: z.enum(['development', 'production']).default('production'),
  /** Database of this service, as the role that serves (SELECT and INSERT on events). */
  DATABASE_URL: z.url(),
  /** The same database as the role that owns its tables, for migrations. */
  DATABASE_OWNER_URL: z.url(),
  /** Where databases of simulators are made, as a role that may create them; only with simulators. */
  SIMULATORS_URL: z.url().optional(),
  /** Before the names of those databases, where several houses share one server. */
  SIMULATORS_PREFIX: z
    .string()
    .regex(/^[a-z0-9_]{0,32}$/)
    .default(''),
  STREAM: z.enum(['embedded']).default('embedded'),
  STREAM_URL: z.url(),
  TOPIC: z.string().default('company-opening'),
  SHARDS: z.coerce.number().int().min(1).max(1024).default(8),
  /** `host:port`, or a path for a Unix socket. */
  LISTEN: z.string().min(1),
  /** `http://host:port` or a Unix socket's path. */
  VAULT: z.string().optional(),
  /**
   * Names this process among the service's living instances. Under a name that stays, a restart goes on at once with what
   * the process before it had leased; under another it waits until those leases are over.
   */
  INSTANCE: z.string().min(1).default(randomUUID),
  ORCHESTRATOR: z.string().optional(),
  /** 32 bytes, base64: key of the tags over private values in commands and ledgers. */
  TAG_KEY: z.string().refine((value) => Buffer.from(value, 'base64').length === 32, 'must be 32 bytes in base64'),
  CLOCK_ANCHOR: z.string().optional(),
  /** Where to die, to show that nothing is lost there; see `crash-at.ts`. */
  YICHUANG_CRASH_AT: z.string().regex(crashAtPattern).optional(),
  /** Limits of the store set otherwise, as JSON, so that a test need not wait as long as an operator may. */
  YICHUANG_TUNING: z.string().transform(tuningOf).optional(),
  /** A guard of the store to leave out, to show what it is for. */
  YICHUANG_SWITCH_OFF: z.enum(guards).optional(),
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

export type Settings = z.infer<typeof schema> & { readonly raw: Readonly<Record<string, string | undefined>> };

/** A training clock, deaths and missing guards have no place where cases are real. */
const developmentOnly = ['CLOCK_ANCHOR', 'YICHUANG_CRASH_AT', 'YICHUANG_TUNING', 'YICHUANG_SWITCH_OFF'] as const;

export class BadSettings extends Error {
  override readonly name = 'BadSettings';
}

/** @throws BadSettings naming every setting that is missing or wrong. */
export function readSettings(raw: Readonly<Record<string, string | undefined>>): Settings {
  const parsed = schema.safeParse(raw);
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new BadSettings(`settings are wrong:\n  ${faults.join('\n  ')}`);
  }
  const misplaced = developmentOnly.filter((name) => parsed.data[name] !== undefined);
  if (parsed.data.MODE === 'production' && misplaced.length > 0) {
    const faults = misplaced.map((name) => `${name}: is for development mode only`);
    throw new BadSettings(`settings are wrong:\n  ${faults.join('\n  ')}`);
  }
  return { ...parsed.data, raw };
}
