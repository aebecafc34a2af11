import { text, type Text } from '@yichuang/kernel';
import { SHANGHAI_OFFSET_MILLIS, dayNumber, DAY_MILLIS } from './civil.js';

/** What a door learns from a text: an instant in epoch milliseconds, or what is wrong with it. */
export type ParsedInstant =
  | { readonly kind: 'instant'; readonly at: number }
  | { readonly kind: 'fault'; readonly code: 'INSTANT_FORMAT' | 'INSTANT_IMPOSSIBLE'; readonly text: Text };

const INSTANT =
  /^(?<date>\d{4}-\d{2}-\d{2})[Tt ](?<hour>\d{2}):(?<minute>\d{2})(?::(?<second>\d{2})(?:\.(?<fraction>\d{1,9}))?)?(?:(?<utc>[Zz])|(?<sign>[+-])(?<offHour>\d{2}):?(?<offMinute>\d{2}))?$/;

/**
 * Reads an instant as every door takes it: ISO 8601 with `T` or a space, seconds optional, an offset optional.
 * Without an offset it is Asia/Shanghai (UTC+8). Digits below the millisecond are cut off.
 */
export function parseInstant(input: string): ParsedInstant {
  const groups = INSTANT.exec(input.trim())?.groups;
  if (groups === undefined) return malformed;
  const day = dayNumber(groups['date'] ?? '');
  const [hour, minute, second] = [number(groups['hour']), number(groups['minute']), number(groups['second'])];
  const offset = offsetMillis(groups);
  if (day === null || offset === null || hour > 23 || minute > 59 || second > 59) return impossible;
  const millis = number((groups['fraction'] ?? '').padEnd(3, '0').slice(0, 3));
  return { kind: 'instant', at: day * DAY_MILLIS + clockMillis(hour, minute, second) + millis - offset };
}

/** `2026-11-23T15:00:00+08:00`; milliseconds are written only when there are some. @throws RangeError outside years 0–9999. */
export function formatInstant(at: number): string {
  const local = new Date(at + SHANGHAI_OFFSET_MILLIS).toISOString();
  if (local.length !== 24) throw new RangeError(`instant ${String(at)} is outside the years 0000 to 9999`);
  const body = local.endsWith('.000Z') ? local.slice(0, 19) : local.slice(0, 23);
  return `${body}+08:00`;
}

/** The calendar day of an instant in Asia/Shanghai: `2026-11-23`. @throws RangeError outside years 0–9999. */
export const dateOf = (at: number): string => formatInstant(at).slice(0, 10);

const number = (digits: string | undefined): number => Number(digits ?? '0');

const clockMillis = (hour: number, minute: number, second: number): number =>
  hour * 3_600_000 + minute * 60_000 + second * 1_000;

function offsetMillis(groups: Record<string, string | undefined>): number | null {
  if (groups['utc'] !== undefined) return 0;
  if (groups['sign'] === undefined) return SHANGHAI_OFFSET_MILLIS;
  const [hour, minute] = [number(groups['offHour']), number(groups['offMinute'])];
  if (hour > 14 || minute > 59) return null;
  return (groups['sign'] === '-' ? -1 : 1) * clockMillis(hour, minute, 0);
}

const malformed: ParsedInstant = {
  kind: 'fault',
  code: 'INSTANT_FORMAT',
  text: text(
    '时间格式应为 2026-11-23 09:00 或 2026-11-23T09:00:00+08:00；不写时区即为北京时间',
    'an instant is written 2026-11-23 09:00 or 2026-11-23T09:00:00+08:00; without an offset it is Asia/Shanghai',
  ),
};

const impossible: ParsedInstant = {
  kind: 'fault',
  code: 'INSTANT_IMPOSSIBLE',
  text: text('日期或时刻不存在', 'no such day, time of day or offset exists'),
};
