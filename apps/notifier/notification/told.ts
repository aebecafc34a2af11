import {
  knowsOrchestratorEvent,
  trusts,
  type DepartmentName,
  type NotifierSection,
  type Trust,
} from '@yichuang/contracts';
import type { Heard, Hearing } from '@yichuang/host';
import { text as words, type Text } from '@yichuang/kernel';
import { catalogue, departmentsOf, findPlan } from '@yichuang/matters';
import { extendReasons, pauseReasons, reprojectReasons, restartReasons, type Reason } from '@yichuang/working-time';
import { z } from 'zod';
import { channelsFor, type Channels } from '../channels/channels.js';
import type { Kind, NotificationCommand, Said, Way } from './events.js';

type Hearings = Readonly<Record<string, Hearing<NotificationCommand, NotifierSection>>>;

/** What is heard of the orchestrator: no more of each event than is told on. */
const text = z.object({ 'zh-CN': z.string(), en: z.string() });
const document = z.object({
  number: z.string(),
  remedies: z
    .object({
      reconsideration: z.object({ days: z.int(), article: z.string() }),
      suit: z.object({ months: z.int(), article: z.string() }),
    })
    .optional(),
});
const defects = z.array(z.object({ path: z.string(), text }));
const adverse = z.object({ document, defects, competentAuthority: z.string().nullable().default(null) });
const plain = z.object({});
const handedIn = z.object({
  number: z.string(),
  principal: z.string(),
  authority: z.string(),
  hall: z.string(),
  matter: z.string(),
  planVersion: z.string(),
  leftOut: z.record(z.string(), z.string()),
  entrusted: z.array(z.object({ id: z.string(), as: z.enum(trusts) })).optional(),
});

const act = z.object({ reason: z.string(), basis: z.string(), document: z.object({ number: z.string() }) });
const paused = act.extend({ pause: z.string(), expectedOn: z.string().optional() });
const resumed = act.extend({ pause: z.string(), dueAt: z.number().nullable() });
const restarted = act.extend({ dueAt: z.number() });
const extended = act.extend({ clock: z.string(), dueAt: z.number() });
const deemed = z.object({ acceptedAt: z.number(), article: z.string(), document: z.object({ number: z.string() }) });
const reprojected = z.object({
  calendarVersion: z.string(),
  reason: z.string(),
  basis: z.string(),
  clocks: z.array(z.object({ clock: z.string(), dueBefore: z.number(), dueAfter: z.number() })),
});

const gaps = z.array(z.object({ path: z.string(), title: text }));
const owed = z.object({
  deadline: z.number(),
  document: z.object({ number: z.string(), owed: z.object({ gaps }) }),
});

type Adverse = z.infer<typeof adverse>;
type HandedIn = z.infer<typeof handedIn>;

