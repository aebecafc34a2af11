import type { StepAnswer } from '@yichuang/contracts';
import fc from 'fast-check';
import { dateOf, pauseReasons, type PauseReason } from '@yichuang/working-time';
import { deemedDueAt } from '../acceptance-term.js';
import { asksForExplanation, cardActs, passages } from '../card-acts.js';
import { openPauses } from '../case-pauses.js';
import type { CaseCommand } from '../case-commands.js';
import type { CaseEvent } from '../case-events.js';
import { openReview, type CaseState } from '../case-state.js';
import { companyOpeningTolerance, seatCommitment } from '../company-opening/tolerance.js';
import { reprojectAt } from './calendars.js';
import { nextTimerAt } from '../next-timer.js';
import { openProposal } from '../second-notice.js';
import { statutoryDueAt } from '../statutory-terms.js';
import { awaitedSelves } from '../waiting.js';
import { at, finding, openingBook, Story, submission } from './stories.js';

/** Random histories of a case: what may happen to it, in any order. */

/**
 * What may happen to a case next, as small numbers: which task is answered, how, and how much later. A step that makes
 * no sense just now (an answer when nothing is open) falls back to another, so that histories get long.
 */
export interface Move {
  readonly kind:
    | 'answer'
    | 'again'
    | 'correct'
    | 'insist'
    | 'withdraw'
    | 'word'
    | 'fire'
    | 'submit'
    | 'pause'
    | 'resume'
    | 'extend'
    | 'restart'
    | 'outage'
    | 'card'
    | 'calendar'
    | 'promise'
    | 'consent'
    | 'consult'
    | 'officer'
    | 'rate';
  readonly which: number;
  readonly how: number;
  readonly minutes: number;
  readonly lateMinutes: number;
}

const TROUBLE_FREE = 99;

const anyMove: fc.Arbitrary<Move> = fc.record({
  kind: fc.oneof(
    { weight: 40, arbitrary: fc.constant('answer' as const) },
    { weight: 6, arbitrary: fc.constant('fire' as const) },
    { weight: 2, arbitrary: fc.constantFrom('again' as const, 'correct' as const) },
    {
      weight: 10,
      arbitrary: fc.constantFrom('pause' as const, 'resume' as const, 'resume' as const, 'outage' as const),
    },
    { weight: 3, arbitrary: fc.constantFrom('extend' as const, 'restart' as const, 'calendar' as const) },
    { weight: 5, arbitrary: fc.constant('card' as const) },
    { weight: 1, arbitrary: fc.constantFrom('promise' as const, 'consent' as const) },
    { weight: 6, arbitrary: fc.constant('consult' as const) },
    { weight: 4, arbitrary: fc.constant('officer' as const) },
    {
      weight: 3,
      arbitrary: fc.constantFrom(
        'insist' as const,
        'withdraw' as const,
        'word' as const,
        'submit' as const,
        'rate' as const,
      ),
    },
  ),
  which: fc.nat(20),
  how: fc.oneof({ weight: 20, arbitrary: fc.constant(TROUBLE_FREE) }, { weight: 2, arbitrary: fc.nat(7) }),
  minutes: fc.oneof(
    { weight: 5, arbitrary: fc.constant(0) },
    { weight: 5, arbitrary: fc.nat(30) },
    { weight: 5, arbitrary: fc.nat(900) },
    { weight: 1, arbitrary: fc.nat(6_000) },
  ),
  lateMinutes: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(300) }),
});

/** Mostly a clean answer; else each kind of trouble in turn. */
const TROUBLE: readonly ((intake: boolean) => Partial<StepAnswer>)[] = [
  () => ({ findings: [finding({ rule: 'R-SEAT-04', evidence: { lease: true } })] }),
  (intake) => ({ ...(intake ? {} : { outcome: 'refused' }), findings: [finding({ phase: 'substance' })] }),
  () => ({ findings: [finding({ verdict: 'unknown' })] }),
  () => ({ findings: [finding({ phase: 'substance', verdict: 'unknown' })] }),
  () => ({ findings: [finding({ phase: 'admissibility', verdict: 'unknown' })] }),
  (intake) => (intake ? { findings: [finding({ phase: 'admissibility' })] } : { outcome: 'refused' }),
  () => ({ outcome: 'review', findings: [finding({ verdict: 'unknown' })] }),
  (intake) => (intake ? {} : { outcome: 'refused', findings: [finding({ phase: 'substance' })] }),
];

