import { text, type Text } from '@yichuang/kernel';

export type DivisionLevel = 'province' | 'prefecture' | 'county' | 'township' | 'special-zone';

/** A division as one row of the reference data. A row is never edited: a change closes it and adds another. */
export interface Division {
  /** Six digits (GB/T 2260), nine for townships and special zones. */
  readonly code: string;
  readonly name: Text;
  readonly level: DivisionLevel;
  /** First day, `YYYY-MM-DD`; `null`: before this reference begins. */
  readonly validFrom: string | null;
  /** Last day, `YYYY-MM-DD`; `null`: in force. */
  readonly validTo: string | null;
  /** What its area belongs to since; absent while in force. */
  readonly successor?: string;
}

/** Names the data an answer was given by. */
export const divisionsVersion = 'divisions-350400.1';

/**
 * The day the provincial government made known that Sanming's districts change (闽政文 of 2021-02; the State Council
 * agreed in January 2021). The year is sure [S], the day by press reports [L].
 */
const CHANGED_ON = '2021-02-03';
const LAST_DAY = '2021-02-02';

const lasting =
  (level: DivisionLevel, validFrom: string | null = null) =>
  ([code, chinese, english]: readonly [string, string, string]): Division => ({
    code,
    name: text(chinese, english),
    level,
    validFrom,
    validTo: null,
  });

const retired = (code: string, name: Text, successor: string): Division => ({
  code,
  name,
  level: 'county',
  validFrom: null,
  validTo: LAST_DAY,
  successor,
});

const prefectures: readonly (readonly [string, string, string])[] = [
  ['350100', '福州市', 'Fuzhou'],
  ['350200', '厦门市', 'Xiamen'],
  ['350300', '莆田市', 'Putian'],
  ['350400', '三明市', 'Sanming'],
  ['350500', '泉州市', 'Quanzhou'],
  ['350600', '漳州市', 'Zhangzhou'],
  ['350700', '南平市', 'Nanping'],
  ['350800', '龙岩市', 'Longyan'],
  ['350900', '宁德市', 'Ningde'],
];

const counties: readonly (readonly [string, string, string])[] = [
  ['350421', '明溪县', 'Mingxi County'],
  ['350423', '清流县', 'Qingliu County'],
  ['350424', '宁化县', 'Ninghua County'],
  ['350425', '大田县', 'Datian County'],
  ['350426', '尤溪县', 'Youxi County'],
  ['350428', '将乐县', 'Jiangle County'],
  ['350429', '泰宁县', 'Taining County'],
  ['350430', '建宁县', 'Jianning County'],
  ['350481', '永安市', "Yong'an City"],
];

const townships: readonly (readonly [string, string, string])[] = [
  ['350405001', '凤岗街道', 'Fenggang Subdistrict'],
  ['350405002', '虬江街道', 'Qiujiang Subdistrict'],
  ['350405100', '青州镇', 'Qingzhou Town'],
  ['350405101', '夏茂镇', 'Xiamao Town'],
  ['350405102', '高砂镇', 'Gaosha Town'],
  ['350405103', '高桥镇', 'Gaoqiao Town'],
  ['350405104', '富口镇', 'Fukou Town'],
  ['350405105', '大洛镇', 'Daluo Town'],
  ['350405200', '南霞乡', 'Nanxia Township'],
  ['350405201', '南阳乡', 'Nanyang Township'],
  ['350405202', '郑湖乡', 'Zhenghu Township'],
  ['350405203', '湖源乡', 'Huyuan Township'],
];

/** Areas of statistics, not of government. */
const specialZones: readonly (readonly [string, string, string])[] = [
  ['350405400', '三明高新技术产业开发区', 'Sanming High-tech Zone'],
  ['350405402', '青山纸业工业区', 'Qingshan Paper Industrial Zone'],
  ['350405403', '海西三明生态工贸区', 'Haixi Sanming Eco-industrial Zone'],
];

/** GB/T 2260, and the township codes of statistics [S]: Fujian's prefectures, Sanming's counties, Shaxian's townships. */
export const divisions: readonly Division[] = [
  lasting('province')(['350000', '福建省', 'Fujian']),
  ...prefectures.map(lasting('prefecture')),
  retired('350402', text('梅列区', 'Meilie District'), '350404'),
  retired('350403', text('三元区', 'Sanyuan District (until 2021)'), '350404'),
  ...([['350404', '三元区', 'Sanyuan District']] as const).map(lasting('county', CHANGED_ON)),
  ...([['350405', '沙县区', 'Shaxian District']] as const).map(lasting('county', CHANGED_ON)),
  ...counties.map(lasting('county')),
  retired('350427', text('沙县', 'Sha County'), '350405'),
  ...townships.map(lasting('township', CHANGED_ON)),
  ...specialZones.map(lasting('special-zone', CHANGED_ON)),
];
