import { departments, type Actor } from '@yichuang/contracts';
import { ANSWER_DOOR, CONSULTATION_DESK, type OfficersState } from '@yichuang/host';
import {
  cardActs,
  companyOpeningTolerance,
  hasEnded,
  openPauses,
  openProposal,
  seatCommitment,
  type Card,
  type CardAct,
  type CaseState,
} from '@yichuang/matters';
import { dateOf } from '@yichuang/working-time';
import type { Application, Applying } from './applications.fixture.js';
import {
  agent,
  applicant,
  clerk,
  clerkReviewing,
  head,
  insiders,
  officerActing,
  officerApplying,
  officersIn,
  operator,
  supervisor,
} from './cast.fixture.js';
import type { Stream, World } from './world.fixture.js';

/** An act of a person at a door. */
export interface Act {
  readonly by: Actor;
  readonly at: Stream;
  readonly door: string;
  readonly body: unknown;
}

/** A case of the history: where it is kept, and what is handed in for it. */
export interface Opening {
  readonly stream: Stream;
  readonly applying: Applying;
  /** Who would hand it in by himself. */
  readonly owner: Actor;
}

/** Chooses by a number that a history brings with it: the smaller, the plainer the choice. */
export interface Choice {
  readonly of: <T>(list: readonly T[]) => T | undefined;
  readonly below: (limit: number) => number;
}

/** Nought always takes the first. */
export function choiceBy(number: number): Choice {
  let state = number;
  const below = (limit: number): number => {
    if (number === 0) return 0;
    state = mixed(state);
    return state % limit;
  };
  return { below, of: (list) => list[list.length === 0 ? 0 : below(list.length)] };
}

/** The next of a row of numbers that look like chance (after mulberry32). */
export function mixed(number: number): number {
  const seed = (number + 0x6d2b79f5) | 0;
  const once = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  const twice = once ^ (once + Math.imul(once ^ (once >>> 7), 61 | once));
  return (twice ^ (twice >>> 14)) >>> 0;
}

type Acts = (world: World, opening: Opening, choice: Choice) => readonly Act[];

const caseOf = ({ stream }: Opening): CaseState => stream.state as CaseState;
const print = 'a'.repeat(64);
const NOTE = '情况说明';

/** What the applicant may do, or the clerk for him, as the case stands. */
const ofApplicants: Acts = (_world, opening, choice) => {
  const { stream, owner, applying } = opening;
  const { phase, tolerance, rating, entrusted } = caseOf(opening);
  const mayAct = entrusted.some(({ as }) => as === 'agent') && choice.below(2) === 0;
  if (phase !== 'none' && choice.below(12) === 0) return entrusting(opening);
  const acting = mayAct ? agent : owner;
  const act = (door: string, body: unknown = {}): Act => ({ by: acting, at: stream, door, body });
  const { version } = companyOpeningTolerance;
  const promise = { papers: ['property-certificate'], version, sha256: print };
  const commit = act('commit', { commitment: 'seat', version: seatCommitment.version, sha256: print });
  switch (phase) {
    case 'none':
      return [act('submit', applying.first.body), takenIn(opening, choice)];
    case 'awaiting-correction':
      return [
        act('correct', handedInAgain(applying.corrected)),
        act('promise', promise),
        act('promise', { ...promise, workingDays: 1 }),
        act('promise', { ...promise, workingDays: 1 }),
        commit,
        act('correct', handedInAgain(applying.first)),
        ...seldom(choice, 3, [takenAgain(opening, choice)]),
        ...seldom(choice, 3, [act('insist'), act('withdraw')]),
      ];
    case 'intake':
    case 'work': {
      const owed = { papers: [{ kind: 'property-certificate', sha256: 'b'.repeat(64) }] };
      return tolerance?.status === 'open'
        ? seldom(choice, 3, [act('supplement', owed), commit, act('promise', promise), act('withdraw')])
        : seldom(choice, 12, [act('withdraw')]);
    }
    case 'completed':
    case 'declined':
    case 'refused':
    case 'withdrawn':
    case 'terminated':
      return seldom(choice, rating === undefined ? 2 : 12, [
        act('rate', { stars: 1 + choice.below(5), tags: ['fast'] }),
        act('withdraw'),
      ]);
  }
};