/** What of a case its applicant is told: by the event, as what, and with which words' values. */
export const told: Hearings = {
  ApplicationSubmitted: {
    from: 'orchestrator',
    schema: handedIn,
    command: ({ now: at, body, sealed }: Heard<HandedIn>, section) => {
      const { matter, planVersion, leftOut, entrusted, ...whose } = body;
      return {
        type: 'RecordRecipient',
        at,
        ...whose,
        ...(entrusted === undefined ? {} : { entrusted }),
        departments: askedOf(matter, planVersion, leftOut),
        reach: reachOf(section),
        ...(sealed === undefined ? {} : { sealed }),
      };
    },
  },
  CorrectionSubmitted: {
    from: 'orchestrator',
    schema: plain,
    command: ({ now: at, sealed }: Heard<object>, section) =>
      sealed === undefined ? null : { type: 'ChangeContact', at, reach: reachOf(section), sealed },
  },
  CaseEntrusted: {
    from: 'orchestrator',
    schema: z.object({ to: z.string(), as: z.enum(trusts) }),
    command: ({ now: at, body: { to: id, as } }: Heard<{ to: string; as: Trust }>) => ({
      type: 'ChangeTrust',
      at,
      id,
      as,
    }),
  },
  EntrustmentRevoked: {
    from: 'orchestrator',
    schema: z.object({ from: z.string() }),
    command: ({ now: at, body: { from: id } }: Heard<{ from: string }>) => ({ type: 'ChangeTrust', at, id, as: null }),
  },
  // says of an acceptance by when it is done (行政许可法 a.32(1)(5), and what this window promises)
  SlaStarted: tell('accepted', z.object({ dueAt: z.number(), deemed: z.boolean().optional() }), ({ dueAt, deemed }) =>
    deemed === true ? null : { said: { dueAt } },
  ),
  // nobody told him in time, so by the law it is accepted (行政许可法 a.32(4)); an end long past is promised to nobody
  AcceptanceDeemed: tell('deemed-accepted', deemed, ({ acceptedAt, article: basis, document: { number } }) => ({
    said: { document: number, receivedAt: acceptedAt, basis },
  })),
  // an end that moves is told with its reason (行政许可法 a.42, a.45)
  SlaPaused: tell('paused', paused, ({ pause, expectedOn, ...act }) => ({
    which: pause,
    said: { ...groundsOf(act), ...(expectedOn === undefined ? {} : { expectedOn }) },
  })),
  SlaResumed: tell('resumed', resumed, ({ pause, dueAt, ...act }) => ({
    which: pause,
    said: { ...groundsOf(act), ...(dueAt === null ? {} : { dueAt }) },
  })),
  SlaExtended: tell('extended', extended, ({ clock, dueAt, ...act }) => ({
    which: clock,
    said: { ...groundsOf(act), dueAt },
  })),
  SlaRestarted: tell('restarted', restarted, ({ dueAt, ...act }) => ({
    which: act.document.number,
    said: { ...groundsOf(act), dueAt },
  })),
  SlaReprojected: tell('due-moved', reprojected, ({ calendarVersion, reason, basis, clocks }) => {
    const moved = clocks.find(({ clock, dueBefore, dueAfter }) => clock === 'case' && dueBefore !== dueAfter);
    if (moved === undefined) return null;
    const said = { reason: reasonIn(reason), basis, dueBefore: moved.dueBefore, dueAt: moved.dueAfter };
    return { which: calendarVersion, said };
  }),
  OneTimeNoticeIssued: tell(
    'notice',
    z.object({ number: z.int(), document, defects, avoidable: z.boolean().default(false) }),
    ({ number, document: { number: paper }, defects: wrong, avoidable }) => ({
      which: String(number),
      said: { document: paper, defects: wrong, ...(avoidable ? { late: true as const } : {}) },
    }),
  ),
  ApplicationDeclined: tell('declined', adverse, (body) => ({ said: saidOf(body) })),
  CaseRefused: tell('refused', adverse, (body) => ({ said: saidOf(body) })),
  ToleranceAccepted: tell('owed', owed, (body) => ({ said: owedOf(body) })),
  ToleranceExtended: tell('owed', owed, (body) => ({ which: 'extended', said: owedOf(body) })),
  CaseTerminated: tell('terminated', adverse, (body) => ({ said: saidOf(body) })),
  PackageReady: tell('ready', plain, () => ({ said: {} })),
  CaseWithdrawn: tell('withdrawn', plain, () => ({ said: {} })),
  WithdrawalTurnedDown: tell('withdrawal-turned-down', plain, () => ({ said: {} })),
};

/** What the notifier knows of the stream: what it tells, and everything else the orchestrator may say. */
export const knows = knowsOrchestratorEvent;

/** The departments a case of that plan asks; none of a plan that only a newer build knows. */
function askedOf(matter: string, planVersion: string, leftOut: HandedIn['leftOut']): DepartmentName[] {
  const plan = findPlan(catalogue, matter, planVersion);
  return plan === undefined ? [] : departmentsOf(plan).filter((one) => !Object.hasOwn(leftOut, one));
}

const reasons: Readonly<Record<string, Reason>> = {
  ...pauseReasons,
  ...extendReasons,
  ...restartReasons,
  ...reprojectReasons,
};

/** A reason that only a newer build has words for is told as it is named. */
const reasonIn = (reason: string): Text => reasons[reason]?.text ?? words(reason, reason);

const groundsOf = ({ reason, basis, document: { number } }: z.infer<typeof act>): Said => ({
  document: number,
  reason: reasonIn(reason),
  basis,
});

const owedOf = ({ deadline: dueAt, document }: z.infer<typeof owed>): Said => ({
  document: document.number,
  dueAt,
  defects: document.owed.gaps.map(({ path, title }) => ({ path, text: title })),
});

function saidOf({ document: { number, remedies }, defects: wrong, competentAuthority }: Adverse): Said {
  return {
    document: number,
    defects: wrong,
    ...(remedies === undefined ? {} : { remedies }),
    ...(competentAuthority === null ? {} : { competentAuthority }),
  };
}

/** An ear for one event. `which` tells several of a kind apart; there is one of it otherwise. `null`: it is not told. */
function tell<B>(
  kind: Kind,
  schema: z.ZodType<B>,
  make: (body: B) => { readonly which?: string; readonly said: Said } | null,
): Hearing<NotificationCommand, NotifierSection> {
  return {
    from: 'orchestrator',
    schema,
    command: ({ type, at: happenedAt, now: at, body, setUp }: Heard<B>) => {
      const made = make(body);
      if (made === null) return null;
      const { which, said } = made;
      const about = which === undefined ? kind : `${kind}-${which}`;
      const channels = channelsFor(kind, setUp as Channels);
      return { type: 'Tell', at, kind, about, of: { type, at: happenedAt }, channels, said };
    },
  };
}

/** Which ways the contact has: the facts, never the addresses. */
export function reachOf(section: NotifierSection | null): Way[] {
  const contact = section?.people[section.applicant.contact];
  return [
    ...(contact?.email === undefined ? [] : ['mail' as const]),
    ...(contact?.mobile === undefined ? [] : ['sms' as const]),
  ];
}
