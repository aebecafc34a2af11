/**
 * Words of a name that say the industry (NAME a.9), in groups that mean the same to the reader (企业名称相同相近比对规则 a.7,
 * likely). The text of a name's industry belongs to the group of the longest word it contains.
 */
const groups: readonly (readonly string[])[] = [
  [
    '软件',
    '软件开发',
    '信息技术',
    '信息科技',
    '网络科技',
    '网络技术',
    '计算机',
    '数字科技',
    '数据服务',
    '智能科技',
    '电子科技',
  ],
  ['科技', '技术服务', '技术开发', '科技开发'],
  ['餐饮', '餐饮管理', '餐饮服务', '小吃', '饮食', '美食', '餐厅', '酒楼', '食府'],
  ['酒店', '酒店管理', '宾馆', '旅馆', '民宿', '住宿'],
  ['竹制品', '竹业', '竹木', '竹木制品', '竹艺', '木业', '木制品'],
  ['农业', '农业科技', '农业开发', '生态农业', '农林', '种植', '养殖'],
  ['茶业', '茶叶', '茶文化'],
  ['园林绿化', '园林', '绿化', '园林工程', '景观工程'],
  ['服装', '服饰', '制衣', '鞋服'],
  ['会展', '会展服务', '展览', '会议服务'],
  ['贸易', '商贸', '商业', '经贸', '进出口', '百货'],
  ['食品', '食品加工', '粮油'],
  ['建筑', '建筑工程', '建设工程', '建设', '工程'],
  ['装饰', '装修', '装饰工程', '装潢'],
  ['物流', '货运', '运输', '供应链', '快递', '仓储'],
  ['广告', '广告传媒', '文化传媒', '传媒', '文化传播'],
  ['教育', '教育科技', '教育咨询', '培训'],
  ['咨询', '企业管理', '管理咨询', '商务咨询', '信息咨询'],
  ['医药', '药业', '大药房', '医疗器械', '医疗'],
  ['房地产', '置业', '物业', '物业管理', '房产'],
  ['家具', '家居', '家私'],
  ['机械', '机械制造', '机电', '设备制造'],
  ['汽车', '汽车服务', '汽车销售', '车业'],
  ['旅游', '旅行社', '旅游开发', '文化旅游'],
  ['人力资源', '劳务', '劳务派遣'],
  ['金融', '投资', '投资管理', '资产管理'],
];

const groupOf: ReadonlyMap<string, number> = new Map(
  groups.flatMap((words, group) => words.map((word) => [word, group] as const)),
);
const longestWord = Math.max(...groups.flat().map((word) => word.length));

/** Names have few industries, so what was read once is kept; the bound is for whatever an applicant may write. */
const readMax = 5_000;
const read = new Map<string, number | null>();

function meaning(industry: string): number | null {
  const known = read.get(industry);
  if (known !== undefined) return known;
  const found = longestIn(industry);
  if (read.size >= readMax) read.clear();
  read.set(industry, found);
  return found;
}

function longestIn(industry: string): number | null {
  for (let length = Math.min(longestWord, industry.length); length >= 2; length -= 1) {
    for (let from = 0; from + length <= industry.length; from += 1) {
      const group = groupOf.get(industry.slice(from, from + length));
      if (group !== undefined) return group;
    }
  }
  return null;
}

export const industryWords = {
  version: 'industry-words-2026.1',
  validFrom: '2026-01-01',
  /** A trade name may not be one of them (NAME a.8). */
  isIndustry: (text: string): boolean => groupOf.has(text),
  /** Different words for one industry; words the table does not have mean only themselves. */
  synonymous: (a: string, b: string): boolean => {
    if (a === b) return true;
    const group = meaning(a);
    return group !== null && group === meaning(b);
  },
} as const;
