/** One item of 经营范围规范表述目录. */
export interface CatalogueItem {
  readonly text: string;
  /** GB/T 4754-2017 class. */
  readonly gbt4754: string;
  /** `PRE`: approval before registration; `POST`: registered now, taken up only with the permit. */
  readonly licensing: 'GENERAL' | 'PRE' | 'POST';
  /** The approval or permit, and the law that asks for it. */
  readonly permit?: { readonly name: string; readonly article: string };
}

const general = (text: string, gbt4754: string): CatalogueItem => ({ text, gbt4754, licensing: 'GENERAL' });
const licensed = (
  licensing: 'PRE' | 'POST',
  text: string,
  gbt4754: string,
  name: string,
  article: string,
): CatalogueItem => ({ text, gbt4754, licensing, permit: { name, article } });

const food = ['食品经营许可', '食品安全法 a.35'] as const;

/**
 * An excerpt of the catalogue (市场主体登记管理条例 a.14; 实施细则 a.12), with codes of the demonstration: the national
 * codes were not read. Which items are licensed before and after registration follows 企业登记前置审批事项目录 and
 * 企业变更登记、注销登记前置审批事项目录 as of 2021 and the acts named.
 */
export const scopeCatalogue: {
  readonly version: string;
  readonly validFrom: string;
  readonly items: Readonly<Record<string, CatalogueItem>>;
} = {
  version: 'scope-catalogue-2026.1',
  validFrom: '2026-01-01',
  items: {
    H001: general('软件开发', '6513'),
    H002: general('信息技术咨询服务', '6560'),
    H003: licensed('POST', '小吃服务', '6291', ...food),
    H004: general('外卖递送服务', '6242'),
    H005: general('竹制品制造', '2041'),
    H006: general('农业科学研究和试验发展', '7330'),
    H007: general('服装服饰零售', '5232'),
    H008: general('会议及展览服务', '7289'),
    H009: licensed('POST', '餐饮服务', '6210', ...food),
    H010: licensed('PRE', '民用爆炸物品销售', '5169', '民用爆炸物品销售许可', '民用爆炸物品安全管理条例 a.18'),
    H011: general('园林绿化工程施工', '4891'),
    H012: general('茶叶种植', '0164'),
    H013: licensed('POST', '食品销售', '5221', ...food),
    H014: licensed('POST', '烟草制品零售', '5227', '烟草专卖零售许可', '烟草专卖法 a.16'),
    H015: licensed('POST', '药品零售', '5251', '药品经营许可', '药品管理法 a.51'),
    H016: licensed('POST', '出版物零售', '5243', '出版物经营许可', '出版管理条例 a.35'),
    H017: licensed('POST', '道路货物运输', '5431', '道路运输经营许可', '道路运输条例 a.24'),
    H018: licensed('POST', '劳务派遣服务', '7263', '劳务派遣经营许可', '劳动合同法 a.57'),
    H019: licensed('PRE', '爆破作业', '4892', '爆破作业单位许可', '民用爆炸物品安全管理条例 a.32'),
    H020: licensed('PRE', '保安服务', '7271', '保安服务许可', '保安服务管理条例 a.9'),
    H021: general('企业管理咨询', '7243'),
    H022: general('家具销售', '5283'),
    H023: general('汽车零配件零售', '5263'),
    H024: general('中草药种植', '0171'),
  },
};

/** Days after which an approval that names no term is stale (市场主体登记管理条例实施细则 a.22). */
export const approvalDaysMax = 90;
