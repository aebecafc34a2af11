import type { CheckNameData } from '@yichuang/contracts';
import type { LibraryAnswer, NameFacts, Rival } from './facts.js';
import { factsOf } from './facts.js';

/** The name check of sample A: 三明市沙县区虚杉软件开发有限公司. Every name is fictional. */
export const data: CheckNameData = {
  name: {
    division: '三明市沙县区',
    trade: '虚杉',
    industry: '软件开发',
    form: '有限公司',
    declaresSimilar: false,
    relatedTo: [],
  },
  gbt4754: '6513',
  preApprovalNeeded: false,
};

export const authority = '350405';

/** The facts of sample A's name with some of its fields changed. */
export const factsWith = (
  change: Partial<CheckNameData['name']> = {},
  rest: Partial<Omit<CheckNameData, 'name'>> = {},
): NameFacts => factsOf(authority, { ...data, ...rest, name: { ...data.name, ...change } });

export const emptyLibrary: LibraryAnswer = { names: [], list: 'registered-names-fictional-2026.1', simulated: true };

/** A company of the same industry that was there before. */
export const rival: Rival = {
  companyName: '三明市沙县区虚存软件有限公司',
  tradeName: '虚存',
  sound: 'xu cun',
  industry: '软件',
  gbt4754Division: '65',
  status: 'registered',
  since: '2019-05-06',
};
