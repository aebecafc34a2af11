/**
 * Industries closed to foreign investment, by GB/T 4754-2017 class: an excerpt of 外商投资准入特别管理措施（负面清单）
 * (2024年版), likely and to be read against the list in force before use.
 */
export const foreignNegativeList: {
  readonly version: string;
  readonly validFrom: string;
  readonly classes: Readonly<Record<string, string>>;
} = {
  version: 'foreign-negative-list-2024',
  validFrom: '2024-11-01',
  classes: {
    '0412': '中国管辖海域及内陆水域水产品捕捞',
    '5128': '烟叶、卷烟、复烤烟叶及其他烟草制品的批发',
    '5227': '烟叶、卷烟、复烤烟叶及其他烟草制品的零售',
    '6021': '邮政公司、信件的国内快递业务',
    '6025': '网络出版服务、网络视听节目服务',
    '7231': '中国法律事务',
    '7246': '社会调查',
    '8610': '新闻机构',
    '8621': '图书、报纸、期刊的编辑、出版',
  },
};
