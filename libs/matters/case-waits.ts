import { evolve, text, type Text } from '@yichuang/kernel';
import { pauseReasons } from '@yichuang/working-time';
import type { CaseEvent, Defect } from './case-events.js';
import type { Book } from './case-evolve.js';
import type { Pause } from './case-pauses.js';
import type { CaseState } from './case-state.js';
import { cited, type CitedRule } from './cited-rule.js';
import { planDecider } from './plan-decider.js';
import { openAt, type Consultation } from './consultation.js';
import { stepOf, type Plan } from './plan.js';
import { awaitedSelves, type Awaited } from './waiting.js';

/** Why somebody holds a case. */
export interface HoldingReason {
  readonly code: 'ASKED' | 'OFFICER' | 'CORRECTION' | 'CONSENT' | 'WITHDRAWAL' | 'PAUSED' | 'CONSULTED' | 'NEXT_ACT';
  readonly text: Text;
  /** Rules that asked for it. */
  readonly rules: readonly CitedRule[];
}

/** A part of a wait in which one thing was waited for: the machine's answer, an officer for these reasons, or another's opinion. */
export interface Turn {
  readonly from: number;
  readonly officer: boolean;
  /** Who had it in hand; `null`: nobody, or no person need look. */
  readonly by: string | null;
  readonly reason: HoldingReason;
  /** Whose opinion the officer of the wait waited for, and to which question; absent: nobody's. */
  readonly asked?: { readonly who: string; readonly consultation: string };
}

/** A case waited for one step, without a break, from the time of the fact that began it to that of the one that ended it. */
export interface Wait {
  /** A department, `applicant`, `hall` or `house`. */
  readonly who: string;
  /** The step asked for, `correction`, `withdrawal`, or the id of a pause or of a proposed notice, as in {@link Awaited}. */
  readonly step: string;
  readonly round: number;
  readonly since: number;
  /** `null` while it lasts. */
  readonly until: number | null;
  /** Of waits at once it holds the case whose precedence is higher: a withdrawal, then a pause, then all others. */
  readonly precedence: 0 | 1 | 2;
  /** Never empty, in order; the first begins with the wait. */
  readonly turns: readonly Turn[];
}

/**
 * Whom a case has waited for, in the order in which the waits began, by its recorded events alone. Facts count when
 * they were true, not when they were heard, as on the clocks. While a withdrawal is being decided the steps that were
 * asked before stay asked: both waits are here.
 */
export function waitsOf(book: Book, events: readonly CaseEvent[]): { state: CaseState; waits: readonly Wait[] } {
  const decider = planDecider(book);
  const waits: OpenWait[] = [];
  const open = new Map<string, number>();
  let state = decider.initial;
  for (const event of events) {
    state = evolve(decider, state, event);
    take(book.plan, { waits, open }, state, factAt(event));
  }
  return { state, waits: waits.map((wait) => ({ ...wait, turns: wait.turns.map((turn) => asking(state, turn)) })) };
}

/** While it is not known yet which of several opinions comes last: all that are waited for. */
interface OpenTurn extends Turn {
  readonly opinions: readonly string[];
}
interface OpenWait extends Wait {
  readonly turns: readonly OpenTurn[];
}

interface Waiting {
  readonly waits: OpenWait[];
  /** Where in `waits` those stand that last, by round and step. */
  readonly open: Map<string, number>;
}

function take(plan: Plan, { waits, open }: Waiting, state: CaseState, at: number): void {
  const now = new Map(allAwaited(plan, state).map((one) => [`${String(state.round)}/${one.what}`, one]));
  for (const [key, index] of open) {
    const wait = waits[index];
    if (wait === undefined || now.has(key)) continue;
    waits[index] = { ...wait, until: Math.max(saidNo(state, wait) ?? at, wait.turns.at(-1)?.from ?? wait.since) };
    open.delete(key);
  }
  for (const [key, one] of now) {
    const index = open.get(key);
    const wait = index === undefined ? undefined : waits[index];
    const turn = turnOf(plan, state, one);
    if (index === undefined || wait === undefined) {
      // An applicant can correct from the notice on, not from the fact on which it rests.
      const since = Math.max(at, one.since);
      const turns = [{ from: since, ...turn }];
      open.set(key, waits.length);
      const { who, what: step } = one;
      waits.push({ who, step, round: state.round, since, until: null, precedence: precedenceOf(state, step), turns });
    } else waits[index] = withTurn(wait, { from: at, ...turn });
  }
}

/** Whoever refused was waited for until he had: the case may end only as of its acceptance anew, which is later. */
function saidNo({ phase, steps }: CaseState, { step }: Wait): number | null {
  const said = steps[step];
  return phase === 'refused' && said?.answer?.outcome === 'refused' ? said.answeredAt : null;
}

