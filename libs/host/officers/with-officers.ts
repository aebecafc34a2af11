import { officerActs, type CaseBelonging, type DepartmentName } from '@yichuang/contracts';
import type { ClaimHolder } from '@yichuang/event-store';
import { decided, evolve as evolveBy, type Decision, type Rejection } from '@yichuang/kernel';
import { minutes } from '@yichuang/working-time';
import type { OfficersRuling } from '../assessment.js';
import type { Desk, DeskCommand, DeskEvent, DeskRegister } from '../desk.js';
import { CLAIM_MINUTES } from '../limits.js';
import type { TaskBelonging } from '../step-desk.js';
import { applicantsOf, hearAgents } from './agents.js';
import * as claiming from './claims.js';
import type { OfficerCommand } from './commands.js';
import { officerDoors } from './doors.js';
import { dutyKey, keptDuties, partedHolders } from './duties.js';
import { isOfficerEvent, type OfficerEvent, type OfficerRuled } from './events.js';
import type { Matter } from './matter.js';
import { queueRegister } from './queue-register.js';
import { hearOpinions } from './question-hearing.js';
import * as asking from './questions.js';
import { recallOfficer } from './recall.js';
import * as ruling from './rulings.js';
import { endSendingBack, hearSendingBack, sendFaultsBack } from './sent-back.js';
import { afterOwn, evolveOfficers, noOfficers, type OfficersState } from './state.js';

/** A case as it lies on a desk. */
export interface Item {
  /** What a person says over the telephone. */
  readonly number: string;
  /** When the department's sub-clock runs out. */
  readonly dueAt: number | null;
  /** Absent where the task did not say it. */
  readonly of?: TaskBelonging | undefined;
}

/** What officers must know of a desk to work at it. The law stays with the desk: it decides again, with what they answered. */
export interface OfficersAt<S, E extends DeskEvent> {
  readonly department: DepartmentName;
  readonly item: (state: S) => Item | null;
  /** Whether a person can decide the step the desk is at: it was answered, and what follows has not begun. */
  readonly open: (state: S) => boolean;
  /** The state with these rulings beside the facts; they go with the facts when the form is corrected. */
  readonly rule: (state: S, rulings: readonly OfficersRuling[]) => S;
  /** The law once more. A rejection says that it cannot go on by what was answered. */
  readonly again: (state: S, at: number, seen: readonly ClaimHolder[]) => readonly E[] | Rejection;
  /** Keys whose holders that decision must see. */
  readonly keys?: (state: S) => readonly string[];
  /** How long a claim holds. */
  readonly claimMinutes?: number;
  /** Departments that may be asked for their opinion; the desk's own is not. Absent: none. */
  readonly consults?: readonly DepartmentName[];
}

/** The state of a desk at which officers work. */
export interface Officed<S> {
  readonly own: S;
  readonly officers: OfficersState;
}

type OwnTable<S, R> = Readonly<Record<string, (message: never, state: S) => R>>;

/**
 * The same desk with officers at it: what rules could not tell waits in a queue; it is claimed, recommended and decided by
 * people who are not one and the same, and the desk's own law makes of their rulings what it makes of facts. Everything is
 * recorded in the desk's stream, under its lock.
 */
