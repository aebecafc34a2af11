/** What codes in the departments' results are called on paper; a code that is not named is printed as it is. */
type Words = Readonly<Record<string, string>>;

export const seals: Words = {
  enterprise: '法定名称章',
  finance: '财务专用章',
  invoice: '发票专用章',
  'legal-representative': '法定代表人名章',
  contract: '合同专用章',
};
export const shapes: Words = { round: '圆形', oval: '椭圆形', square: '方形' };
export const materials: Words = { standard: '普通材质', chip: '芯片印章' };
export const deliveries: Words = { window: '窗口领取', mail: '邮寄' };
export const taxpayers: Words = { 'small-scale': '小规模纳税人', general: '一般纳税人' };
export const standards: Words = { enterprise: '企业会计准则', 'small-enterprise': '小企业会计准则' };
export const methods: Words = { independent: '独立核算', dependent: '非独立核算' };
export const periods: Words = { month: '按月', quarter: '按季', year: '按年' };
export const insurances: Words = { pension: '企业职工基本养老保险', injury: '工伤保险', unemployment: '失业保险' };

export const called = (words: Words, code: string): string =>
  Object.hasOwn(words, code) ? (words[code] ?? code) : code;
