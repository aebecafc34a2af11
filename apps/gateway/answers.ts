import { actions, actor, allReaches, conditions, finding, opinions, ruleResults, trusts } from '@yichuang/contracts';
import { caseStatuses } from '@yichuang/matters';
import { z } from 'zod';
import { bilingual } from './bilingual.js';

/** What the door answers, as schemas: the API's description is made of them, and tests hold the answers against them. */

const instant = z.string().meta({ format: 'date-time', examples: ['2026-11-23T15:00:00+08:00'] });
const status = z.enum(caseStatuses);

export const problem = z
  .looseObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string(),
    text: bilingual,
    faults: z.array(z.object({ path: z.string(), code: z.string(), text: bilingual })).optional(),
  })
  .meta({ description: '问题详情 Problem details (RFC 9457)' });

export const taken = z.object({ caseId: z.string(), position: z.string(), number: z.string(), status });

const clock = z.object({
  startedAt: instant,
  dueAt: instant.nullable(),
  stoppedAt: instant.nullable(),
  usedMinutes: z.number(),
  budgetMinutes: z.number(),
  calendarVersion: z.string(),
  state: z.string(),
  provisional: z.boolean(),
});

export const defect = z.object({
  code: z.string(),
  department: z.string(),
  path: z.string(),
  article: z.string(),
  text: bilingual,
  phase: finding.shape.phase,
  rule: z.string(),
  evidence: finding.shape.evidence,
});

const departmentView = z.looseObject({
  status: z.string(),
  outcome: z.string().nullable(),
  rules: ruleResults,
  since: instant.nullable(),
  findings: z.array(finding),
  instant: z.boolean(),
  result: z.record(z.string(), z.unknown()),
});

const gap = z.object({
  paper: z.string(),
  department: z.string(),
  rule: z.string(),
  code: z.string(),
  path: z.string(),
  title: bilingual,
  article: z.string(),
});
const tolerance = z.object({
  status: z.enum(['open', 'fulfilled', 'replaced', 'lapsed']),
  acceptedAt: instant,
  gaps: z.array(gap),
  deadline: instant,
  extended: z.boolean(),
  version: z.string(),
  print: z.string(),
  by: z.string(),
});
const commitment = z.object({
  id: z.string(),
  version: z.string(),
  department: z.string(),
  rule: z.string(),
  status: z.enum(['signed', 'verified', 'falsified']),
  signedAt: instant,
  by: z.string(),
  print: z.string(),
  inspectBy: instant,
  missed: z.boolean(),
  seenBy: z.array(z.object({ by: z.string(), found: z.enum(['true', 'false']) })),
});

export const document = z.object({
  kind: z.enum([
    'receipt',
    'notice',
    'acceptance',
    'non-acceptance',
    'registration',
    'refusal',
    'clock-paused',
    'clock-resumed',
    'term-extended',
    'clock-restarted',
    'tolerance',
    'termination',
    'commitment',
  ]),
  number: z.string(),
  date: z.iso.date(),
  remedies: z
    .object({
      reconsideration: z.object({ days: z.int(), article: z.string() }),
      suit: z.object({ months: z.int(), article: z.string() }),
    })
    .optional(),
  /** Of an act on a clock or of owed papers: in plain words, and as data. */
  text: bilingual.optional(),
  owed: z.object({ gaps: z.array(gap), deadline: instant, basis: z.string() }).optional(),
  clock: z
    .object({
      by: z.array(z.string()),
      reason: z.string(),
      basis: z.string(),
      note: z.string(),
      dueAt: instant.nullable(),
      statutoryDueAt: instant.nullable(),
      expectedOn: z.iso.date().optional(),
    })
    .optional(),
});

const pause = z.object({
  id: z.string(),
  reason: z.string(),
  text: bilingual,
  basis: z.string(),
  department: z.string().nullable(),
  since: instant,
  until: instant.nullable(),
  by: z.string(),
  approvedBy: z.string().nullable(),
  note: z.string(),
  expectedOn: z.iso.date().nullable(),
});

const delay = z.looseObject({
  kind: z.string(),
  department: z.string().nullable(),
  since: instant,
  until: instant.nullable(),
  text: bilingual,
});

/** That a department was asked, and until when. */
const consultation = z.strictObject({
  id: z.string(),
  from: z.string(),
  to: z.string(),
  step: z.string(),
  round: z.int(),
  openedAt: instant,
  minutes: z.number(),
  dueAt: instant,
  calendarVersion: z.string(),
  status: z.enum(['open', 'answered', 'withdrawn', 'deemed']),
  closedAt: instant.nullable(),
});

/** The same with what was asked, by whom, and what was answered. */
export const consultationList = z.array(
  consultation.extend({
    desk: z.string(),
    question: z.string(),
    askedBy: z.string(),
    answer: z
      .object({ opinion: z.enum(opinions), reason: z.string(), article: z.string().nullable(), by: z.string() })
      .nullable(),
  }),
);

