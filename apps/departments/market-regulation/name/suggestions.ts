import { text } from '@yichuang/kernel';
import type { Suggestion } from './events.js';

const changeTradeName: Suggestion = {
  kind: 'change-trade-name',
  path: '/name/trade',
  text: text('更换字号', 'Take another trade name'),
};

const proveRelation: Suggestion = {
  kind: 'prove-relation',
  path: '/name/relatedTo',
  text: text(
    '与该企业有投资关系或者取得其授权的，填报该企业名称并提交证明（企业名称登记管理规定 a.15、a.17）',
    'Where one invests in the other, or it has given its authorisation, name it and prove it (NAME a.15, 17)',
  ),
};

const declareLiability: Suggestion = {
  kind: 'declare-liability',
  path: '/name/declaresSimilar',
  text: text(
    '承诺因名称近似引发争议时依法承担责任（企业名称登记管理规定 a.16）',
    'Declare that you bear the liability for a similar name (NAME a.16)',
  ),
};

export const onConflict: readonly Suggestion[] = [changeTradeName, proveRelation];
export const onSimilarity: readonly Suggestion[] = [changeTradeName, declareLiability, proveRelation];
