/**
 * Whom the simulated registers know. Fictional: address code 350405 exists only since 2021, so nobody born before was
 * ever given such a number. Check digits are right.
 */
export const simulatedPersons: {
  readonly version: string;
  readonly validFrom: string;
  /** 失信被执行人 and the other grounds of 公司法 a.178. */
  readonly disqualified: readonly string[];
  /** Directly responsible for a revoked false registration less than three years ago (市场主体登记管理条例 a.40). */
  readonly banned: readonly string[];
  /** Legal representatives of many companies, and of how many. */
  readonly heads: Readonly<Record<string, number>>;
  /** Whose face the identity register does not confirm. */
  readonly unconfirmed: readonly string[];
} = {
  version: 'simulated-persons-2026.1',
  validFrom: '2026-01-01',
  disqualified: ['350405197003279998'],
  banned: ['35040519520304991X'],
  heads: { '350405195303059912': 24 },
  unconfirmed: ['350405195403069915'],
};
