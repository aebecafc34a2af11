import { rejected, text } from '@yichuang/kernel';

export const noSuchProposal = () =>
  rejected('NO_SUCH_PROPOSAL', text('没有这个日历版本', 'there is no such version of a calendar'));
export const proposalWaits = (version: string) =>
  rejected(
    'PROPOSAL_WAITS',
    text(`${version} 尚待发布，请先发布、驳回或者撤回`, `${version} still waits: publish, reject or withdraw it first`),
  );
export const proposalEnded = (version: string) =>
  rejected('PROPOSAL_ENDED', text(`${version} 已处理，不能再改`, `${version} was decided already`));
export const inForceAlready = (version: string) =>
  rejected('CALENDAR_IN_FORCE', text(`与现行 ${version} 完全相同`, `this is ${version}, which is in force`));
export const yearNotNext = (first: number, last: number) =>
  rejected(
    'CALENDAR_YEAR_NOT_NEXT',
    text(
      `只能提出 ${String(first)} 至 ${String(last)} 年的日历`,
      `only calendars of ${String(first)} to ${String(last)} can be proposed`,
    ),
  );
export const notYours = () =>
  rejected('NOT_YOUR_PROPOSAL', text('只有提出人可以撤回', 'only whoever proposed it may withdraw it'));
