import type { Actor, StepAnswer } from '@yichuang/contracts';
import { alreadySo, decided, fail, pass, text, unknown, type Decider, type Rule } from '@yichuang/kernel';
import {
  examination,
  obstacles,
  refusedByOfficer,
  ruled,
  stepAnswerOf,
  withOfficers,
  type Desk,
  type DeskCommand,
  type DeskEvent,
  type OfficersAt,
  type OfficersRuling,
  type TaskBelonging,
} from '@yichuang/host';

/** A desk with five rules of a toy law: what a source is silent about, what wants a look, what must be gone and looked at, what blocks, what only marks. */
interface Facts {
  readonly source: 'yes' | 'no' | 'silent';
  readonly strange: boolean;
  /** Nobody can tell from papers. */
  readonly remote: boolean;
  readonly forbidden: boolean;
}
interface Check extends DeskCommand, DeskEvent {
  readonly type: 'Check';
  readonly facts: Facts;
  readonly round: number;
}
interface Learn extends DeskCommand {
  readonly type: 'Learn';
  readonly source: 'yes' | 'no';
}
interface End extends DeskCommand {
  readonly type: 'End';
}
export type ToyCommand = Check | Learn | End;

interface Taken extends DeskEvent {
  readonly type: 'ToyTaken';
  readonly facts: Facts;
  readonly round: number;
}
interface Learned extends DeskEvent {
  readonly type: 'ToyLearned';
  readonly source: 'yes' | 'no';
}
interface Said extends DeskEvent {
  readonly type: 'ManualReviewRequired' | 'ToyDone' | 'ToyRefused';
  readonly answer: StepAnswer;
}
interface Ended extends DeskEvent {
  readonly type: 'ToyEnded';
}
type Review = Said & { readonly type: 'ManualReviewRequired' };
type Done = Said & { readonly type: 'ToyDone' };
type Refused = Said & { readonly type: 'ToyRefused' };
export type ToyEvent = Taken | Learned | Review | Done | Refused | Ended;

export interface ToyState {
  readonly status: 'idle' | 'review' | 'done' | 'refused' | 'ended';
  readonly facts: Facts | null;
  readonly round: number;
  readonly rulings: readonly OfficersRuling[];
}

export const toyOf: TaskBelonging = {
  principal: 'applicant-1',
  agents: ['agent-1'],
  intakeBy: 'clerk-1',
  correctionsTakenBy: ['clerk-2'],
  authority: '350405',
  hall: '350405',
};

const rule = (id: string, disposal: Rule<Facts>['disposal'], test: Rule<Facts>['test']): Rule<Facts> => ({
  id,
  code: `${id}_CODE`,
  article: 'toy law a.1',
  text: text('玩具规则', 'a toy rule'),
  phase: 'substance',
  disposal,
  test,
});
const heard = { yes: pass({ source: 'yes' }), no: fail('/source'), silent: unknown('/source') };
const law: readonly Rule<Facts>[] = [
  rule('T-SOURCE', 'block', ({ source }) => heard[source]),
  rule('T-STRANGE', 'review', ({ strange }) => (strange ? fail('/strange') : pass())),
  { ...rule('T-REMOTE', 'review', ({ remote }) => (remote ? fail('/remote') : pass())), inspection: true },
  rule('T-FORBIDDEN', 'block', ({ forbidden }) => (forbidden ? fail('/forbidden') : pass())),
  rule('T-MARK', 'tag', () => fail('/mark')),
];

function said({ facts, round, rulings }: ToyState, at: number): Review | Done | Refused {
  if (facts === null) throw new TypeError('nothing was taken');
  const found = ruled(examination(law, facts), rulings);
  const asked = { step: 'toy', round, ruleSet: 'toy-1', accountable: 'toy office' };
  if (obstacles(found).length === 0) return { type: 'ToyDone', at, answer: stepAnswerOf(asked, 'done', found) };
  const no = refusedByOfficer(found) || obstacles(found).some((one) => one.rule === 'T-FORBIDDEN');
  return no
    ? { type: 'ToyRefused', at, answer: stepAnswerOf(asked, 'refused', found) }
    : { type: 'ManualReviewRequired', at, answer: stepAnswerOf(asked, 'review', found) };
}

const toy: Decider<ToyCommand, ToyState, ToyEvent> = {
  initial: { status: 'idle', facts: null, round: 0, rulings: [] },
  decide: {
    Check: ({ at, facts, round }, state) => {
      if (round <= state.round || state.status === 'done' || state.status === 'ended') return alreadySo;
      const taken: Taken = { type: 'ToyTaken', at, facts, round };
      return decided<ToyEvent>(taken, said({ ...state, facts, round, rulings: [] }, at));
    },
    Learn: ({ at, source }, state) => {
      if (state.status !== 'review' || state.facts?.source !== 'silent') return alreadySo;
      const after = { ...state, facts: { ...state.facts, source } };
      return decided<ToyEvent>({ type: 'ToyLearned', at, source }, said(after, at));
    },
    End: ({ at }, { status }) => (status === 'ended' ? alreadySo : decided({ type: 'ToyEnded', at })),
  },
  evolve: {
    ToyTaken: (state, { facts, round }) => ({ ...state, facts, round, rulings: [] }),
    ToyLearned: (state, { source }) => ({ ...state, facts: state.facts && { ...state.facts, source } }),
    ManualReviewRequired: (state) => ({ ...state, status: 'review' }),
    ToyDone: (state) => ({ ...state, status: 'done' }),
    ToyRefused: (state) => ({ ...state, status: 'refused' }),
    ToyEnded: (state) => ({ ...state, status: 'ended' }),
  },
};

const plain: Desk<ToyCommand, ToyState, ToyEvent> = {
  name: 'toy',
  decider: toy,
  audience: { ToyDone: '*', ManualReviewRequired: '*' },
  hears: {},
  recall: ([first]) => {
    if (first?.type === 'ToyTaken') return { type: 'Check', at: first.at, facts: first.facts, round: first.round };
    if (first?.type === 'ToyLearned') return { type: 'Learn', at: first.at, source: first.source };
    if (first?.type === 'ToyEnded') return { type: 'End', at: first.at };
    throw new TypeError(`no decision begins with ${String(first?.type)}`);
  },
};

const officers: OfficersAt<ToyState, ToyEvent> = {
  department: 'tax',
  item: ({ facts, round }) => (facts === null ? null : { number: `QK-${String(round)}`, dueAt: 5_000_000, of: toyOf }),
  open: ({ status }) => status === 'review' || status === 'refused',
  rule: (state, rulings) => ({ ...state, rulings: [...state.rulings, ...rulings] }),
  again: (state, at) => [said(state, at)],
  consults: ['tax', 'seal', 'housing-fund'],
};

export const toyDesk = withOfficers(plain, officers);

export const checkOf = (facts: Partial<Facts> = {}, round = 1): ToyCommand => ({
  type: 'Check',
  at: 1_000,
  round,
  facts: { source: 'silent', strange: true, remote: false, forbidden: false, ...facts },
});

export const person = (id: string, ...roles: Actor['roles']): Actor => ({
  id,
  roles,
  department: 'tax',
  division: '350405',
});
