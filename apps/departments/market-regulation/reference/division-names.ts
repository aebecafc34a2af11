/**
 * Names of administrative divisions as company names use them (GB/T 2260; NAME a.6–8). For each registration authority
 * the divisions of the seats it registers, from the province down; and the names that no trade name may be.
 */
interface Place {
  /** Full name first; others are short forms that cannot be misread. */
  readonly names: readonly string[];
  /** A district is named only together with its city; a county, or a city of county level, stands alone. */
  readonly district: boolean;
  /** Names it once had: no longer a division, still read as one. */
  readonly formerly?: readonly string[];
}

const place = (...names: readonly string[]): Place => ({ names, district: false });
const district = (name: string, ...formerly: readonly string[]): Place => ({ names: [name], district: true, formerly });

const fujian = ['福建省', '福建'] as const;
const sanming = ['三明市', '三明'] as const;

const counties: Readonly<Record<string, Place>> = {
  '350404': district('三元区'),
  // 沙县 became a district in 2021; its old name stands in many an address still
  '350405': district('沙县区', '沙县'),
  '350421': place('明溪县', '明溪'),
  '350423': place('清流县', '清流'),
  '350424': place('宁化县', '宁化'),
  '350425': place('大田县', '大田'),
  '350426': place('尤溪县', '尤溪'),
  '350428': place('将乐县', '将乐'),
  '350429': place('泰宁县', '泰宁'),
  '350430': place('建宁县', '建宁'),
  '350481': place('永安市', '永安'),
};

/** What a division in a name amounts to, at one authority. */
export type DivisionReading = 'right' | 'district-alone' | 'another';

/** Every way to write the divisions of one authority's seats. */
function readingsOf(county: Place | null): ReadonlyMap<string, DivisionReading> {
  const readings = new Map<string, DivisionReading>();
  for (const province of ['', ...fujian]) {
    for (const city of ['', ...sanming]) {
      if (province + city !== '') readings.set(province + city, 'right');
      for (const name of county?.names ?? []) {
        readings.set(province + city + name, county?.district === true && city === '' ? 'district-alone' : 'right');
      }
    }
    for (const name of county?.formerly ?? []) readings.set(province + name, 'district-alone');
  }
  return readings;
}

const byAuthority: Readonly<Record<string, ReadonlyMap<string, DivisionReading>>> = Object.fromEntries([
  ['350400', readingsOf(null)],
  ...Object.entries(counties).map(([code, county]) => [code, readingsOf(county)] as const),
]);

const provinces =
  '北京市 天津市 河北省 山西省 内蒙古自治区 辽宁省 吉林省 黑龙江省 上海市 江苏省 浙江省 安徽省 福建省 江西省 山东省 河南省 湖北省 湖南省 ' +
  '广东省 广西壮族自治区 海南省 重庆市 四川省 贵州省 云南省 西藏自治区 陕西省 甘肃省 青海省 宁夏回族自治区 新疆维吾尔自治区 台湾省 ' +
  '香港特别行政区 澳门特别行政区 内蒙古 广西 西藏 宁夏 新疆 香港 澳门';
const cities =
  '石家庄市 太原市 呼和浩特市 沈阳市 大连市 长春市 哈尔滨市 南京市 苏州市 无锡市 杭州市 宁波市 温州市 合肥市 南昌市 济南市 青岛市 郑州市 ' +
  '武汉市 长沙市 广州市 深圳市 珠海市 东莞市 佛山市 汕头市 南宁市 桂林市 海口市 三亚市 成都市 贵阳市 昆明市 拉萨市 西安市 兰州市 西宁市 ' +
  '银川市 乌鲁木齐市 福州市 厦门市 泉州市 漳州市 莆田市 三明市 南平市 龙岩市 宁德市';
const countiesOfFujian =
  '福清市 闽侯县 连江县 罗源县 闽清县 永泰县 平潭县 长乐区 仙游县 石狮市 晋江市 南安市 惠安县 安溪县 永春县 德化县 云霄县 漳浦县 诏安县 ' +
  '东山县 南靖县 平和县 华安县 龙海区 长泰区 邵武市 武夷山市 建瓯市 建阳区 顺昌县 浦城县 光泽县 松溪县 政和县 漳平市 长汀县 上杭县 武平县 ' +
  '连城县 永定区 福安市 福鼎市 霞浦县 古田县 屏南县 寿宁县 周宁县 柘荣县 沙县 沙县区 三元区 明溪县 清流县 宁化县 大田县 尤溪县 将乐县 ' +
  '泰宁县 建宁县 永安市';

/** A name with and without the word that says what it is, where the rest is still a name. */
const withShort = (name: string): string[] => {
  const short = name.replace(/(省|市|县|区)$/, '');
  return short.length >= 2 ? [name, short] : [name];
};

const names: ReadonlySet<string> = new Set(
  `${provinces} ${cities} ${countiesOfFujian}`.split(' ').flatMap((name) => withShort(name)),
);

export const divisionNames = {
  version: 'division-names-2026.1',
  validFrom: '2026-01-01',
  /** `null` where the table does not have the authority. */
  reading: (authority: string, division: string): DivisionReading | null => {
    const readings = byAuthority[authority];
    return readings === undefined ? null : (readings.get(division) ?? 'another');
  },
  /** A trade name may not be one of them (NAME a.8). Provinces and larger cities of the country, all of Fujian. */
  isDivision: (text: string): boolean => names.has(text),
} as const;