const entrusting = ({ stream: at, owner: by }: Opening): readonly Act[] => [
  { by, at, door: 'entrust', body: { to: agent.id, as: 'agent' } },
  // who sits at a desk the case comes to
  { by, at, door: 'entrust', body: { to: officerActing.id, as: 'agent' } },
  { by, at, door: 'revoke', body: { from: officerActing.id } },
  { by, at, door: 'entrust', body: { to: agent.id, as: 'helper' } },
  { by, at, door: 'revoke', body: { from: agent.id } },
  { by: head, at, door: 'name-manager', body: { to: clerk.id } },
  { by: head, at, door: 'name-manager', body: { to: agent.id } },
];

/** These, once in so many times; else nothing. */
const seldom = (choice: Choice, times: number, acts: readonly Act[]): readonly Act[] =>
  choice.below(times) === 0 ? acts : [];

/** The whole form again, as the door for it takes it. */
function handedInAgain({ body: { inputs, leftOut, sections } }: Application): object {
  return { inputs, leftOut, sections };
}

function takenIn({ stream, owner, applying }: Opening, choice: Choice): Act {
  const presence = { signed: 'paper', papersSeen: [] };
  const by = choice.of([clerk, clerkReviewing]) ?? clerk;
  return { by, at: stream, door: 'intake', body: { ...applying.first.body, principal: owner.id, presence } };
}

/** 窗口补正: whoever sits at the counter that day takes it, if he may. */
function takenAgain({ stream, applying }: Opening, choice: Choice): Act {
  const body = { ...handedInAgain(applying.corrected), presence: { signed: 'pad', papersSeen: [] } };
  return { by: choice.of([clerk, clerkReviewing]) ?? clerk, at: stream, door: 'correct-at-counter', body };
}

/** What waits at the desks: claimed, recommended, decided, and whatever else officers do about it. */
const ofOfficers: Acts = (world, opening, choice) =>
  [...world.streams.values()]
    .filter((one) => one.caseId === opening.stream.caseId)
    .flatMap((at) => {
      if (at.desk.name === CONSULTATION_DESK) return answering(world, at, choice);
      return isOfficed(at.state) ? deskActs(world, at, caseOf(opening), choice) : [];
    });

/** What another department asked is answered, or left until the time is over. */
function answering({ now }: World, at: Stream, choice: Choice): readonly Act[] {
  const { questions, claim } = at.state as Asked;
  const here = officersIn(at.service.name);
  const some = choice.of(here);
  const asked = choice.of(questions);
  if (some === undefined || asked === undefined) return [];
  const take = { by: some, at, door: 'claim', body: {} };
  if (claim === null || claim.until <= now) return [take, take, take];
  const by = insiders.find(({ id }) => id === claim.by) ?? some;
  const opinion = choice.of(['no-objection', 'objection']);
  const article = opinion === 'objection' ? '行政许可法 a.38' : null;
  const answer = { by, at, door: ANSWER_DOOR, body: { consultation: asked.id, opinion, reason: NOTE, article } };
  const passOn: readonly Act[] = [
    { by, at, door: 'release', body: {} },
    { by, at, door: 'hand-over', body: { to: some.id } },
    { by: choice.of(here.filter(isApprover)) ?? some, at, door: 'assign', body: { to: some.id } },
  ];
  return [...passOn, ...passOn.map(() => answer), ...passOn.map(() => answer)];
}

/** What lies on the desk that is asked. */
interface Asked {
  readonly questions: readonly { readonly id: string }[];
  readonly claim: { readonly by: string; readonly until: number } | null;
}

const isOfficed = (state: unknown): state is { readonly officers: OfficersState } =>
  typeof state === 'object' && state !== null && 'officers' in state;

