import type { Client } from 'pg';
import { withClient } from '../database-figures.js';
import { digitsOf, soundOf, type Original } from './identities.js';

type UrlOf = (database: string) => Promise<string>;

const CODE_TAIL_LETTERS = 10;
const SEAL_SEQUENCE_AT = 6;

/** Every case of the house, which must all have come to a company. @throws Error for one that has not */
export async function readOriginals(urlOf: UrlOf): Promise<readonly Original[]> {
  const rows = async <R extends object>(database: string, sql: string): Promise<readonly R[]> =>
    withClient(await urlOf(database), async (client: Client) => (await client.query<R>(sql)).rows);
  const cases = await rows<{ case_id: string; number: string; hall: string; at: string; uscc: string | null }>(
    'yc_orchestrator',
    'select case_id, number, hall, submitted_at as at, uscc from case_row order by case_id',
  );
  const names = new Map(
    (
      await rows<{ case_id: string; trade_name: string }>(
        'yc_market_regulation',
        'select case_id, trade_name from company_name',
      )
    ).map((one) => [one.case_id, one.trade_name]),
  );
  const seals = new Map(
    (
      await rows<{ case_id: string; number: string }>(
        'yc_seal',
        'select case_id, (select min(value) from jsonb_each_text(seals)) as number from seal_order where seals is not null',
      )
    ).map((one) => [one.case_id, one.number]),
  );
  return cases.map(({ case_id: caseId, number, hall, at, uscc }) => {
    const [tradeName, seal] = [names.get(caseId), seals.get(caseId)];
    if (uscc === null || tradeName === undefined || seal === undefined)
      throw new Error(`case ${caseId} has not come to a company with a name and seals`);
    const sequence = Number(seal.slice(SEAL_SEQUENCE_AT));
    return {
      identity: {
        caseId,
        number: digitsOf(number),
        codeTail: uscc.slice(-CODE_TAIL_LETTERS),
        tradeName,
        sound: soundOf(tradeName),
        seals: sequence - (sequence % 10),
      },
      hall,
      at: Number(at),
    };
  });
}
