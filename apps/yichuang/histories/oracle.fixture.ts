import type { Actor, Role } from '@yichuang/contracts';
import type { DeskEvent } from '@yichuang/host';
import { cast, HALL } from './cast.fixture.js';

/**
 * Who may have done what, told from the outside: this table is written from the matrix of roles and the rules of separation as
 * they stand on paper, and asks nothing of the code that enforces them.
 */

/** Where an act must lie for a person to reach it. */
type Reach = 'his case' | 'his mandate' | 'his department' | 'his hall' | 'his region' | 'anywhere';

interface Right {
  readonly roles: Readonly<Partial<Record<Role, Reach>>>;
  /** What it counts as where duties are separated. */
  readonly duty?: Duty;
  /** Only by who has it in hand. */
  readonly inHand?: true;
}

type Duty = 'intake' | 'review' | 'approve' | 'inspect';

const officer = { reviewer: 'his department', approver: 'his department' } as const;
const applying: Right = { roles: { applicant: 'his case', agent: 'his mandate' } };
const owning: Right = { roles: { applicant: 'his case' } };
const working: Right = { roles: officer };
const watching: Right = { roles: { supervisor: 'his region' } };
const explaining: Right = { roles: { ...officer, 'hall-head': 'his hall' } };
const stopping: Right = { roles: { ...officer, clerk: 'his hall' } };
const headOfAuthority: Right = { roles: { approver: 'his department' } };

/** By event: it names a person in `by`. An event that is not here is nobody's act, and names none. */
const rights: Readonly<Record<string, Right>> = {
  ItemClaimed: working,
  ItemReleased: { ...working, inHand: true },
  ItemHandedOver: { ...working, inHand: true },
  ItemAssigned: headOfAuthority,
  StepRecommended: { roles: { reviewer: 'his department' }, duty: 'review', inHand: true },
  OfficerRuled: { ...headOfAuthority, duty: 'approve' },
  ItemInspected: { ...working, duty: 'inspect' },
  ConsultationRequested: { ...working, inHand: true },
  ConsultationRequestWithdrawn: working,
  OpinionGiven: { ...working, inHand: true },
  ConsultationAnswered: working,
  CommitmentInspected: { ...working, duty: 'inspect' },
  CorrectionSubmitted: applying,
  ApplicantInsisted: applying,
  WithdrawalRequested: applying,
  CaseEntrusted: owning,
  EntrustmentRevoked: owning,
  CaseManagerNamed: { roles: { 'hall-head': 'his hall' } },
  ServiceRated: owning,
  ToleranceAccepted: applying,
  ToleranceFulfilled: applying,
  CommitmentSigned: applying,
  ToleranceExtended: headOfAuthority,
  SlaPaused: stopping,
  SlaResumed: stopping,
  SlaExtended: headOfAuthority,
  SlaRestarted: headOfAuthority,
  OutageDeclared: { roles: { 'system-administrator': 'anywhere' } },
  OutageApproved: { roles: { 'hall-head': 'his hall' } },
  SecondNoticeRefused: watching,
  // it names the supervisor by whose refusal it came back
  FaultsSentBack: watching,
  CardIssued: watching,
  CardExplained: explaining,
  CardRectified: explaining,
  CardUpheld: watching,
  CardCancelled: watching,
  CardClosed: watching,
};

/** An outage stops the clock in the name of who declared it; going on is in that of whoever did what ended it. */
const MANY: Readonly<Record<string, Right>> = {
  SlaPaused: { roles: { ...stopping.roles, 'system-administrator': 'anywhere' } },
  SlaResumed: { roles: { ...stopping.roles, ...applying.roles } },
};

/** 三员 and watchers change no outcome, whatever else they are. */
const WITHOUT_OUTCOME: readonly Role[] = [
  'supervisor',
  'auditor',
  'system-administrator',
  'security-administrator',
  'audit-administrator',
];

/** One of these duties a person, over everything his department does in the case. */
const ONE_OF: readonly Duty[] = ['intake', 'review', 'approve'];

