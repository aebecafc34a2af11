import { capitalText } from '@yichuang/licence';
import type { DepartmentResult } from './print-job.js';
import { dateText } from './licence-page.js';
import * as words from './words.js';

export interface ReceiptRow {
  readonly title: string;
  readonly says: string;
}

/** What a department gives the new company in hand. */
export interface DepartmentReceipt {
  readonly title: string;
  readonly accountable: string;
  readonly on: string | null;
  readonly rows: readonly ReceiptRow[];
  /** It comes from a simulator. */
  readonly simulated: boolean;
}

type Say = (result: Result) => string;
interface Form {
  readonly title: string;
  readonly on: string;
  readonly rows: readonly (readonly [string, Say])[];
}

/** Results are open records of many versions: what one lacks is shown as a dash, and nothing fails for it. */
class Result {
  constructor(private readonly of: unknown) {}

  at(path: string): Result {
    let value: unknown = this.of;
    for (const name of path.split('.')) value = isRecord(value) ? value[name] : undefined;
    return new Result(value);
  }

  get items(): readonly Result[] {
    return Array.isArray(this.of) ? this.of.map((one: unknown) => new Result(one)) : [];
  }

  get text(): string {
    return typeof this.of === 'string' || typeof this.of === 'number' ? String(this.of) : DASH;
  }

  get number(): number | null {
    return typeof this.of === 'number' ? this.of : null;
  }

  get isTrue(): boolean {
    return this.of === true;
  }
}

const DASH = '—';
const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const says =
  (path: string): Say =>
  (result) =>
    result.at(path).text;
const named =
  (path: string, of: Readonly<Record<string, string>>): Say =>
  (result) =>
    words.called(of, result.at(path).text);
const day =
  (path: string): Say =>
  (result) =>
    dayOf(result, path) ?? DASH;
const counted =
  (path: string, unit: string): Say =>
  (result) => {
    const { number } = result.at(path);
    return number === null ? DASH : `${String(number)}${unit}`;
  };
const money =
  (path: string): Say =>
  (result) => {
    const { number } = result.at(path);
    return number === null ? DASH : capitalText(number, 'CNY').en.replace('CNY ', '人民币 ');
  };
const listed =
  (path: string, say: Say, between: string): Say =>
  (result) =>
    result.at(path).items.map(say).join(between) || DASH;

function dayOf(result: Result, path: string): string | null {
  const { text } = result.at(path);
  return /^\d{4}-\d{2}-\d{2}$/.test(text) ? dateText(text) : null;
}

const sealLine: Say = (seal) =>
  [
    words.called(words.seals, seal.at('kind').text),
    seal.at('number').text,
    words.called(words.shapes, seal.at('shape').text),
    `${seal.at('widthMillimetres').text}×${seal.at('heightMillimetres').text} 毫米`,
  ].join('  ');

const taxLine: Say = (type) => `${type.at('name').text}（${words.called(words.periods, type.at('period').text)}）`;

/** The five that follow the licence, in the order of the package. What the licence says is not said again. */
const forms: Readonly<Record<string, Form>> = {
  seal: {
    title: '公章刻制备案回执',
    on: 'filing.filedOn',
    rows: [
      ['备案编号', says('filing.number')],
      ['备案日期', day('filing.filedOn')],
      ['制作单位', says('maker.name')],
      ['印章', listed('seals', sealLine, '\n')],
      ['材质', named('material', words.materials)],
      ['领取方式', named('delivery', words.deliveries)],
      ['备案印模', counted('filing.impressions', '枚')],
    ],
  },
  tax: {
    title: '税务信息确认回执',
    on: 'confirmedOn',
    rows: [
      ['纳税人识别号', says('taxpayerNumber')],
      ['登记序号', says('registrationNumber')],
      ['主管税务机关', says('office.name')],
      ['纳税人类型', named('taxpayerKind', words.taxpayers)],
      ['税种', listed('taxTypes', taxLine, '；')],
      ['月发票总额度', money('invoiceQuotaFen')],
      ['会计制度', named('accounting.standard', words.standards)],
      ['核算方式', named('accounting.method', words.methods)],
      ['确认日期', day('confirmedOn')],
    ],
  },
  'social-insurance': {
    title: '社会保险登记回执',
    on: 'registeredOn',
    rows: [
      ['单位编号', says('unitNumber')],
      ['登记日期', day('registeredOn')],
      ['参加险种', listed('insurances', (one) => words.called(words.insurances, one.text), '、')],
      ['工伤风险类别', counted('injuryClass', '类')],
      ['工伤基准费率', counted('baseRatePercent', '%')],
      ['费率依据', says('table')],
      ['参保职工', counted('enrolled', '人')],
    ],
  },
  'medical-insurance': {
    title: '职工医疗保险参保登记回执',
    on: 'registeredOn',
    rows: [
      ['单位编号', says('unitNumber')],
      ['登记日期', day('registeredOn')],
      ['参保职工', counted('enrolled', '人')],
      ['单位账户', (result) => (result.at('autoAccount').isTrue ? '已自动开立' : '未申请开立')],
    ],
  },
  'housing-fund': {
    title: '住房公积金缴存登记回执',
    on: 'openedOn',
    rows: [
      ['单位账号', says('accountNumber')],
      ['开户日期', day('openedOn')],
      ['单位缴存比例', counted('unitRatio', '%')],
      ['个人缴存比例', counted('personalRatio', '%')],
      ['缴存职工', counted('employees', '人')],
      ['月缴存额', money('monthlyFen')],
      ['首次汇缴月份', says('firstMonth')],
      ['每月发薪日', counted('payDay', '日')],
    ],
  },
};

/** Receipts of those departments that have done something, in the order of the package. */
export function receiptsOf(departments: Readonly<Record<string, DepartmentResult>>): readonly DepartmentReceipt[] {
  return Object.entries(forms).flatMap(([name, { title, on, rows }]): DepartmentReceipt[] => {
    const done = departments[name];
    if (done === undefined) return [];
    const result = new Result(done.result);
    return [
      {
        title,
        accountable: done.accountable ?? DASH,
        on: dayOf(result, on),
        rows: rows.map(([of, say]) => ({ title: of, says: say(result) })),
        simulated: result.at('simulated').isTrue,
      },
    ];
  });
}