export function withOfficers<C extends DeskCommand, S, E extends DeskEvent, Section>(
  desk: Desk<C, S, E, Section>,
  at: OfficersAt<S, E>,
): Desk<C | OfficerCommand, Officed<S>, E | OfficerEvent, Section> {
  type Both = Desk<C | OfficerCommand, Officed<S>, E | OfficerEvent, Section>;
  type Own = Desk<C, S, E, Section>;
  const { decider, registers = [], timers, deadlines, doors = {}, claims, secret } = desk;
  const departments = (at.consults ?? []).filter((one) => one !== at.department);
  const asks = { name: `${at.department}.${desk.name}`, desk: desk.name, departments };
  const whose = (state: Officed<S>) => at.item(state.own)?.of;
  const matterOf: MatterOf<S> = ({ holders }, { own, officers }) => {
    const of = at.item(own)?.of;
    return {
      state: officers,
      open: at.open(own),
      applicants: applicantsOf(of, officers.agents),
      takenBy:
        of === undefined ? [] : [...(of.intakeBy === null ? [] : [of.intakeBy]), ...(of.correctionsTakenBy ?? [])],
      ...partedHolders(holders),
      asks,
      claimMillis: minutes(at.claimMinutes ?? CLAIM_MINUTES),
      approver: `approver:${at.department}`,
    };
  };
  const officers = officersOf(at, matterOf);
  const evolveOwn = ({ own, officers: before }: Officed<S>, event: E): Officed<S> => {
    const after = evolveBy(decider, own, event);
    return { own: after, officers: afterOwn(before, event, at.open(after)) };
  };
  const onOwn = <R>(table: OwnTable<S, R>) =>
    Object.fromEntries(
      Object.entries(table).map(([type, act]) => [
        type,
        (message: never, state: Officed<S>) => act(message, state.own),
      ]),
    );
  const keysFor = (command: C | OfficerCommand, { own }: Officed<S>, caseId: string): readonly string[] => {
    if (!Object.hasOwn(officers.decide, command.type)) return claims?.(command as C, own, caseId) ?? [];
    if (command.type === 'RecommendStep') return [dutyKey(caseId)];
    return decides(command) ? [dutyKey(caseId), ...(at.keys?.(own) ?? [])] : [];
  };

  return {
    name: desk.name,
    hears: {
      ...desk.hears,
      ...hearSendingBack(at.department),
      ...hearAgents(),
      ...(departments.length === 0 ? {} : hearOpinions({ department: at.department, desk: desk.name })),
    },
    ...(desk.learned === undefined ? {} : { learned: desk.learned }),
    audience: { ...desk.audience, ...toldOfOfficers, ...(departments.length === 0 ? {} : toldOfQuestions) },
    decider: {
      initial: { own: decider.initial, officers: noOfficers },
      decide: {
        ...onOwn(decider.decide as OwnTable<S, Decision<E>>),
        ...officers.decide,
      } as unknown as Both['decider']['decide'],
      evolve: {
        ...Object.fromEntries(Object.keys(decider.evolve).map((type) => [type, evolveOwn])),
        ...officers.evolve,
      } as unknown as Both['decider']['evolve'],
    },
    belonging: (state, command) => {
      const of = whose(state);
      const own = desk.belonging?.(state.own, command as C) ?? null;
      if (of === undefined) return own;
      const { principal, authority: division, hall } = of;
      const { entrusted = [] } = own ?? {};
      return { principal, entrusted, division, hall, department: at.department } satisfies CaseBelonging;
    },
    doors: {
      ...Object.fromEntries(
        Object.entries(doors).map(([name, door]) => [
          name,
          {
            schema: door.schema,
            action: door.action,
            ...(door.meets === undefined ? {} : { meets: door.meets }),
            command: door.command,
            ...(door.answer === undefined ? {} : { answer: ({ own }: Officed<S>) => door.answer?.(own) }),
          },
        ]),
      ),
      ...officerDoors<Officed<S>>((state) => state.officers),
    },
    claims: keysFor,
    ...ownEdges<S, E>(desk as unknown as Desk<DeskCommand, S, E>),
    ...(secret === undefined
      ? {}
      : {
          secret: {
            of: secret.of as never,
            printOf: secret.printOf,
            print: ({ own }: Officed<S>) => secret.print(own),
          },
        }),
    timers: ({ own, officers: { claim } }) => ({ ...timers?.(own), ...claiming.claimTimer(claim) }),
    ...(deadlines === undefined ? {} : { deadlines }),
    fires: (kind, dueAt, now) => {
      if (kind === claiming.CLAIM_TIMER) return { type: 'LapseClaim', at: now, dueAt };
      if (desk.fires === undefined) throw new TypeError(`desk ${desk.name} has no timer ${kind}`);
      return desk.fires(kind, dueAt, now);
    },
    registers: [
      ...registers.map((one) => ownRegister<S, E>(one)),
      queueRegister<S>({ department: at.department, desk: desk.name, item: at.item }),
    ],
    recall: (events, before) => {
      const [first] = events;
      return first !== undefined && isOfficerEvent(first)
        ? recallOfficer(first)
        : desk.recall(events as Parameters<Own['recall']>[0], before.own);
    },
  };
}

/** Who has a minute is the orchestrator's to say. */
const toldOfOfficers = Object.fromEntries(officerActs.map((type) => [type, 'orchestrator']));

/** What it sends on to other departments. */
const toldOfQuestions = {
  ConsultationRequested: 'orchestrator',
  ConsultationRequestWithdrawn: 'orchestrator',
} as const;