/** What a rule did by itself is nobody's act. */
const RULE = 'SYSTEM:';

/** A person's claim, as the events tell it. */
interface InHand {
  readonly by: string;
  readonly until: number;
}

type Named = DeskEvent & {
  readonly by?: unknown;
  /** Of a second notice that was given: whoever might have refused it. */
  readonly consent?: { readonly by: string };
  readonly to?: string;
  /** Of a mandate: what it makes of whom, or from whom it is taken. */
  readonly as?: string;
  readonly from?: string;
  readonly until?: number;
  readonly how?: string;
  /** Who acts for the applicant as a desk has heard, or does no more. */
  readonly agent?: string;
  readonly acts?: boolean;
  /** Whose a task is, as a desk takes it. */
  readonly of?: { readonly correctionsTakenBy?: readonly string[] };
};

/** Watches one case: remembers who did what, and says what is wrong with the next thing done. */
export class Oracle {
  private readonly done: { readonly duty: Duty; readonly by: string; readonly where: string; readonly how?: string }[] =
    [];
  private readonly hands = new Map<string, InHand | null>();
  private principal = '';
  private intakeBy: string | null = null;
  /** Clerks who took a correction, as each desk was told of them with its task. */
  private readonly correctionsHeardOf = new Map<string, readonly string[]>();
  private readonly agents = new Set<string>();
  /** Agents as each desk has heard of them: what it has not heard yet it cannot refuse. */
  private readonly heardOf = new Map<string, Set<string>>();
  /** How often each right was used. */
  readonly used = new Map<string, number>();

  /**
   * @param where desk whose event it is, department first: `tax/registration`
   * @param waits whether the item waits for a person after the event
   * @throws Error naming what nobody should have been able to do
   */
  saw(where: string, event: DeskEvent, waits: boolean): void {
    if (event.type === 'ApplicationSubmitted') this.principal = (event as DeskEvent & Submitted).principal;
    if (event.type === 'ApplicationSubmitted' || event.type === 'CorrectionSubmitted') this.taken(event);
    const { by, consent }: Named = event;
    if (typeof by === 'string' && !by.startsWith(RULE)) this.judge(where, event, by);
    if (typeof consent?.by === 'string') this.judge(where, { ...event, type: 'SecondNoticeRefused' }, consent.by);
    this.remember(where, event);
    if (!waits) this.hands.set(where, null);
  }

  private taken({ type, intake }: DeskEvent & AtCounter): void {
    if (intake === undefined) return;
    const taker = personOf(intake.by);
    if (!taker.roles.includes('clerk') || taker.division !== HALL) wrong(type, taker, 'is no clerk here');
    if (taker.id === this.principal || this.agents.has(taker.id)) wrong(type, taker, 'took in his own');
    if (taker.roles.some((role) => WITHOUT_OUTCOME.includes(role))) wrong(type, taker, 'changes no outcome');
    // an override needs no claim, and only claims are told to the case
    if (this.done.some(({ by, duty, how }) => by === taker.id && ONE_OF.includes(duty) && how !== 'override'))
      wrong(type, taker, 'did another part of it');
    if (type === 'ApplicationSubmitted') this.intakeBy = taker.id;
  }

  private judge(where: string, event: Named, by: string): void {
    const { type } = event;
    const right = MANY[type] ?? rights[type];
    if (right === undefined) throw new Error(`${type} names ${by}, and no right says who may`);
    const person = personOf(by);
    this.used.set(type, (this.used.get(type) ?? 0) + 1);
    const department = where.startsWith('orchestrator/') ? null : departmentOf(where);
    const reached = person.roles.some((role) => this.reaches(right.roles[role], person, department));
    if (!reached) wrong(type, person, 'has no right to it');
    if (right.duty !== undefined) this.separate(where, type, right.duty, person);
    // with the word that he is an agent what he had in hand is let go in his name
    if (type !== 'ItemReleased' && this.heardOf.get(where)?.has(by) === true)
      wrong(type, person, 'acts on a case in which he is an agent');
    const hand = this.hands.get(where) ?? null;
    const mustHold = right.inHand === true || (type === 'OfficerRuled' && event.how === 'decide');
    if (mustHold && !(hand?.by === by && event.at < hand.until)) wrong(type, person, 'has it not in hand');
    if (type === 'ItemClaimed' && hand !== null && event.at < hand.until)
      wrong(type, person, `took it from ${hand.by}`);
  }

