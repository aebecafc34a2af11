import { alreadySo, type Decision } from '@yichuang/kernel';
import type { CaseEvent, Defect } from './case-events.js';
import type { CaseState } from './case-state.js';
import { signedBy } from './commitment-signing.js';
import { resumingFromCorrection } from './clock-pausing.js';
import { accept } from './conclusions.js';
import { barredFromAnswering, withinCalendar } from './handing-in.js';
import { settle, type Run } from './settle.js';
import type { SignCommitment } from './tolerance-commands.js';
import { barredFromOwing, goOn } from './tolerance-decisions.js';
import * as not from './tolerance-rejections.js';

/** 告知承诺: the promise takes the place of the proof, and it is decided at once. Also of what was to be handed in later. */
export function signCommitment(run: Run, command: SignCommitment, state: CaseState): Decision<CaseEvent> {
  const { commitment, version, print, at, by } = command;
  if (state.commitments.some((one) => one.id === commitment && one.print === print)) return alreadySo;
  const owing = state.tolerance?.status === 'open' ? state.tolerance : null;
  const barred = owing !== null ? barredFromOwing(state) : barredFromAnswering(state);
  if (barred !== null) return barred;
  if ((command.holders ?? []).length > 0) return not.promisedFalsely();
  const law = run.book.plan.commitments?.find(({ id }) => id === commitment);
  if (law === undefined) return not.noSuchCommitment();
  if (version !== law.version) return not.otherWords();
  const wanting: readonly Pick<Defect, 'code' | 'rule' | 'department'>[] =
    owing !== null ? owing.gaps : (state.notices.at(-1)?.defects ?? []);
  const others = wanting.filter(({ rule, department }) => rule !== law.rule || department !== law.department);
  if (others.length > 0) return not.notCoveredByCommitment([...new Set(others.map(({ code }) => code))]);
  const signed = signedBy(law, state, { at, by, print });
  if (owing !== null) return withinCalendar(() => goOn(run, state, signed, command));
  return withinCalendar(() => {
    const follows =
      state.acceptedAt === null
        ? accept(run.book, state, { ...command, asOf: at })
        : resumingFromCorrection(run.book, state, command);
    return settle(run, state, [signed, ...follows], command);
  });
}