export const caseView = z.object({
  caseId: z.string(),
  number: z.string(),
  status,
  company: z.object({ name: z.string(), uscc: z.string(), establishedOn: z.string() }).nullable(),
  clock: clock.nullable(),
  departments: z.record(z.string(), departmentView),
  notice: z
    .object({
      number: z.int(),
      issuedAt: instant,
      avoidable: z.boolean(),
      /** Departments that could have named their defects before, and whose consent it was given with. */
      causedBy: z.array(z.string()).optional(),
      consent: z.object({ proposal: z.string(), by: z.string(), reason: z.string() }).optional(),
      defects: z.array(defect),
    })
    .nullable(),
  position: z.string(),
  matter: z.string(),
  planVersion: z.string(),
  hall: z.string(),
  entrusted: z.array(z.object({ id: z.string(), as: z.enum(trusts) })),
  /** Whom the applicant turns to; `null`: nobody of the hall has it in particular. */
  caseManager: z.object({ id: z.string(), since: instant, as: z.enum(['first-asked', 'named']) }).nullable(),
  name: z.string().nullable(),
  /** A second notice that waits for the supervisor, or that he refused. */
  secondNotice: z
    .object({
      id: z.string(),
      number: z.int(),
      round: z.int(),
      status: z.enum(['proposed', 'refused']),
      proposedAt: instant,
      causedBy: z.array(z.string()),
      decision: z.object({ by: z.string(), at: instant, reason: z.string() }).nullable(),
      /** Of one that was refused: which departments think of what anew, by rules. */
      sentBack: z.array(z.object({ department: z.string(), step: z.string(), rules: z.array(z.string()) })).optional(),
      defects: z.array(defect),
    })
    .nullable(),
  submittedAt: instant,
  round: z.int(),
  /** Nobody told the applicant in time: it counts as accepted since its receipt. */
  deemed: z.object({ at: instant, acceptedAt: instant, rule: z.string(), article: z.string() }).nullable(),
  intakeClock: clock.nullable(),
  waitingFor: z.array(
    z.object({ who: z.string(), what: z.string(), since: instant, officer: z.boolean(), why: z.array(finding) }),
  ),
  whyNotInstant: z.object({ instant: z.boolean(), delays: z.array(delay) }),
  statutoryClock: clock.nullable(),
  pauses: z.array(pause),
  tolerance: tolerance.nullable(),
  commitments: z.array(commitment),
  consultations: z.array(consultation),
  documents: z.array(document),
  cards: z.array(z.looseObject({ id: z.string(), kind: z.string(), dueAt: instant, takenBack: z.boolean() })),
  end: z
    .object({
      at: instant,
      reason: z.string().nullable(),
      defects: z.array(defect),
      competentAuthority: z.string().nullable(),
    })
    .nullable(),
  parked: z.array(z.object({ department: z.string(), since: instant, reason: z.string() })).optional(),
});

export const casePage = z.object({
  cases: z.array(
    z.object({
      caseId: z.string(),
      number: z.string(),
      matter: z.string(),
      hall: z.string(),
      status,
      companyName: z.string().nullable(),
      uscc: z.string().nullable(),
      submittedAt: instant,
      dueAt: instant.nullable(),
      endedAt: instant.nullable(),
    }),
  ),
  next: z.string().nullable(),
});

export const timelineView = z.array(
  z.object({ at: instant, type: z.string(), department: z.string().nullable(), text: bilingual }),
);

const counted = z.object({
  date: z.iso.date(),
  opensAt: instant,
  closesAt: instant,
  from: instant,
  to: instant,
  minutes: z.number(),
});

/** Which calendar version said that it is due when, and by which notices it was said anew. */
const said = z.array(
  z.object({ at: instant, calendarVersion: z.string(), dueAt: instant, because: z.array(bilingual) }),
);

export const clocksView = z.object({
  caseId: z.string(),
  number: z.string(),
  at: instant,
  position: z.string(),
  clocks: z.array(
    z.object({
      id: z.string(),
      kind: z.enum(['promised', 'statutory']),
      department: z.string().nullable(),
      ...clock.shape,
      runs: z.array(
        z.object({
          from: instant,
          to: instant,
          minutes: z.number(),
          calendarVersion: z.string(),
          hallVersion: z.string(),
          windows: z.array(counted).nullable(),
        }),
      ),
      ahead: z.array(counted).nullable(),
      said,
    }),
  ),
  /** 征求意见: what departments asked each other, until when, and by which calendar. */
  consultations: z.array(
    consultation.pick({ id: true, from: true, to: true, status: true, minutes: true, dueAt: true }).extend({ said }),
  ),
});

const workingTime = { millis: z.int(), minutes: z.number() };
const holder = z.object({
  kind: z.enum(['department', 'applicant', 'hall', 'house']),
  department: z.string().nullable(),
  step: z.string().nullable(),
});

