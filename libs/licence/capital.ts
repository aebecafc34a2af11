import { text, type Text } from '@yichuang/kernel';

const DIGITS = '零壹贰叁肆伍陆柒捌玖';
const PLACES = ['', '拾', '佰', '仟'] as const;
const MYRIADS = ['', '万', '亿', '万亿'] as const;
/** Of convertible currencies as a registration may name one; another is called by its code. */
const currencies: Readonly<Record<string, string>> = { CNY: '元', USD: '美元', EUR: '欧元', HKD: '港元', JPY: '日元' };

/** Registered capital as a licence prints it, in figures nobody can add a stroke to: 壹佰万元整. */
export function capitalText(fen: number, currency: string): Text {
  const [whole, cents] = [Math.floor(fen / 100), fen % 100];
  const unit = currencies[currency] ?? currency;
  const figures = `${grouped(whole)}.${String(cents).padStart(2, '0')}`;
  return text(`${integer(whole)}${unit}${fraction(cents)}`, `${currency} ${figures}`);
}

function integer(value: number): string {
  const groups: number[] = [];
  for (let rest = value; rest > 0; rest = Math.floor(rest / 10_000)) groups.unshift(rest % 10_000);
  let written = '';
  for (const [index, group] of groups.entries()) {
    const myriad = MYRIADS[groups.length - 1 - index] ?? '';
    // one 零 says that something between was left out
    if (written !== '' && group > 0 && group < 1_000 && !written.endsWith('零')) written += '零';
    if (group > 0) written += thousands(group) + myriad;
  }
  return written === '' ? '零' : written;
}

function thousands(group: number): string {
  const digits = Array.from(String(group), Number);
  let written = '';
  for (const [index, digit] of digits.entries()) {
    if (digit > 0) written += DIGITS.charAt(digit) + (PLACES[digits.length - 1 - index] ?? '');
    else if (!written.endsWith('零') && digits.slice(index).some((later) => later > 0)) written += '零';
  }
  return written;
}

function fraction(cents: number): string {
  if (cents === 0) return '整';
  const [jiao, fen] = [Math.floor(cents / 10), cents % 10];
  return (jiao > 0 ? `${DIGITS.charAt(jiao)}角` : '零') + (fen > 0 ? `${DIGITS.charAt(fen)}分` : '整');
}

const grouped = (whole: number): string => String(whole).replace(/\B(?=(\d{3})+$)/g, ',');
