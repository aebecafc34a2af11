/** Who the shareholders of a company of this type are. */
export interface CompanyType {
  readonly title: string;
  readonly shareholders: 'one-person' | 'one-organisation' | 'several' | 'any';
  /** At least one shareholder of this origin; `domestic`: none from abroad, from Hong Kong, Macao or Taiwan. */
  readonly origin: 'domestic' | 'foreign' | 'hk-mo-tw';
}

const domestic = (title: string, shareholders: CompanyType['shareholders']): CompanyType => ({
  title,
  shareholders,
  origin: 'domestic',
});

/**
 * Types of limited companies by the code list of the State Administration (市场主体类型代码). The codes of 1130, 1151,
 * 1152 and 1153 and of the families 5xxx and 6xxx are well attested; the others are likely and unread.
 */
const types: Readonly<Record<string, CompanyType>> = {
  '1110': domestic('有限责任公司(国有独资)', 'one-organisation'),
  '1130': domestic('有限责任公司(自然人投资或控股)', 'several'),
  '1140': domestic('有限责任公司(国有控股)', 'several'),
  '1151': domestic('有限责任公司(自然人独资)', 'one-person'),
  '1152': domestic('有限责任公司(自然人投资或控股的法人独资)', 'one-organisation'),
  '1153': domestic('有限责任公司(非自然人投资或控股的法人独资)', 'one-organisation'),
  '1190': domestic('其他有限责任公司', 'several'),
};

export const companyTypes = { version: 'company-types-2026.1', validFrom: '2026-01-01' };

/** Joint stock companies: 12xx, and 52xx and 62xx of the families from outside; registered by a city or above. */
export const isJointStock = (code: string): boolean => /^[156]2\d\d$/.test(code);

/** `null`: no type of limited company this table knows. */
export function companyType(code: string): CompanyType | null {
  if (isJointStock(code)) return { title: '股份有限公司', shareholders: 'any', origin: originOf(code) };
  if (/^5[01]\d\d$/.test(code)) return { title: '有限责任公司(外商投资)', shareholders: 'any', origin: 'foreign' };
  if (/^6[01]\d\d$/.test(code)) {
    return { title: '有限责任公司(港澳台投资)', shareholders: 'any', origin: 'hk-mo-tw' };
  }
  return types[code] ?? null;
}

const originOf = (code: string): CompanyType['origin'] =>
  code.startsWith('5') ? 'foreign' : code.startsWith('6') ? 'hk-mo-tw' : 'domestic';

/** 外商投资, and 港澳台投资 by analogy (外商投资法实施条例 a.48). */
export const isForeignInvested = (code: string): boolean => /^[56]/.test(code);
