/**
 * 企业名称禁限用字词: words a name may not hold, may hold only with an approval, or had better not hold, with what the law
 * says of each. Categories are the items of NAME a.11 and a.12; the words of action `block` stand in the law itself or in
 * the rule of 2017 on forbidden and restricted names (sure). What is only likely goes to an officer or leaves a mark.
 */
export type ForbiddenAction = 'block' | 'needs-approval' | 'warn';
/** `trade`: only in the trade name; in the industry the word may say what the business is about. */
type Where = 'trade' | 'anywhere';

export interface ForbiddenWord {
  readonly word: string;
  readonly category: string;
  readonly basis: string;
  readonly action: ForbiddenAction;
  readonly where: Where;
}

interface Entry extends Omit<ForbiddenWord, 'word'> {
  readonly words: string;
}

const block = (category: string, item: number, where: Where, words: string): Entry => ({
  words,
  category,
  basis: `企业名称登记管理规定 a.11(${String(item)})`,
  action: 'block',
  where,
});
const approval = (category: string, basis: string, where: Where, words: string): Entry => ({
  words,
  category,
  basis,
  action: 'needs-approval',
  where,
});

const entries: readonly Entry[] = [
  block(
    'state-dignity',
    1,
    'anywhere',
    '支那 黑太阳 福尔摩萨 东突 台独 藏独 疆独 港独 占中 大东亚 大和 满洲国 中华民国',
  ),
  block('public-interest', 2, 'anywhere', '九一一 大地主 法西斯 邪教 法轮功'),
  block(
    'party-government-army',
    3,
    'anywhere',
    '共产党 中共 国民党 共青团 党中央 国务院 人大常委 政治局 中纪委 解放军 武警 八一军 人民政府 公安局 检察院 人民法院 海关总署 全国总工会',
  ),
  block(
    'foreign-states-and-organisations',
    4,
    'trade',
    '美国 英国 法国 德国 日本 俄罗斯 韩国 朝鲜 印度 意大利 加拿大 澳大利亚 欧盟 联合国 北约 东盟 世贸组织 世界银行 国际货币基金',
  ),
  block(
    'obscenity-gambling-superstition-terror',
    5,
    'anywhere',
    '淫秽 色情 嫖娼 卖淫 赌博 赌场 六合彩 老虎机 算命 占卜 驱鬼 恐怖组织 基地组织 暴恐',
  ),
  block('discrimination', 6, 'anywhere', '蛮夷 鬼子 棒子 黑鬼 残废 弱智'),
  block('good-customs', 7, 'anywhere', '二奶 裸聊 他妈 操你'),
  block('deceit', 8, 'anywhere', '包治百病 稳赚不赔 保本高息'),
  approval('state-words', '企业名称登记管理规定 a.12', 'trade', '中国 中华 中央 全国 国家'),
  // wording of the implementing measures was read in digests only
  approval('state-credit', '企业名称登记管理规定实施办法 a.16', 'anywhere', '国家级 最高级 最佳 央企 国字号 特供 专供'),
  approval('not-for-profit', '企业名称登记管理规定实施办法 a.16', 'trade', '基金会 慈善 红十字 学会 商会 研究会'),
  approval(
    'licensed-finance',
    '企业名称登记管理规定 a.11(9)',
    'anywhere',
    '银行 保险 证券 信托 期货 融资担保 小额贷款 典当',
  ),
  approval('virtual-currency', '企业名称登记管理规定 a.11(9)', 'anywhere', '虚拟货币 数字货币 稳定币 比特币'),
  {
    words: '国际 全球 世界 环球 宇宙 第一',
    category: 'exaggeration',
    basis: '企业名称登记管理规定 a.11(8)',
    action: 'warn',
    where: 'trade',
  },
];

const list: readonly ForbiddenWord[] = entries.flatMap(({ words, ...entry }) =>
  words.split(' ').map((word) => ({ ...entry, word })),
);

/** By first character: a name is read once, whatever the length of the list. */
const byFirst = new Map<string, ForbiddenWord[]>();
for (const entry of list) {
  const first = entry.word.charAt(0);
  byFirst.set(first, [...(byFirst.get(first) ?? []), entry]);
}

const NOTHING: readonly ForbiddenWord[] = [];

export const forbiddenWords = {
  version: 'forbidden-words-2026.1',
  validFrom: '2026-05-01',
  list,
  /** Words of the list that stand in the text, in the order they stand there. */
  in: (text: string, part: 'trade' | 'industry'): readonly ForbiddenWord[] => {
    let found: ForbiddenWord[] | null = null;
    for (let from = 0; from < text.length; from += 1) {
      for (const entry of byFirst.get(text.charAt(from)) ?? NOTHING) {
        if (part === 'industry' && entry.where === 'trade') continue;
        if (text.startsWith(entry.word, from)) (found ??= []).push(entry);
      }
    }
    return found ?? NOTHING;
  },
} as const;
