import type { Door } from '@yichuang/host';
import {
  commitmentInput,
  extendToleranceInput,
  inspectionInput,
  pauseForPapersInput,
  promiseInput,
  supplementInput,
  type CaseCommand,
  type CaseState,
  type CommitmentInput,
  type ExtendToleranceInput,
  type InspectionInput,
  type PauseForPapersInput,
  type PromiseInput,
  type SupplementInput,
} from '@yichuang/matters';

type PromiseDoor = 'promise' | 'supplement' | 'commit' | 'inspect-commitment' | 'pause-for-papers' | 'extend-papers';

/**
 * 容缺受理 and 告知承诺. To promise, to hand in what was promised and to sign what takes the place of a proof answer a notice,
 * so they are for whoever may correct; the clock and the deadline are the officers'.
 */
export const promiseDoors = (
  answer: (state: CaseState) => unknown,
): Readonly<Record<PromiseDoor, Door<CaseCommand, CaseState>>> => ({
  promise: {
    action: 'case.correct',
    meets: ['mandate'],
    schema: promiseInput,
    command: ({ sha256: print, ...given }: PromiseInput, { now: at, actor }) => ({
      type: 'PromisePapers',
      at,
      by: actor.id,
      print,
      ...given,
    }),
    answer,
  },
  supplement: {
    action: 'case.correct',
    meets: ['mandate'],
    schema: supplementInput,
    command: (given: SupplementInput, { now: at, actor }) => ({ type: 'SupplyPapers', at, by: actor.id, ...given }),
    answer,
  },
  commit: {
    action: 'case.correct',
    meets: ['mandate'],
    schema: commitmentInput,
    command: ({ sha256: print, ...given }: CommitmentInput, { now: at, actor }) => ({
      type: 'SignCommitment',
      at,
      by: actor.id,
      print,
      ...given,
    }),
    answer,
  },
  'inspect-commitment': {
    action: 'step.inspect',
    meets: ['second-person'],
    schema: inspectionInput,
    command: (given: InspectionInput, { now: at, actor }) => ({
      type: 'InspectCommitment',
      at,
      by: actor.id,
      roles: actor.roles,
      department: actor.department,
      ...given,
    }),
    answer,
  },
  'pause-for-papers': {
    action: 'clock.pause',
    meets: ['coded-cause'],
    schema: pauseForPapersInput,
    command: ({ note }: PauseForPapersInput, { now: at, actor }) => ({
      type: 'PauseClock',
      at,
      by: actor.id,
      reason: 'TOLERANCE',
      department: actor.department,
      note,
      expectedOn: null,
    }),
    answer,
  },
  'extend-papers': {
    action: 'clock.extend',
    meets: ['reason'],
    schema: extendToleranceInput,
    command: (given: ExtendToleranceInput, { now: at, actor }) => ({
      type: 'ExtendTolerance',
      at,
      by: actor.id,
      department: actor.department,
      ...given,
    }),
    answer,
  },
});
