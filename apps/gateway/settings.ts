import { z } from 'zod';
import { LAG_RECORDS_MAX } from './limits.js';
import { isLoopback } from './loopback.js';

const ENTRY = /^([a-z][a-z-]*)=(\S+)$/;

/** `tax=/run/tax.sock,seal=http://seal:8080|http://seal-2:8080`: where the services answer, by name. */
export const addressesIn = (listed: string): ReadonlyMap<string, string> =>
  new Map(
    listed.split(',').flatMap((entry) => {
      const [, name, address] = ENTRY.exec(entry.trim()) ?? [];
      return name === undefined || address === undefined ? [] : [[name, address] as const];
    }),
  );

const lag = z.coerce.number().int().positive().default(LAG_RECORDS_MAX);

/** … as the settings say, which were checked. */
export const lagRecordsMax = (raw: Readonly<Record<string, string | undefined>>): number =>
  lag.parse(raw['DOOR_LAG_RECORDS_MAX']);

/** What the gateway is told beside what every service is. */
export const settings = z
  .object({
    VAULT: z.string(),
    ORCHESTRATOR: z.string(),
    SERVICE_KEY_FILE: z.string(),
    SERVICES: z.string().refine((listed) => listed.split(',').every((entry) => ENTRY.test(entry.trim())), {
      message: 'must be name=address, several with commas',
    }),
    LISTEN: z.string(),
    /** A directory that every gateway of the house reaches. Without it no attachment is taken. */
    ATTACHMENTS_DIR: z.string().optional(),
    /** ClamAV's daemon, `host:port` or the path of a socket. Without it none is taken but in development, where a simulator looks. */
    CLAMD: z.string().optional(),
    /** Records the slowest service may be behind before no new case is taken. */
    DOOR_LAG_RECORDS_MAX: lag,
    OIDC_DEMO: z.stringbool().default(false),
    /**
     * `loopback`: whoever runs the gateway publishes its address on loopback alone, as a container's is. With the demo
     * sign-in, at which anybody may be anybody, it may listen beyond loopback only then.
     */
    PUBLISHED_ON: z.enum(['loopback']).optional(),
  })
  .refine(({ OIDC_DEMO, LISTEN, PUBLISHED_ON }) => !OIDC_DEMO || PUBLISHED_ON === 'loopback' || isLoopback(LISTEN), {
    path: ['LISTEN'],
    message: 'with the demo sign-in the gateway listens on loopback only (127.0.0.1, ::1, a Unix socket)',
    // also when something else is wrong: all of it is told at once
    when: ({ value }) => typeof (value as { LISTEN?: unknown }).LISTEN === 'string',
  });