function deskActs({ now }: World, at: Stream, { phase, round }: CaseState, choice: Choice): readonly Act[] {
  const { officers } = at.state as { readonly officers: OfficersState };
  const { answer, calls, claim, questions, recommended, since } = officers;
  if (answer === null) return [];
  const here = officersIn(at.service.name);
  const act = (by: Actor | undefined, door: string, body: unknown = {}): Act[] =>
    by === undefined ? [] : [{ by, at, door, body }];
  const some = choice.of(here);
  const rare = [
    ...act(some, 'inspect', { findings: choice.of(['属实', '不属实']) }),
    ...act(choice.of(here.filter(isApprover)), 'override', {
      rulings: overriding(answer, choice),
      reason: NOTE,
    }),
  ];
  // what a person finds in a second round could often have been told in the first
  if (since === null) return seldom(choice, phase === 'intake' && round > 1 ? 3 : 40, rare);
  const wanted = here.filter((one) => (recommended === null ? isReviewer(one) : isApprover(one)));
  const others = here.filter(({ id }) => id !== recommended?.by && wanted.some((one) => one.id === id));
  const assign = act(choice.of(here.filter(isApprover)), 'assign', { to: choice.of(others)?.id ?? 'nobody' });
  if (claim === null || claim.until <= now) return [...act(choice.of(others), 'claim'), ...assign, ...rare];
  const holder = insiders.find(({ id }) => id === claim.by);
  const verdict = choice.below(4) === 0 ? 'fail' : 'pass';
  const rulings = calls.map(({ rule }) => ruling(rule, verdict));
  const work =
    recommended === null
      ? act(holder, 'recommend', { rulings, opinion: NOTE })
      : act(holder, 'decide', { rulings, ...(choice.below(2) === 0 ? { reason: NOTE } : {}) });
  const consult = act(holder, 'consult', {
    to: choice.of(departments.filter((name) => name !== at.service.name)),
    question: NOTE,
    minutes: choice.of([15, null, 60]),
  });
  const back = choice.of(questions.filter(({ ending }) => ending === null));
  return [
    ...work,
    ...work,
    ...work,
    ...act(holder, 'hand-over', { to: choice.of(here)?.id ?? 'nobody' }),
    ...act(holder, 'release'),
    ...consult,
    ...(back === undefined ? [] : act(holder, 'withdraw-question', { consultation: back.id })),
    ...assign,
    ...rare,
  ];
}

const isReviewer = ({ roles }: Actor): boolean => roles.includes('reviewer');
const isApprover = ({ roles }: Actor): boolean => roles.includes('approver');

const ruling = (rule: string, verdict: 'pass' | 'fail'): object => ({
  rule,
  verdict,
  reason: NOTE,
  article: verdict === 'fail' ? '行政许可法 a.38' : null,
});

function overriding({ rules }: NonNullable<OfficersState['answer']>, choice: Choice): readonly object[] {
  const fails = choice.of(rules.pass);
  const passes = choice.of(rules.fail);
  return passes !== undefined ? [ruling(passes, 'pass')] : [ruling(fails ?? 'R-NONE-01', 'fail')];
}

/** What stops and moves clocks: officers and the clerk for a listed cause, the head of an authority, two for an outage. */
const onClocks: Acts = ({ now }, opening, choice) => {
  const { stream } = opening;
  const state = caseOf(opening);
  if (state.phase === 'none' || (hasEnded(state) && choice.below(12) > 0)) return [];
  const act = (by: Actor | undefined, door: string, body: unknown): Act[] =>
    by === undefined ? [] : [{ by, at: stream, door, body }];
  const officer = choice.of(insiders.filter(({ department }) => department !== null));
  const registrars = officersIn('market-regulation');
  const reason = choice.of(['APPLICANT', 'INSPECTION', 'HEARING', 'EXPERT_REVIEW', 'TESTING', 'CORRECTION']);
  // what was paused for papers goes on with the papers
  const pause = openPauses(state).find(({ reason: why }) => why !== 'TOLERANCE');
  const resumes = insiders.filter(({ department }) => department !== null && department === pause?.department);
  const resumed = { reason: pause?.reason ?? 'APPLICANT', department: pause?.department ?? null };
  const putOff = act(choice.of(registrars.filter(isApprover)), 'extend-papers', { workingDays: 1, note: NOTE });
  const lifting = act(
    choice.of(resumes.length > 0 ? resumes : [officer, clerk].filter((one) => one !== undefined)),
    'resume',
    resumed,
  );
  return [
    ...act(choice.of([officer, clerk].filter((one) => one !== undefined)), 'pause', {
      reason,
      note: NOTE,
      expectedOn: dateOf(now),
    }),
    ...lifting,
    ...(pause === undefined ? [] : [...lifting, ...lifting, ...lifting]),
    ...seldom(choice, state.phase === 'work' ? 1 : 12, [
      ...act(choice.of(registrars.filter(isApprover)), 'extend', { reason: 'REGISTRATION_HEAD', note: NOTE }),
      ...act(choice.of(registrars.filter(isApprover)), 'restart', { reason: 'APPLICATION_REPLACED', note: NOTE }),
    ]),
    ...seldom(choice, state.tolerance?.status === 'open' ? 1 : 20, [
      ...act(choice.of(registrars), 'pause-for-papers', { note: NOTE }),
      ...putOff,
      ...putOff,
      ...putOff,
    ]),
    ...(state.outages.at(-1)?.approvedBy === null
      ? act(head, 'approve-outage', {})
      : act(operator, 'declare-outage', { note: NOTE })),
  ];
};

