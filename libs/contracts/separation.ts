import { text, type Text } from '@yichuang/kernel';
import type { Role } from './people.js';

/** What one person did and another may therefore not do; the last four are of a proposal or an outage, not of a case. */
export const deeds = [
  'intake',
  'review',
  'approve',
  'inspect',
  'hear',
  'consult',
  'advise',
  'consent',
  'propose',
  'publish',
  'declare-outage',
  'approve-outage',
] as const;
export type Deed = (typeof deeds)[number];

export interface PastDeed {
  readonly act: Deed;
  /** Id of the actor. */
  readonly by: string;
}

/** Who acts, as far as the rules look at him. */
export interface Acting {
  /** Id of the actor. */
  readonly id: string;
  readonly roles: readonly Role[];
}

/** May this actor do this act, after what others did in the same case (or to the same proposal, in the same outage)? */
export interface IntendedDeed {
  readonly actor: Acting;
  readonly act: Deed;
  readonly done: readonly PastDeed[];
  /** Ids of whoever applies or acts for him, and of those the actor has declared as kin. */
  readonly applicants: readonly string[];
  /** The case needs an inspection on the spot, whether or not one has begun. */
  readonly inspection?: boolean;
}

export interface SeparationRule {
  readonly id: string;
  /** Where it is written; `本系统 [P]` where it is this house’s own. */
  readonly article: string;
  readonly text: Text;
  readonly isBroken: (intended: IntendedDeed) => boolean;
}

/** What a refusal says of the rule it rests on. */
export type SeparationFault = Pick<SeparationRule, 'id' | 'article' | 'text'>;

const OURS = '本系统 [P]';
const onPaper: readonly Deed[] = ['intake', 'review', 'approve'];
const onCases: readonly Deed[] = [...onPaper, 'inspect', 'hear', 'consult', 'advise'];

const withoutOutcome: readonly Role[] = [
  'supervisor',
  'auditor',
  'system-administrator',
  'security-administrator',
  'audit-administrator',
];

const did = ({ actor, done }: IntendedDeed, ...what: readonly Deed[]): boolean =>
  done.some(({ act, by }) => by === actor.id && what.includes(act));

/** Of two acts one person does one, whichever comes first. */
const parted =
  (...pair: readonly Deed[]) =>
  (intended: IntendedDeed): boolean =>
    pair.includes(intended.act) && did(intended, ...pair.filter((one) => one !== intended.act));

function inspectors(done: readonly PastDeed[]): number {
  return new Set(done.filter(({ act }) => act === 'inspect').map(({ by }) => by)).size;
}

/** Once it is known that somebody must go and look, nobody decides before two have. */
function isInspectedByFewer({ act, done, inspection = false }: IntendedDeed): boolean {
  const seenBy = inspectors(done);
  return act === 'approve' && (inspection || seenBy > 0) && seenBy < 2;
}

export const separationRules: readonly SeparationRule[] = [
  {
    id: 'R-SOD-01',
    article: OURS,
    text: text(
      '同一办件的受理、审核、核准由不同的人办理',
      'Intake, review and approval of one case are done by different people',
    ),
    isBroken: parted(...onPaper),
  },
  {
    id: 'R-SOD-02',
    article: OURS,
    text: text('不得办理本人或者亲属的办件', 'Nobody acts on a case of his own, or of his kin'),
    isBroken: ({ actor, act, applicants }) => [...onCases, 'consent'].includes(act) && applicants.includes(actor.id),
  },
  {
    id: 'R-SOD-03',
    article: '行政许可法 a.34',
    text: text(
      '需要实地核查的，由两名以上工作人员核查后方可核准',
      'Where the substance is inspected, two or more officers do so before approval',
    ),
    isBroken: isInspectedByFewer,
  },
  {
    id: 'R-SOD-04',
    article: '行政许可法 a.48',
    text: text('听证主持人不得是审查该申请的人员', 'Whoever reviews an application does not hold its hearing'),
    isBroken: parted('hear', 'review'),
  },
  {
    id: 'R-SOD-05',
    article: OURS,
    text: text('监督、审计和管理人员不得影响办理结果', 'Supervisor, auditor and administrators change no outcome'),
    isBroken: ({ actor, act }) => onCases.includes(act) && actor.roles.some((one) => withoutOutcome.includes(one)),
  },
  {
    id: 'R-SOD-06',
    article: OURS,
    text: text(
      '规则、日历和词表的提出与发布由不同的人办理',
      'Whoever proposes rules, a calendar or a word list does not publish them',
    ),
    isBroken: parted('propose', 'publish'),
  },
  {
    id: 'R-SOD-07',
    article: OURS,
    text: text(
      '公共设施故障由一人报告、另一人批准',
      'An outage of a public utility is declared by one and approved by another',
    ),
    isBroken: parted('declare-outage', 'approve-outage'),
  },
  {
    id: 'R-SOD-08',
    article: OURS,
    text: text('征求意见和答复由不同的人办理', 'Whoever asks for an opinion does not give it'),
    isBroken: parted('consult', 'advise'),
  },
];

/** Every rule that stands in the way, never only the first; none: he may. */
export const separationFaults = (intended: IntendedDeed): readonly SeparationFault[] =>
  separationRules.filter(({ isBroken }) => isBroken(intended)).map(({ id, article, text }) => ({ id, article, text }));