const decides = ({ type }: { readonly type: string }): boolean => type === 'DecideStep' || type === 'OverrideStep';

/** What an event of the desk itself takes, needs and ends is as it was; an officer’s tells the other desks what he did. */
function ownEdges<S, E extends DeskEvent>({ holds, errands, asksNoMore }: Desk<DeskCommand, S, E>) {
  type Edges = Pick<Desk<DeskCommand, Officed<S>, E | OfficerEvent>, 'holds' | 'errands' | 'asksNoMore'>;
  return {
    holds: (event, { own, officers }, caseId) => {
      if (!isOfficerEvent(event)) return holds?.(event, own, caseId) ?? {};
      return event.type === 'StepRecommended' || event.type === 'OfficerRuled' ? keptDuties(officers, caseId) : {};
    },
    ...(errands === undefined
      ? {}
      : { errands: (event, { own }, caseId) => (isOfficerEvent(event) ? [] : errands(event, own, caseId)) }),
    ...(asksNoMore === undefined ? {} : { asksNoMore: ({ own }) => asksNoMore(own) }),
  } satisfies Edges as Edges;
}

const ownRegister = <S, E extends DeskEvent>({
  table,
  project,
}: DeskRegister<S, E>): DeskRegister<Officed<S>, E | OfficerEvent> => ({
  table,
  project: (event, { own }, caseId) => (isOfficerEvent(event) ? [] : project(event, own, caseId)),
});

type Table<S, E> = {
  readonly [T in OfficerCommand['type']]: (
    command: Extract<OfficerCommand, { readonly type: T }>,
    state: Officed<S>,
  ) => Decision<E | OfficerEvent>;
};

type MatterOf<S> = (command: OfficerCommand, state: Officed<S>) => Matter;

/** The two tables of what officers do. */
function officersOf<S, E extends DeskEvent>(at: OfficersAt<S, E>, matterOf: MatterOf<S>) {
  const withRuling = (ruled: OfficerRuled | Rejection | null, { own }: Officed<S>): Decision<E | OfficerEvent> => {
    if (ruled === null) return decided();
    if ('kind' in ruled) return ruled;
    const { rulings, at: when, seen } = ruled;
    const follows = at.again(at.rule(own, rulings), when, seen);
    return 'kind' in follows ? follows : decided<E | OfficerEvent>(ruled, ...follows);
  };
  const decide: Table<S, E> = {
    ClaimItem: (command, state) => claiming.claimItem(command, matterOf(command, state)),
    ReleaseItem: (command, state) => claiming.releaseItem(command, matterOf(command, state)),
    HandOverItem: (command, state) => claiming.handOverItem(command, matterOf(command, state)),
    AssignItem: (command, state) => claiming.assignItem(command, matterOf(command, state)),
    LapseClaim: (command, state) => claiming.lapseClaim(command, matterOf(command, state)),
    RecommendStep: (command, state) => ruling.recommendStep(command, matterOf(command, state)),
    DecideStep: (command, state) => withRuling(ruling.ruleToDecide(command, matterOf(command, state)), state),
    OverrideStep: (command, state) => withRuling(ruling.ruleToOverride(command, matterOf(command, state)), state),
    InspectItem: (command, state) => ruling.inspectItem(command, matterOf(command, state)),
    ConsultDepartment: (command, state) => asking.consultDepartment(command, matterOf(command, state)),
    TakeBackQuestion: (command, state) => asking.takeBackQuestion(command, matterOf(command, state)),
    DateQuestion: (command, state) => asking.dateQuestion(command, matterOf(command, state)),
    EndQuestion: (command, state) => asking.endQuestion(command, matterOf(command, state)),
    NoteAgent: (command, state) => claiming.noteAgent(command, matterOf(command, state)),
    SendFaultsBack: (command, state) => sendFaultsBack(command, matterOf(command, state)),
    EndSendingBack: (command, state) => endSendingBack(command, matterOf(command, state)),
  };
  const evolve = (state: Officed<S>, event: OfficerEvent): Officed<S> => {
    const next = evolveOfficers[event.type] as (before: OfficersState, event: OfficerEvent) => OfficersState;
    const officers = next(state.officers, event);
    const own = event.type === 'OfficerRuled' ? at.rule(state.own, event.rulings) : state.own;
    return { own, officers };
  };
  return { decide, evolve: Object.fromEntries(Object.keys(evolveOfficers).map((type) => [type, evolve])) };
}
