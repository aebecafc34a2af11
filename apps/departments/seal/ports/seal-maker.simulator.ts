import type { SimulatorDefinition } from '@yichuang/host';
import { dateOf } from '@yichuang/working-time';
import type { SealOrder } from '../order/events.js';

/** Division of the approving unit: 沙县区. */
const DIVISION = '350405';
const SEQUENCE_DIGITS = 7;
/** An order is given ten numbers of the sequence; there are five kinds of seals, one of each. */
const NUMBERS_AN_ORDER = 10;

/**
 * 模拟印章制作单位: engraves at once, files with the simulated public security, and gives the order of nobody's choice to
 * the next maker in turn. The legal representative's name it would read in the section; it keeps nothing of it.
 */
export const sealMakerSimulator: SimulatorDefinition = {
  name: 'seal-maker',
  title: { 'zh-CN': '印章制作与备案（模拟）', en: 'Seal maker and filing (simulator)' },
  nature: 'effect',
  answer: ({ ask, serial, now }) => {
    const { uscc, companyName, kinds, maker, turns } = ask as SealOrder;
    const seals = kinds.map((kind, index) => ({ kind, number: sealNumber(serial, index) }));
    const filedOn = dateOf(now);
    const receipt = `SIM-${DIVISION}-${filedOn.slice(0, 4)}-${String(serial).padStart(SEQUENCE_DIGITS, '0')}`;
    return {
      answer: {
        maker: maker ?? turns[(serial - 1) % turns.length],
        engravedName: companyName,
        seals,
        filing: { number: receipt, filedOn, impressions: seals.length },
        simulated: true,
      },
      effects: seals.map(({ kind, number }) => `seal:${uscc}:${kind}:${number}`),
    };
  },
};

/** @throws RangeError when the simulated sequence of seven digits is used up. */
function sealNumber(serial: number, index: number): string {
  const sequence = String(serial * NUMBERS_AN_ORDER + index + 1);
  if (sequence.length > SEQUENCE_DIGITS) throw new RangeError('the simulated seal numbers are used up');
  return DIVISION + sequence.padStart(SEQUENCE_DIGITS, '0');
}
