/**
 * Which tax office a seat belongs to (税收征收管理法实施细则 a.12: the competent office of the place of business).
 * The townships are those of GB/T 2260; how the district bureau shares them among its offices is configuration: no
 * published source was found, so the office names are to be confirmed by the bureau before use.
 */
export interface TaxOffice {
  readonly code: string;
  readonly name: string;
}

const hall: TaxOffice = { code: '13504050000', name: '国家税务总局三明市沙县区税务局办税服务厅' };
const first: TaxOffice = { code: '13504050100', name: '国家税务总局三明市沙县区税务局第一税务分局' };
const xiamao: TaxOffice = { code: '13504050200', name: '国家税务总局三明市沙县区税务局夏茂税务分局' };
const qingzhou: TaxOffice = { code: '13504050300', name: '国家税务总局三明市沙县区税务局青州税务分局' };

export const taxOffices: {
  readonly version: string;
  readonly validFrom: string;
  readonly byDivision: Readonly<Record<string, TaxOffice>>;
} = {
  version: 'tax-offices-350405-2026.1',
  validFrom: '2026-01-01',
  byDivision: {
    // the district itself, where the seat names no township: the bureau's own hall
    '350405': hall,
    '350405001': first,
    '350405002': first,
    '350405100': qingzhou,
    '350405101': xiamao,
    '350405102': first,
    '350405103': xiamao,
    '350405104': xiamao,
    '350405105': qingzhou,
    '350405200': qingzhou,
    '350405201': first,
    '350405202': first,
    '350405203': first,
    '350405400': first,
    '350405402': qingzhou,
    '350405403': first,
  },
};
