/** One item of the catalogue of business scopes, as the applicant copies it. */
export interface ScopeChoice {
  readonly code: string;
  readonly text: string;
  /** GB/T 4754 class. */
  readonly gbt4754: string;
}

const item = (code: string, text: string, gbt4754: string): ScopeChoice => ({ code, text, gbt4754 });

const software = item('H001', '软件开发', '6513');
const consulting = item('H002', '信息技术咨询服务', '6560');
const snacks = item('H003', '小吃服务', '6291');
const delivery = item('H004', '外卖递送服务', '6242');
const bamboo = item('H005', '竹制品制造', '2041');
const agriculture = item('H006', '农业科学研究和试验发展', '7330');
const clothing = item('H007', '服装服饰零售', '5232');
const exhibitions = item('H008', '会议及展览服务', '7289');
const catering = item('H009', '餐饮服务', '6210');
const gardens = item('H011', '园林绿化工程施工', '4891');
const tea = item('H012', '茶叶种植', '0164');

/** An item that may be taken up only with an approval obtained before (前置审批). */
export const explosives = item('H010', '民用爆炸物品销售', '5169');

/** Industry word of the name, main item (whose class is the company's), and items that may go with it. */
export interface Industry {
  readonly word: string;
  readonly main: ScopeChoice;
  readonly others: readonly ScopeChoice[];
}

export const industries: readonly Industry[] = [
  { word: '软件开发', main: software, others: [consulting, exhibitions] },
  { word: '信息技术', main: consulting, others: [software, exhibitions] },
  { word: '餐饮', main: catering, others: [snacks, delivery] },
  { word: '小吃', main: snacks, others: [delivery, catering] },
  { word: '竹制品', main: bamboo, others: [clothing, gardens] },
  { word: '农业科技', main: agriculture, others: [tea, consulting] },
  { word: '服装', main: clothing, others: [exhibitions, delivery] },
  { word: '会展服务', main: exhibitions, others: [consulting, catering] },
  { word: '园林绿化', main: gardens, others: [tea, exhibitions] },
  { word: '茶业', main: tea, others: [clothing, agriculture] },
];