export const minutesView = z.object({
  caseId: z.string(),
  number: z.string(),
  at: instant,
  position: z.string(),
  stretches: z.array(
    z.object({
      from: instant,
      to: instant,
      ...workingTime,
      phase: z.enum(['intake', 'work', 'off-clock']),
      holder,
      officer: z.boolean(),
      /** Which officer had it in hand, for whoever may know; `null`: nobody had claimed it, or none was waited for. */
      by: z.string().nullable().optional(),
      reason: z.object({
        code: z.enum(['ASKED', 'OFFICER', 'CORRECTION', 'CONSENT', 'WITHDRAWAL', 'PAUSED', 'CONSULTED', 'NEXT_ACT']),
        text: bilingual,
        rules: z.array(z.object({ rule: z.string(), code: z.string(), article: z.string(), text: bilingual })),
      }),
    }),
  ),
  spans: z.array(z.object({ holder, round: z.int(), since: instant, until: instant.nullable(), ...workingTime })),
  sums: z.object({ intake: z.object(workingTime), work: z.object(workingTime), offClock: z.object(workingTime) }),
});

export const recordedEvents = z.array(
  z.object({
    service: z.string(),
    desk: z.string(),
    type: z.string(),
    at: instant,
    recordedAt: instant,
    shard: z.int(),
    position: z.int(),
    version: z.int(),
    audience: z.string().nullable(),
    cause: z.string(),
    data: z.record(z.string(), z.unknown()),
  }),
);

export const caseKey = z.object({
  caseId: z.string(),
  state: z.enum(['kept', 'destroyed']),
  keptUntil: instant.nullable(),
  because: bilingual,
  holds: z.array(z.string()),
  destroyedAt: instant.nullable(),
});

const parkedCase = z.object({
  department: z.string(),
  caseId: z.string(),
  shard: z.int(),
  parkedAt: instant,
  reason: z.string(),
  origin: z.string(),
  waiting: z.int(),
});
export const parkedCases = z.array(parkedCase);
export const parkedDetail = parkedCase.extend({
  behind: z.array(
    z.object({
      kind: z.enum(['event', 'timer', 'answer', 'command', 'effect']),
      desk: z.string().nullable(),
      type: z.string(),
      source: z.string().nullable(),
    }),
  ),
});
export const handled = z.object({
  caseId: z.string(),
  outcome: z.object({ outcome: z.enum(['open', 'parked']), workedOff: z.int() }),
});

export const stoppedPartitions = z.array(
  z.object({
    consumer: z.string(),
    topic: z.string(),
    partition: z.int(),
    offset: z.string(),
    reason: z.string(),
    /** `null`: too much waits behind a parked case. */
    gap: z
      .object({ source: z.string(), shard: z.int(), position: z.int(), follows: z.int(), seen: z.int() })
      .nullable(),
    stoppedAt: instant,
    repaired: z.boolean(),
  }),
);
export const repairs = z.array(
  z.object({ source: z.string(), shard: z.int(), after: z.int(), before: z.string(), consumers: z.array(z.string()) }),
);

export const registerList = z.array(z.object({ service: z.string(), name: z.string() }));
export const rebuilt = z.object({ service: z.string(), register: z.string(), rows: z.int() });

export const packList = z.array(
  z.object({
    service: z.string(),
    packs: z.int(),
    events: z.int(),
    bytes: z.int(),
    /** Of the same events before they were compressed. */
    plainBytes: z.int(),
    /** When the last of them were recorded; `null`: nothing is packed. */
    packedTo: instant.nullable(),
  }),
);
/** `busy`: another process of the service is at it. */
export const packed = z.array(z.object({ service: z.string(), packs: z.int(), events: z.int(), busy: z.boolean() }));

export const replayReport = z.object({
  events: z.int(),
  eventsPerSecond: z.int(),
  decisions: z.int(),
  registers: z.int(),
  destroyedKeys: z.int(),
  differences: z.array(
    z.object({
      service: z.string(),
      stream: z.string(),
      version: z.int().nullable(),
      what: z.enum(['fold', 'decision', 'register', 'secret', 'pack']),
      detail: z.string(),
    }),
  ),
});

export const matterList = z.array(z.object({ name: z.string(), title: bilingual }));
export const outcome = z.looseObject({});
export const simulatorList = z.array(z.looseObject({ department: z.string() }));

export const signInView = z.object({
  issuer: z.string().nullable(),
  audience: z.string(),
  demo: z.boolean(),
  clients: z.object({ console: z.string(), commandLine: z.string() }),
});

const permission = z.object({ reach: z.enum(allReaches), shows: z.string(), needs: z.array(z.enum(conditions)) });

export const meView = actor.extend({ may: z.partialRecord(z.enum(actions), z.array(permission)) });