function turnOf(plan: Plan, state: CaseState, one: Awaited): Omit<OpenTurn, 'from'> {
  const asked = one.officer ? openAt(state, one.what) : [];
  const reason = asked.length === 0 ? reasonOf(plan, state, one) : consulting(plan, one, asked);
  // what another department is asked is in none of our hands
  const by = asked.length === 0 ? handOf(state, one) : null;
  return { officer: one.officer, by, reason, opinions: asked.map(({ id }) => id) };
}

function withTurn(wait: OpenWait, next: OpenTurn): OpenWait {
  const last = wait.turns.at(-1);
  if (last === undefined || same({ ...last, from: next.from }, next)) return wait;
  return { ...wait, turns: [...wait.turns, { ...next, from: Math.max(last.from, next.from) }] };
}

const same = (a: OpenTurn, b: OpenTurn): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Of several opinions it was the last that kept the step waiting, as of several steps; of equals the one asked first. */
function asking({ consultations }: CaseState, { opinions, ...turn }: OpenTurn): Turn {
  const [first, ...others] = consultations.filter(({ id }) => opinions.includes(id));
  if (first === undefined) return turn;
  const end = ({ closedAt }: Consultation): number => closedAt ?? Infinity;
  const last = others.reduce((chosen, one) => (end(one) > end(chosen) ? one : chosen), first);
  return { ...turn, asked: { who: last.to, consultation: last.id } };
}

const handOf = ({ onDuty }: CaseState, { what, officer }: Awaited): string | null =>
  officer ? (onDuty[what]?.officer ?? null) : null;

/** Those a pending withdrawal puts in the shade, and it. */
function allAwaited(plan: Plan, state: CaseState): Awaited[] {
  if (state.withdrawal?.status !== 'pending') return awaitedSelves(plan, state);
  return [...awaitedSelves(plan, { ...state, withdrawal: null }), ...awaitedSelves(plan, state)];
}

function factAt(event: CaseEvent): number {
  if ('answeredAt' in event) return event.answeredAt;
  if ('asOf' in event) return event.asOf;
  return 'requestedAt' in event ? event.requestedAt : event.at;
}

function precedenceOf({ pauses }: CaseState, what: string): Wait['precedence'] {
  if (what === 'withdrawal') return 2;
  return pauses.some(({ id }) => id === what) ? 1 : 0;
}

function reasonOf(plan: Plan, state: CaseState, { what, officer, why }: Awaited): HoldingReason {
  const pause = state.pauses.find(({ id }) => id === what);
  if (pause !== undefined) return { code: 'PAUSED', text: pausing(pause), rules: [] };
  if (what === 'correction') {
    const defects = state.notices.at(-1)?.defects ?? [];
    return { code: 'CORRECTION', text: correcting(defects), rules: defects.map(cited) };
  }
  if (what === 'withdrawal')
    return { code: 'WITHDRAWAL', text: text('撤回请求，等待答复', 'a withdrawal is to be decided'), rules: [] };
  const proposal = state.secondNotices.find(({ id }) => id === what);
  if (proposal !== undefined) return { code: 'CONSENT', text: consenting, rules: proposal.defects.map(cited) };
  const { title } = stepOf(plan, what);
  return officer
    ? {
        code: 'OFFICER',
        text: text(`${title['zh-CN']}：人工审核`, `${title.en}: an officer must look`),
        rules: why.map(cited),
      }
    : { code: 'ASKED', text: text(`${title['zh-CN']}：等待答复`, `${title.en}: an answer is awaited`), rules: [] };
}

const consenting = text('再次告知，待效能监督员同意', 'a second notice waits for the supervisor’s consent');

function consulting(plan: Plan, { who, what }: Awaited, asked: readonly Consultation[]): HoldingReason {
  const { title } = stepOf(plan, what);
  const to = asked.map((one) => one.to);
  return {
    code: 'CONSULTED',
    text: text(
      `${title['zh-CN']}：${who} 征求意见，等待 ${to.join('、')} 答复`,
      `${title.en}: ${who} has asked for an opinion; awaited of ${to.join(', ')}`,
    ),
    rules: [],
  };
}

function pausing({ reason, note }: Pause): Text {
  const { text: why, basis } = pauseReasons[reason];
  return text(`${why['zh-CN']}（${basis}）${note && `：${note}`}`, `${why.en} (${basis})${note && `: ${note}`}`);
}

const correcting = (defects: readonly Defect[]): Text =>
  text(
    `一次性告知${String(defects.length)}项问题，待申请人补正`,
    `defects to be corrected by the applicant: ${String(defects.length)}`,
  );
