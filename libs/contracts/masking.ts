/**
 * 遮蔽: what is left of a section for whoever may see that there is something, and not what. Every value is hidden whose field
 * stands in neither list below, so that a new field is private until somebody says otherwise.
 */

const HIDDEN = '***';

/** Fields that tell nothing of a person: kinds, codes, choices, amounts of the company, what the public register shows anyway. */
const open: ReadonlySet<string> = new Set([
  'type',
  'kind',
  'kinds',
  'form',
  'method',
  'package',
  'delivery',
  'material',
  'maker',
  'acquisition',
  'covers',
  'insurances',
  'taxpayerKind',
  'accountingStandard',
  'accountingMethod',
  'invoices',
  'quotaFen',
  'expectedAnnualSalesFen',
  'autoAccount',
  'firstRemittance',
  'firstMonth',
  'payDay',
  'unitRatio',
  'personalRatio',
  'bank',
  'gbt4754',
  'capitalFen',
  'dueOn',
  'currency',
  'termYears',
  'staff',
  'licenceCopies',
  'stateCapitalPercent',
  'code',
  'text',
  'item',
  'issuedOn',
  'adoptedOn',
  'from',
  'to',
  'province',
  'division',
  'areaSquareMetres',
  'militaryProperty',
  'separateBusinessPlace',
  'noSupervisorAgreed',
  'auditCommittee',
  'declared',
  'declaresSimilar',
  'exemptionCommitted',
  'sha256',
  'trade',
  'industry',
]);

type Mask = (value: string) => string;

/** The first so many letters, and a star for each that follows. */
const firstOnly =
  (shown: number): Mask =>
  (value) => {
    const letters = Array.from(value);
    return letters.slice(0, shown).join('') + '*'.repeat(Math.max(1, letters.length - shown));
  };

/** 350405199001010019 → 3504**********0019. A number too short for that keeps its first sign. */
const middle =
  (first: number, last: number): Mask =>
  (value) =>
    value.length < (first + last) * 1.5
      ? firstOnly(1)(value)
      : value.slice(0, first) + '*'.repeat(value.length - first - last) + value.slice(-last);

/** 138****0001. */
const telephone = middle(3, 4);

/** z***@example.com: whose house it is may be seen. */
const mailbox: Mask = (value) => value.replace(/^([^@]?)[^@]*/, '$1***');

/** As far as the county: 福建省三明市沙县区*** */
const place: Mask = (value) =>
  `${/^.*?(?:县区|[县区旗]|市(?!.{0,8}[县区旗]))/.exec(value.slice(0, 20))?.[0] ?? ''}${HIDDEN}`;

/** 1990-**-** */
const year: Mask = (value) => (/^\d{4}-/.test(value) ? `${value.slice(0, 4)}-**-**` : HIDDEN);

/** Fields of which a part is left, so that a person may be told from another. */
const partly: Readonly<Record<string, Mask>> = {
  name: firstOnly(1),
  number: middle(4, 4),
  mobile: telephone,
  phone: telephone,
  fax: telephone,
  email: mailbox,
  address: place,
  serviceAddress: place,
  birthDate: year,
};

/** `p1`, `o2`: speaks of nobody, and holds the parts together. */
const reference = /^[po][1-9]\d{0,2}$/;

/** Lists stay as long as they are and objects keep their fields: a path into the one is a path into the other. */
export function masked(section: unknown, field = ''): unknown {
  if (Array.isArray(section)) return section.map((one) => masked(one, field));
  if (typeof section === 'object' && section !== null)
    return Object.fromEntries(Object.entries(section).map(([name, value]) => [name, masked(value, name)]));
  if (section === null || section === undefined || open.has(field)) return section;
  if (typeof section !== 'string') return HIDDEN;
  if (reference.test(section)) return section;
  return Object.hasOwn(partly, field) ? (partly[field] as Mask)(section) : HIDDEN;
}
