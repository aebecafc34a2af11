import { text, type Text } from '@yichuang/kernel';
import type { ChangedCase, Side, WhatIfReport } from '@yichuang/matters';
import { toMinutes } from '@yichuang/working-time';
import { shownTime } from '../appraisals.js';

/** Both sides of a what-if for people, with what each figure rests on and what was supposed. */
export function shownWhatIf(report: WhatIfReport): object {
  const { cases, recorded, simulated, changed, waits, actsWithoutPlace, beyondCalendar } = report;
  return {
    cases,
    beyondCalendar,
    actsWithoutPlace,
    recorded: shownSide(recorded),
    simulated: shownSide(simulated),
    changed: { count: changed.count, cases: changed.named.map(shownChanged) },
    officers: waits.map(({ department, ...waited }) => ({
      department,
      pieces: waited.cases,
      waited: shownTime(waited),
    })),
    restsOn,
    supposed,
  };
}

const shownSide = ({ deadlines, clock, departments, steps, applicant, house, cards }: Side): object => ({
  deadlines,
  clock: shownTime(clock),
  departments: departments.map(({ department, held, heldByOfficers }) => ({
    department,
    held: shownTime(held),
    heldByOfficers: shownTime(heldByOfficers),
  })),
  steps: steps.map(({ department, step, ...time }) => ({ department, step, ...shownTime(time) })),
  applicant: shownTime(applicant),
  house: shownTime(house),
  cards,
});

const shownChanged = ({ recordedMillis, simulatedMillis, ...one }: ChangedCase): object => ({
  ...one,
  recordedMinutes: recordedMillis === null ? null : toMinutes(recordedMillis),
  simulatedMinutes: simulatedMillis === null ? null : toMinutes(simulatedMillis),
});

/** By the name of the figure, on either side. */
const restsOn: Readonly<Record<string, Text>> = {
  deadlines: text(
    '办结时本办件总时限的状态；未受理、撤回、终止的办件不计（none），推演中未到终点的计入 open',
    'how the limit of the case stood when it ended; none: it was not accepted, withdrawn or terminated; open: in the simulation it came to no end',
  ),
  clock: text(
    '已办结时限的总时钟所计工作时间',
    "working time on the case's own clock, where its limit was met or breached",
  ),
  departments: text(
    '与部门考核相同：每一工作分钟只属一方（docs/decisions/0024）',
    'as in the appraisal: every working minute is one holder’s (docs/decisions/0024)',
  ),
  steps: text('同上，按环节', 'the same, by step'),
  cards: text(
    '时限达到阈值而自动发出且未收回的督办牌，人工签发的不计',
    'cards that a clock raised and that were not taken back; those that a person issued are not counted',
  ),
  officers: text(
    '每件人工事项从到达窗口到有人着手的工作时间',
    'working time of each piece of work from its arrival at the desk until an officer began it',
  ),
};

/** How what was not recorded is made up. */
const supposed: readonly Text[] = [
  text('机器作答、申请人补正所用时间与实际相同', 'machines and applicants take as long as they took'),
  text(
    '计人数的部门按到达先后办理，一人一次一件，在办公时间内；每件占用自认领起的工作时间，没有认领记录的占用全部等候时间，扣除暂停，另有设定的除外',
    'counted officers take pieces of work in the order in which they come, one at a time, in office hours; each keeps one busy for the working time for which somebody had it in hand, or, where nobody is known to have, for all of its time at the desk, pauses apart, unless another is given',
  ),
  text(
    '人数按部门在每一区划计；只计本期办结的办件，期外办件不占用人员',
    'officers are counted for each department in each division; cases that did not end in the period take none of their time',
  ),
  text('时限到期即触发', 'timers go off when they are due'),
];