export function commandFor(story: Story, given: CaseCommand[], move: Move): CaseCommand {
  const { kind, which, how, lateMinutes } = move;
  const now = story.now;
  const { inputs, leftOut, sections } = submission();
  switch (kind) {
    case 'submit':
      return submission({ at: now });
    case 'correct':
      return { type: 'CorrectApplication', at: now, inputs, leftOut, sections };
    case 'insist':
      return { type: 'Insist', at: now };
    case 'withdraw':
      return { type: 'Withdraw', at: now };
    case 'word':
      return {
        type: 'TakeWithdrawalAnswer',
        at: now,
        answeredAt: now,
        department: 'market-regulation',
        granted: mayGrant(story) && which % 4 === 0,
      };
    case 'fire': {
      // Now and then only when everything up to now is due, or all that was, when the term of the law is over.
      const over = which > 17 ? (statutoryDueAt(story.state.clocks) ?? deemedDueAt(story.state) ?? now) : now;
      const dueAt = which > 12 ? Math.max(now, over) : (nextTimerAt(story.state) ?? now);
      story.now = Math.max(now, dueAt);
      return { type: 'Fire', kind: 'clock', at: story.now, dueAt };
    }
    case 'pause':
    case 'resume':
    case 'extend':
    case 'restart':
    case 'outage':
      return actOnClock(story, kind, which);
    case 'calendar':
      return reprojectAt(now);
    case 'card':
      return actOnCard(story, which);
    case 'promise':
      return actOnPromise(story, which);
    case 'consent':
      return actOnNotice(story, which);
    case 'consult':
      return consult(story, move);
    case 'officer':
      return noteOfficer(story, move);
    case 'rate':
      return which > 14
        ? actOnTrust(story, which)
        : { type: 'RateService', at: now, by: story.state.principal, stars: 1 + (which % 5), tags: [] };
    case 'again': {
      const old = given[which % given.length];
      return old === undefined ? submission({ at: now }) : { ...old, at: now };
    }
    case 'answer': {
      // What waits for somebody else is answered by him: histories get long instead of standing still.
      if (story.state.phase === 'awaiting-correction')
        return commandFor(story, given, { ...move, kind: which > 8 ? 'promise' : which > 5 ? 'correct' : 'insist' });
      if (story.state.commitments.some(({ status }) => status === 'signed') && which < 8)
        return actOnPromise(story, which);
      // What is owed comes, or the time for it passes.
      if (story.state.tolerance?.status === 'open' && which < 10)
        return which < 3 ? whenLapsed(story) : actOnPromise(story, which);
      if (openProposal(story.state) !== null && which % 4 !== 0) return actOnNotice(story, which);
      if (story.state.withdrawal?.status === 'pending' && which % 2 === 0)
        return commandFor(story, given, { ...move, kind: 'word' });
      const tasks =
        story.open().length > 0 ? story.open() : story.tasks().filter(({ round }) => round === story.state.round);
      const task = tasks[which % tasks.length];
      if (task === undefined) return submission({ at: now });
      const proofIsMissing = task.step === CHECK && which > 12;
      const seenLate = task.round > 1 && task.dueAt === null && which % 3 === 0;
      const trouble = seenLate ? LATE : (TROUBLE[proofIsMissing ? 0 : how]?.(task.dueAt === null) ?? {});
      return story.answerTo(
        task.step,
        { ...trouble, ...creditIn(task.step, trouble) },
        { answeredAt: Math.max(task.at, now - lateMinutes * 60_000) },
      );
    }
  }
}

/** What stood there in the first round and was told by nobody. */
const LATE: Partial<StepAnswer> = {
  findings: [finding({ rule: 'R-LATE', paths: ['/posts'] })],
  decider: 'approver:department',
};
/** Mostly of a step that waits for one; what a department says of it may be late. */
function noteOfficer(story: Story, { which, lateMinutes }: Move): CaseCommand {
  const { now, state } = story;
  const asked = story.tasks().filter(({ round }) => round === state.round);
  const waiting = asked.filter(({ step }) => openReview(state, step) !== undefined);
  const some = waiting.length === 0 ? asked : waiting;
  const task = some[which % some.length];
  if (task === undefined) return submission({ at: now });
  const { step, round, department } = task;
  const asOf = Math.max(task.at, now - lateMinutes * 60_000);
  const officer = which % 3 === 0 ? null : `officer-${String(which % 2)}`;
  const until = officer === null ? null : asOf + 30 * 60_000;
  return { type: 'NoteOfficer', at: now, department, step, round, officer, asOf, until };
}

