import { rejected, text, type Rejection } from '@yichuang/kernel';

const list = (words: readonly string[], by: string): string => words.join(by);

export const noToleranceHere = (): Rejection =>
  rejected('NO_TOLERANCE_HERE', text('本事项不适用容缺受理', 'nothing may be owed in this matter'));

export const otherWords = (): Rejection =>
  rejected(
    'OTHER_WORDS',
    text('承诺文本已更新，请重新签署', 'the words of the promise have changed; sign the present ones'),
  );

export const neverOwed = (papers: readonly string[]): Rejection =>
  rejected(
    'NEVER_OWED',
    text(`主要材料不得容缺：${list(papers, '、')}`, `main papers are never owed: ${list(papers, ', ')}`),
  );

export const notAllOwed = (codes: readonly string[]): Rejection =>
  rejected(
    'NOT_ALL_TOLERABLE',
    text(
      `尚有不能容缺的问题：${list(codes, '、')}；请补正后再提交`,
      `these defects cannot be promised away, correct them: ${list(codes, ', ')}`,
    ),
  );

export const gapsNotPromised = (papers: readonly string[]): Rejection =>
  rejected(
    'GAPS_NOT_PROMISED',
    text(
      `承诺补交的材料须与告知的缺件一致：${list(papers, '、')}`,
      `the promise must name what is missing, all of it and nothing else: ${list(papers, ', ')}`,
    ),
  );

export const acceptedAlready = (): Rejection =>
  rejected(
    'ACCEPTED_ALREADY',
    text(
      '申请已视为受理，无须容缺受理；计时已暂停，请补正',
      'it counts as accepted already and needs no promise for that; the clock stands still, correct it',
    ),
  );

export const creditNotClean = (): Rejection =>
  rejected(
    'CREDIT_NOT_CLEAN',
    text(
      '信用核查未通过或者未能核实，不适用容缺受理',
      'credit is not clean, or could not be checked; nothing may be owed until it is',
    ),
  );

export const tooManyDays = (daysMax: number): Rejection =>
  rejected('TOO_MANY_DAYS', text(`最多 ${String(daysMax)} 个工作日`, `no more than ${String(daysMax)} working days`));

export const nothingOwed = (): Rejection =>
  rejected('NOTHING_OWED', text('本办件没有容缺待补的材料', 'this case owes no paper'));

export const deadlinePassed = (): Rejection =>
  rejected('DEADLINE_PASSED', text('补交期限已过', 'the deadline for the missing papers has passed'));

export const stillOwed = (papers: readonly string[]): Rejection =>
  rejected(
    'STILL_OWED',
    text(`须一次补齐，尚缺：${list(papers, '、')}`, `hand in all of it at once; missing: ${list(papers, ', ')}`),
  );

export const notOwed = (papers: readonly string[]): Rejection =>
  rejected('NOT_OWED', text(`未要求补交：${list(papers, '、')}`, `nobody asked for: ${list(papers, ', ')}`));

export const extendedAlready = (): Rejection =>
  rejected('EXTENDED_ALREADY', text('补交期限只能延长一次', 'the deadline is put off once only'));

export const toleranceOfAnother = (): Rejection =>
  rejected(
    'TOLERANCE_OF_ANOTHER',
    text('补交期限只能由审查该材料的机关延长', 'only the authority the paper is for may put its deadline off'),
  );

export const commitmentOfAnother = (): Rejection =>
  rejected(
    'COMMITMENT_OF_ANOTHER',
    text('告知承诺只能由受理该承诺的机关核查', 'only the authority it was promised to inspects a commitment'),
  );

export const inspectedAlready = (): Rejection =>
  rejected('INSPECTED_ALREADY', text('核查已有结论', 'the inspection has come to its end'));

export const promisedFalsely = (): Rejection =>
  rejected(
    'PROMISED_FALSELY',
    text(
      '曾作虚假承诺，信用修复前不适用容缺受理和告知承诺',
      'an earlier promise was false; nothing is promised again until the credit is repaired',
    ),
  );

export const noSuchCommitment = (): Rejection =>
  rejected('NO_SUCH_COMMITMENT', text('本事项没有此项告知承诺', 'this matter has no such commitment'));

export const notCoveredByCommitment = (codes: readonly string[]): Rejection =>
  rejected(
    'NOT_COVERED_BY_COMMITMENT',
    text(
      `承诺不能代替：${list(codes, '、')}；请一并补正`,
      `the commitment does not take the place of: ${list(codes, ', ')}; correct them`,
    ),
  );