  private reaches(reach: Reach | undefined, person: Actor, department: string | null): boolean {
    switch (reach) {
      case undefined:
        return false;
      case 'anywhere':
        return true;
      case 'his case':
        return person.id === this.principal;
      case 'his mandate':
        return this.agents.has(person.id);
      case 'his department':
        // every department is asked in these cases; at a desk it must be the desk's
        return (
          person.division === HALL &&
          person.department !== null &&
          (department ?? person.department) === person.department
        );
      case 'his hall':
        return person.division === HALL;
      case 'his region':
        return person.division !== null && HALL.startsWith(person.division.replace(/(00)+$/, ''));
    }
  }

  private separate(where: string, type: string, duty: Duty, person: Actor): void {
    if (person.id === this.principal) wrong(type, person, 'acts on his own case');
    if (person.roles.some((role) => WITHOUT_OUTCOME.includes(role))) wrong(type, person, 'changes no outcome');
    if (!ONE_OF.includes(duty)) return;
    if (person.id === this.intakeBy || this.correctionsHeardOf.get(where)?.includes(person.id) === true)
      wrong(type, person, 'took it at the counter');
    const others = this.done.filter((one) => departmentOf(one.where) === departmentOf(where));
    if (others.some((one) => one.by === person.id && one.duty !== duty && ONE_OF.includes(one.duty)))
      wrong(type, person, 'did another part of it');
    const here = this.done.filter((one) => one.where === where && one.duty === 'inspect');
    const looked = new Set(here.map((one) => one.by));
    if (duty === 'approve' && looked.size === 1) wrong(type, person, 'decides although only one has looked');
  }

  private hears(where: string, { agent = '', acts = false }: Named): void {
    const known = this.heardOf.get(where) ?? new Set<string>();
    if (acts) known.add(agent);
    else known.delete(agent);
    this.heardOf.set(where, known);
  }

  private remember(where: string, event: Named): void {
    if (event.type === 'CaseEntrusted' && event.as === 'agent') this.agents.add(String(event.to));
    else if (event.type === 'CaseEntrusted') this.agents.delete(String(event.to));
    if (event.type === 'EntrustmentRevoked') this.agents.delete(String(event.from));
    if (event.type === 'AgentNoted') this.hears(where, event);
    if (event.of !== undefined) this.correctionsHeardOf.set(where, event.of.correctionsTakenBy ?? []);
    const { by, type, to, until = 0 } = event;
    const duty = rights[type]?.duty;
    if (duty !== undefined && typeof by === 'string')
      this.done.push({ duty, by, where, ...(event.how === undefined ? {} : { how: event.how }) });
    const person = to ?? by;
    if (type === 'ItemClaimed' || type === 'ItemHandedOver' || type === 'ItemAssigned')
      this.hands.set(where, { by: String(person), until });
    if (['ItemReleased', 'ClaimLapsed', 'StepRecommended', 'OfficerRuled'].includes(type)) this.hands.set(where, null);
  }
}

interface Submitted {
  readonly principal: string;
}

interface AtCounter {
  readonly intake?: { readonly by: string };
}

const departmentOf = (where: string): string => where.split('/')[0] ?? '';

function personOf(id: string): Actor {
  const found = cast.find((one) => one.id === id);
  if (found === undefined) throw new Error(`${id} is nobody`);
  return found;
}

function wrong(type: string, { id }: Actor, why: string): never {
  throw new Error(`${type}: ${id} ${why}`);
}