const CHECK = 'market-regulation-check';

/** What may be owed is owed by whoever has clean credit. */
const creditIn = (step: string, { findings = [] }: Partial<StepAnswer>): Partial<StepAnswer> =>
  step === CHECK
    ? {
        rules: {
          pass: [`R-${step}`, ...companyOpeningTolerance.credit.rules],
          fail: findings.filter(({ verdict }) => verdict === 'fail').map(({ rule }) => rule),
          unknown: findings.filter(({ verdict }) => verdict === 'unknown').map(({ rule }) => rule),
        },
      }
    : {};

/** Everything up to the deadline, heard at once: a timer may be that late. */
function whenLapsed(story: Story): CaseCommand {
  story.now = Math.max(story.now, story.state.tolerance?.deadline ?? 0);
  return { type: 'Fire', kind: 'clock', at: story.now, dueAt: story.now };
}

/** A notice is answered with a promise; what is owed is handed in, put off, or replaced by a commitment. */
function actOnPromise({ now: at, state }: Story, which: number): CaseCommand {
  const asked = { at, by: state.principal, print: String(which % 3) };
  const { version, papers } = companyOpeningTolerance;
  const sign = { ...asked, type: 'SignCommitment' as const, commitment: 'seat', version: seatCommitment.version };
  const kinds = papers.map(({ paper }) => paper);
  const [commitment] = state.commitments;
  if (commitment !== undefined)
    return {
      type: 'InspectCommitment',
      at,
      by: which % 2 === 0 ? 'officer-1' : 'officer-2',
      department: 'market-regulation',
      commitment: commitment.id,
      found: which % 4 < 2 ? 'false' : 'true',
      note: '',
    };
  if (state.tolerance === null)
    return which % 4 === 0
      ? sign
      : { ...asked, type: 'PromisePapers', papers: kinds, version, workingDays: which % 5 === 0 ? 1 : null };
  const given = kinds.map((kind) => ({ kind, sha256: 'b' }));
  switch (which % 4) {
    case 0:
      return { type: 'SupplyPapers', at, by: state.principal, papers: given };
    case 1:
      return { type: 'ExtendTolerance', at, by: 'head-1', department: 'market-regulation', workingDays: 1, note: '' };
    case 2:
      return sign;
    default:
      return {
        type: 'PauseClock',
        at,
        by: 'officer-1',
        reason: 'TOLERANCE',
        department: 'market-regulation',
        note: '',
        expectedOn: null,
      };
  }
}

/** The supervisor speaks, mostly of what is proposed now. */
function actOnNotice({ now: at, state }: Story, which: number): CaseCommand {
  const proposal = which % 7 === 0 ? 'second-notice-1' : (openProposal(state)?.id ?? 'second-notice-1');
  const decision = which % 2 === 0 ? 'consent' : 'refuse';
  return { type: 'ConsentToNotice', at, by: 'supervisor-1', proposal, decision, reason: 'w' };
}

const REASONS = Object.keys(pauseReasons) as PauseReason[];

/** Often an act that has its place now, sometimes one that has none. */
function actOnClock(
  story: Story,
  kind: 'pause' | 'resume' | 'extend' | 'restart' | 'outage',
  which: number,
): CaseCommand {
  const { now: at, state } = story;
  const asked = { at, by: which % 2 === 0 ? 'officer-1' : 'officer-2', note: '' };
  const reason = REASONS[which % REASONS.length] ?? 'APPLICANT';
  const shares = story.open().map(({ department }) => department);
  const department = which % 3 === 0 ? null : (shares[which % shares.length] ?? null);
  switch (kind) {
    case 'restart': {
      const note = String(which % 3);
      return { ...asked, type: 'RestartClock', reason: 'APPLICATION_REPLACED', department: 'market-regulation', note };
    }
    case 'extend':
      return { ...asked, type: 'ExtendTerm', reason: 'REGISTRATION_HEAD', department: 'market-regulation' };
    case 'outage':
      return state.outages.some(({ approvedBy }) => approvedBy === null)
        ? { ...asked, type: 'ApproveOutage' }
        : { ...asked, type: 'DeclareOutage' };
    case 'resume': {
      const open = openPauses(state);
      const pause = open[which % open.length] ?? { reason, department };
      return { ...asked, type: 'ResumeClock', reason: pause.reason, department: pause.department };
    }
    case 'pause':
      return reason === 'UTILITY_OUTAGE'
        ? { ...asked, type: 'DeclareOutage' }
        : { ...asked, type: 'PauseClock', reason, department, expectedOn: dateOf(at) };
  }
}