/** What becomes of cards, and of promises that were signed. */
const ofWatchers: Acts = (_world, opening, choice) => {
  const { stream } = opening;
  const state = caseOf(opening);
  const { cards, commitments, phase } = state;
  if (phase === 'none') return [];
  const proposal = openProposal(state);
  if (proposal !== null) {
    const decision = choice.of(['refuse', 'consent', 'refuse']);
    return [
      {
        by: supervisor,
        at: stream,
        door: 'consent-to-notice',
        body: { proposal: proposal.id, decision, reason: NOTE },
      },
    ];
  }
  const department = choice.of(['tax', 'market-regulation', null]) ?? null;
  const issue: Act = {
    by: supervisor,
    at: stream,
    door: 'issue-card',
    body: { kind: choice.of(['yellow', 'red']), department, words: NOTE },
  };
  const asking = Object.values(cards).filter(({ kind }) => kind !== 'early-warning' && kind !== 'escalation');
  const card = choice.of(choice.below(6) === 0 ? Object.values(cards) : asking);
  const signed = commitments.filter(({ status }) => status === 'signed');
  const looked = choice.of(officersIn('market-regulation'));
  const inspected =
    looked === undefined
      ? []
      : signed.map((one): Act => ({
          by: looked,
          at: stream,
          door: 'inspect-commitment',
          body: { commitment: one.id, found: choice.of(['true', 'false']), note: NOTE },
        }));
  return [...(card === undefined ? [] : onCard(stream, card, choice)), ...seldom(choice, 8, [issue]), ...inspected];
};

/** What comes next in the life of a card. */
const NEXT: Readonly<Partial<Record<Card['state'], readonly CardAct[]>>> = {
  issued: ['explain', 'uphold', 'cancel'],
  explained: ['uphold', 'uphold', 'cancel'],
  upheld: ['rectify'],
  rectified: ['close'],
};

function onCard(at: Stream, card: Card, choice: Choice): readonly Act[] {
  const holders = card.department === null ? [head] : officersIn(card.department);
  const wanted = choice.below(6) === 0 ? cardActs : (NEXT[card.state] ?? []);
  return wanted.flatMap((one) => {
    const by = one === 'explain' || one === 'rectify' ? choice.of(holders) : supervisor;
    return by === undefined ? [] : [{ by, at, door: `${one}-card`, body: { card: card.id, words: NOTE } }];
  });
}

/** What people have to do, by how often they do it: work first, watching when there is something to watch. */
const WEIGHED: readonly Acts[] = [ofOfficers, ofApplicants, ofOfficers, onClocks, ofOfficers, ofWatchers, ofApplicants];

/** An act that has its place now, or something like it; none where nobody has anything to do. */
export function anAct(world: World, opening: Opening, choice: Choice): Act | undefined {
  const first = choice.below(WEIGHED.length);
  for (let turn = 0; turn < WEIGHED.length; turn += 1) {
    const acts = WEIGHED[(first + turn) % WEIGHED.length]?.(world, opening, choice) ?? [];
    const act = choice.of(acts);
    if (act !== undefined) return act;
  }
  return undefined;
}

export const owners: readonly Actor[] = [applicant, officerApplying];
