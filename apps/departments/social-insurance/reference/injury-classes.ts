/**
 * Classes of injury risk by industry (工伤保险行业风险分类表, annex of 人社部发〔2015〕71号) and their base rates. A new
 * unit pays the base rate of its class. The annex names the divisions of GB/T 4754-2011; they stand here under the
 * numbers of GB/T 4754-2017, which 2017 changed from division 58 and from 79 on. What 2017 added and the annex does
 * not know (79 土地管理业) is left out on purpose: an officer assigns it.
 *
 * `read` divisions stand in the reference of this house; `copied` ones were read only in copies of the annex, so an
 * assignment by them carries a mark.
 */
export type InjuryClass = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

export interface InjuryEntry {
  readonly injuryClass: InjuryClass;
  readonly certainty: 'read' | 'copied';
}

/** Base rates in hundredths of a percent of the wage sum, so that no fraction is lost. */
const baseRates: Readonly<Record<InjuryClass, number>> = { 1: 20, 2: 40, 3: 70, 4: 90, 5: 110, 6: 130, 7: 160, 8: 190 };

const read: Readonly<Record<InjuryClass, readonly string[]>> = {
  1: ['65', '66', '67', '68', '69', '75'],
  2: ['51', '52', '61', '62', '64', '70', '72', '83', '84'],
  3: ['13', '14', '17', '20', '39'],
  4: ['01', '18', '27', '29', '33', '36', '38'],
  5: ['02', '21', '22', '49', '50', '54'],
  6: ['04', '26'],
  7: [],
  8: [],
};

const copied: Readonly<Record<InjuryClass, readonly string[]>> = {
  1: ['85', '87', '91', '92', '93', '94', '95', '96', '97'],
  2: ['592', '593', '594', '595', '596', '599', '60', '63', '71', '73', '74', '80', '82', '86', '88'],
  3: ['15', '16', '24', '40', '41', '46', '76', '77', '78', '81', '90'],
  4: ['03', '05', '19', '23', '28', '34', '35', '37', '42', '43', '44', '45', '53', '56', '57', '89'],
  5: ['11', '55', '58', '591'],
  6: ['30', '31', '32', '47', '48'],
  7: ['07', '12', '25'],
  8: ['06', '08', '09', '10'],
};

function entries(
  table: Readonly<Record<InjuryClass, readonly string[]>>,
  certainty: InjuryEntry['certainty'],
): [string, InjuryEntry][] {
  const classes: readonly InjuryClass[] = [1, 2, 3, 4, 5, 6, 7, 8];
  return classes.flatMap((injuryClass) =>
    table[injuryClass].map((prefix): [string, InjuryEntry] => [prefix, { injuryClass, certainty }]),
  );
}

/** Every line of the table: prefix and class. */
export const injuryEntries: readonly (readonly [string, InjuryEntry])[] = [
  ...entries(read, 'read'),
  ...entries(copied, 'copied'),
];

export const injuryClasses: {
  readonly version: string;
  readonly source: string;
  readonly validFrom: string;
  readonly baseRates: Readonly<Record<InjuryClass, number>>;
  /** Division (two digits) or group (three digits) of GB/T 4754-2017; the longer prefix goes first. */
  readonly byPrefix: ReadonlyMap<string, InjuryEntry>;
} = {
  version: 'injury-classes-2015-71',
  source: '人社部发〔2015〕71号',
  validFrom: '2015-10-01',
  baseRates,
  byPrefix: new Map(injuryEntries),
};

/** @param gbt4754 class of the main business, four digits. */
export const injuryEntryOf = (gbt4754: string): InjuryEntry | undefined =>
  injuryClasses.byPrefix.get(gbt4754.slice(0, 3)) ?? injuryClasses.byPrefix.get(gbt4754.slice(0, 2));