/** A step that waits asks another department; what was asked is answered, taken back, or runs out. */
function consult(story: Story, { which, how, lateMinutes }: Move): CaseCommand {
  const { now: at, state } = story;
  const open = state.consultations.filter(({ status }) => status === 'open');
  const found = open[which % open.length];
  if (found !== undefined && which % 3 > 0) {
    const then = Math.max(found.openedAt, at - lateMinutes * 60_000);
    if (which % 4 === 0)
      return { type: 'WithdrawConsultation', at, department: found.from, id: found.id, withdrawnAt: then };
    const opinion = how % 2 === 0 ? ('objection' as const) : ('no-objection' as const);
    const said = { opinion, reason: 'so', article: null, by: 'officer-3' };
    return { type: 'TakeOpinion', at, department: found.to, id: found.id, answeredAt: then, ...said };
  }
  const waits = awaitedSelves(openingBook.plan, state).filter(({ officer, what }) => officer && what in state.steps);
  const { who: department, what: step } = waits[which % waits.length] ?? { who: 'tax', what: 'tax-check' };
  const to = which % 2 === 0 && department !== 'seal' ? 'seal' : 'housing-fund';
  const id = `${department}.${String(state.consultations.length + 1)}`;
  const asked = { id, desk: 'registration', to, by: 'officer-1', question: 'q', minutes: which % 5 === 0 ? 30 : null };
  return {
    type: 'OpenConsultation',
    at,
    department,
    ...asked,
    ...(department === to ? { to: 'seal' } : {}),
    step,
    round: state.round,
  };
}

/** Mostly what comes next in a card's life, by whom it is for. */
function actOnCard({ now: at, state }: Story, which: number): CaseCommand {
  const done = { at, by: 'supervisor-1', words: 'w' };
  const cards = Object.values(state.cards).filter(({ kind }) => which % 5 === 0 || asksForExplanation(kind));
  const card = cards[which % cards.length];
  if (card === undefined)
    return { ...done, type: 'IssueCard', kind: 'yellow', department: which % 2 === 0 ? 'tax' : null };
  const next = cardActs.filter((one) => passages[one].from.includes(card.state));
  const act = next[which % next.length] ?? 'close';
  return { ...done, type: 'ActOnCard', act, card: card.id, department: which % 7 === 0 ? 'seal' : card.department };
}

/** Market regulation never grants what would roll a company back. */
const mayGrant = (story: Story): boolean => !isRegistered(story.state);
export const isRegistered = (state: CaseState): boolean => state.steps.register?.answer?.outcome === 'done';

/** A history of a case; every command is given twice, and must add nothing the second time. */
export function play(
  moves: readonly Move[],
  check: (story: Story, command: CaseCommand, events: readonly CaseEvent[]) => void,
): Story {
  const story = new Story(openingBook, at('2026-11-23 09:00'));
  const given: CaseCommand[] = [];
  for (const next of [{ ...(moves[0] as Move), kind: 'submit' as const }, ...moves]) {
    story.now += next.minutes * 60_000;
    const command = commandFor(story, given, next);
    const decision = story.decide(command);
    given.push(command);
    if (decision.kind === 'rejection') continue;
    const events = story.when(command);
    const again = story.decide(command);
    if (again.kind === 'decided' && again.events.length > 0) throw new Error(`${command.type} twice added something`);
    check(story, command, events);
  }
  return story;
}

export const histories = fc.array(anyMove, { minLength: 5, maxLength: 60, size: 'max' });

/** Now the applicant entrusts his case to somebody, now he takes it back; and now the hall names who walks it through. */
const actOnTrust = ({ state, now: at }: Story, which: number): CaseCommand => {
  const { principal: by, entrusted } = state;
  const [first] = entrusted;
  if (which % 5 === 0) return { type: 'NameCaseManager', at, by: 'head-1', to: `agent-${String(which % 4)}` };
  return first === undefined || which % 2 === 0
    ? { type: 'EntrustCase', at, by, to: `agent-${String(which % 4)}`, as: which % 3 === 0 ? 'helper' : 'agent' }
    : { type: 'RevokeEntrustment', at, by, from: first.id };
};
