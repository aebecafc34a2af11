import type { Door } from '@yichuang/host';
import type { CaseCommand, CaseState } from '@yichuang/matters';
import { extendReasons, pauseReasons, type ExtendReason, type PauseReason } from '@yichuang/working-time';
import { z } from 'zod';

const keysOf = <K extends string>(of: Readonly<Record<K, unknown>>) => Object.keys(of) as [K, ...K[]];

/** A sentence for the applicant; the notice that carries it stays for ever, so it names nobody. */
const note = z.string().trim().min(1).max(200);
const department = z.string().min(1).max(40).nullable().default(null);

/** Tolerance has its own way in, with the promise that is signed for it; an outage takes two. */
const pausing = z.strictObject({
  reason: z.enum(keysOf(pauseReasons)).exclude(['TOLERANCE', 'UTILITY_OUTAGE']),
  department,
  note,
  expectedOn: z.iso.date().nullable().default(null),
});
const resuming = z.strictObject({
  reason: z.enum(keysOf(pauseReasons)).exclude(['TOLERANCE']),
  /** `null` lifts what holds everybody; absent: one's own. */
  department: z.string().min(1).max(40).nullable().optional(),
  note: note.or(z.literal('')).default(''),
});
const extending = z.strictObject({ reason: z.enum(keysOf(extendReasons)), note });
const declaring = z.strictObject({ note });
const nothing = z.strictObject({});

interface Pausing {
  readonly reason: Exclude<PauseReason, 'TOLERANCE' | 'UTILITY_OUTAGE'>;
  readonly department: string | null;
  readonly note: string;
  readonly expectedOn: string | null;
}
interface Resuming {
  readonly reason: PauseReason;
  readonly department?: string | null;
  readonly note: string;
}

const holdsEverybody = ({ reason, department: named }: Resuming): boolean =>
  reason === 'UTILITY_OUTAGE' || named === null;

type ClockDoor = 'pause' | 'resume' | 'extend' | 'declare-outage' | 'approve-outage';

/** What people may do to the clocks of a case. An officer speaks for his own department and for no other. */
export const clockDoors = (
  answer: (state: CaseState) => unknown,
): Readonly<Record<ClockDoor, Door<CaseCommand, CaseState>>> => ({
  pause: {
    action: 'clock.pause',
    meets: ['coded-cause'],
    schema: pausing,
    command: (given: Pausing, { now: at, actor }) => ({
      type: 'PauseClock',
      at,
      by: actor.id,
      ...given,
      department: actor.department ?? given.department,
    }),
    answer,
  },
  resume: {
    action: 'clock.pause',
    meets: ['coded-cause'],
    schema: resuming,
    command: (given: Resuming, { now: at, actor }) => ({
      type: 'ResumeClock',
      at,
      by: actor.id,
      ...given,
      department: holdsEverybody(given) ? null : (actor.department ?? given.department ?? null),
    }),
    answer,
  },
  extend: {
    action: 'clock.extend',
    meets: ['reason'],
    schema: extending,
    command: (given: { reason: ExtendReason; note: string }, { now: at, actor }) => ({
      type: 'ExtendTerm',
      at,
      by: actor.id,
      ...given,
    }),
    answer,
  },
  'declare-outage': {
    action: 'clock.declare-outage',
    meets: ['reason', 'second-person'],
    schema: declaring,
    command: (given: { note: string }, { now: at, actor }) => ({ type: 'DeclareOutage', at, by: actor.id, ...given }),
    answer,
  },
  'approve-outage': {
    action: 'clock.approve-outage',
    meets: ['second-person'],
    schema: nothing,
    command: (_given, { now: at, actor }) => ({ type: 'ApproveOutage', at, by: actor.id }),
    answer,
  },
});
