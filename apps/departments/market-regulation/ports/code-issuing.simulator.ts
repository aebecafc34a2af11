import type { SimulatorDefinition } from '@yichuang/host';
import { organisationCheck, usccCheckCharacter } from '@yichuang/identifiers';
import { dateOf } from '@yichuang/working-time';

/** Every code of the simulator begins so: 9 market regulation, 1 enterprise, 沙县区, and a subject that is a fake. */
const PREFIX = '91350405';
const SUBJECT = 'MAF';
/** The characters a code may have (GB 32100-2015). */
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const NAMED_MAX = 99;
/** Beyond the first 99 the five characters after `MAF` count up from `B0000`, so that they never meet `AKE01` to `AKE99`. */
const COUNTED_FROM = ALPHABET.indexOf('B') * ALPHABET.length ** 4;
const COUNTED_DIGITS = 5;
export const codesMax = NAMED_MAX + ALPHABET.length ** COUNTED_DIGITS - COUNTED_FROM;

/**
 * The code of a serial: 1 is 91350405MAFAKE0198, 2 is 91350405MAFAKE0273 …; one serial, one code.
 *
 * @throws RangeError beyond {@link codesMax}: a code would come twice.
 */
export function codeOf(serial: number): string {
  if (!Number.isInteger(serial) || serial < 1 || serial > codesMax) throw new RangeError('no such serial');
  const subject = `${SUBJECT}${serial <= NAMED_MAX ? `AKE${String(serial).padStart(2, '0')}` : counted(serial)}`;
  const first17 = `${PREFIX}${subject}${organisationCheck(subject)}`;
  return `${first17}${usccCheckCharacter(first17)}`;
}

function counted(serial: number): string {
  let rest = COUNTED_FROM + serial - NAMED_MAX - 1;
  let written = '';
  for (let place = 0; place < COUNTED_DIGITS; place += 1) {
    written = `${ALPHABET.charAt(rest % ALPHABET.length)}${written}`;
    rest = Math.floor(rest / ALPHABET.length);
  }
  return written;
}

/** 模拟赋码: one code a key, never a real one. */
export const codeIssuingSimulator: SimulatorDefinition = {
  name: 'code-issuing',
  ledger: 'code-issuing',
  title: { 'zh-CN': '统一代码赋码服务（模拟）：赋码', en: 'Code-issuing service (simulator): issuing' },
  nature: 'effect',
  answer: ({ serial, now }) => {
    const uscc = codeOf(serial);
    return { answer: { uscc, issuedOn: dateOf(now), simulated: true }, effects: [`code:${uscc}`] };
  },
};

/** 模拟赋码: a code that is no longer wanted is voided, in the ledger that issued it. */
export const codeVoidingSimulator: SimulatorDefinition = {
  name: 'code-voiding',
  ledger: 'code-issuing',
  title: { 'zh-CN': '统一代码赋码服务（模拟）：作废', en: 'Code-issuing service (simulator): voiding' },
  nature: 'effect',
  answer: ({ ask, now }) => {
    const { uscc } = ask as { readonly uscc: string };
    return { answer: { uscc, voidedOn: dateOf(now), simulated: true }, effects: [`void:${uscc}`] };
  },
};
