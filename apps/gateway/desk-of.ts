import {
  type ClientOnBehalf,
  CONSULTATION_DESK,
  type OfficerAct,
  Problem,
  type QueuedCase,
  takesInHand,
} from '@yichuang/host';
import { text } from '@yichuang/kernel';

/**
 * Where the case waits, also for an opinion where something is taken in hand or let go; else where officers have acted in it,
 * for whoever says the same again; else the only desk there is.
 *
 * @throws Problem 409 naming them where there are several
 */
export async function deskOf(
  client: Pick<ClientOnBehalf, 'get' | 'onBehalfOf'>,
  caseId: string,
  act: OfficerAct,
): Promise<string> {
  const { items, desks, acted, asked } = await client.get<QueuedCase>(`/queue/${caseId}`);
  const waiting = [...items.map(({ desk }) => desk), ...(asked && takesInHand(act) ? [CONSULTATION_DESK] : [])];
  const found = [waiting, acted, desks].find((some) => some.length > 0) ?? [];
  const [only, ...more] = found;
  if (only !== undefined && more.length === 0) return only;
  throw new Problem(
    409,
    'WHICH_DESK',
    text(`请用 desk 指明经办台：${found.join('、')}`, `say with desk at which of them: ${found.join(', ')}`),
  );
}
