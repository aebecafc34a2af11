import { badInput, type Fault } from '@yichuang/host';
import { text, type Text } from '@yichuang/kernel';
import { parseInstant } from '@yichuang/working-time';

/** What one parameter of a query was read as, or what is wrong with it. */
export type Read<V> = { readonly value: V } | { readonly code: string; readonly text: Text };

type Readers = Readonly<Record<string, (written: string) => Read<unknown>>>;
type Values<R extends Readers> = {
  readonly [N in keyof R]?: R[N] extends (written: string) => Read<infer V> ? V : never;
};

/**
 * Reads a query string as `readers` name its parameters.
 * @throws Problem 400 naming every parameter that is unknown, stands twice or cannot be read; never the value
 */
export function readQuery<R extends Readers>(query: Readonly<Record<string, unknown>>, readers: R): Values<R> {
  const values: Record<string, unknown> = {};
  const faults: Fault[] = [];
  for (const [name, written] of Object.entries(query)) {
    const read = readOne(Object.hasOwn(readers, name) ? readers[name] : undefined, written);
    if ('value' in read) values[name] = read.value;
    else faults.push({ path: `/${name}`, code: read.code, text: read.text });
  }
  if (faults.length > 0) throw badInput(faults);
  return values as Values<R>;
}

function readOne(reader: Readers[string] | undefined, written: unknown): Read<unknown> {
  if (reader === undefined) return { code: 'UNKNOWN_FIELD', text: text('没有这个参数', 'there is no such parameter') };
  if (typeof written !== 'string') return { code: 'GIVEN_TWICE', text: text('参数重复', 'the parameter stands twice') };
  return reader(written);
}

export function instant(written: string): Read<number> {
  const parsed = parseInstant(written);
  return parsed.kind === 'instant' ? { value: parsed.at } : { code: parsed.code, text: parsed.text };
}

/** Midnight at the halls with which a date begins. */
export function date(written: string): Read<number> {
  const parsed = parseInstant(`${written} 00:00`);
  return parsed.kind === 'instant' && written.length === 10
    ? { value: parsed.at }
    : { code: 'DATE_FORMAT', text: text('日期应写作 2026-11-23', 'a date is written 2026-11-23') };
}

export const wholeNumber =
  (from: number, to: number) =>
  (written: string): Read<number> => {
    const value = Number(written);
    if (/^\d{1,9}$/.test(written) && value >= from && value <= to) return { value };
    const range = `${String(from)}–${String(to)}`;
    return { code: 'OUT_OF_RANGE', text: text(`应为 ${range} 的整数`, `a whole number, ${range}`) };
  };

export const oneOf =
  <V extends string>(values: readonly V[]) =>
  (written: string): Read<V> => {
    const value = values.find((known) => known === written);
    if (value !== undefined) return { value };
    return { code: 'INVALID_VALUE', text: text(`应为：${values.join(' ')}`, `one of ${values.join(' ')}`) };
  };

export const words =
  (lengthMax: number) =>
  (written: string): Read<string> => {
    const value = written.trim();
    if (value !== '' && value.length <= lengthMax) return { value };
    const most = String(lengthMax);
    return { code: 'LENGTH', text: text(`应为 1 到 ${most} 个字符`, `1 to ${most} characters`) };
  };

/** `shard:position`, as the answer to a write gives it. */
export const position = (written: string): Read<string> =>
  /^\d{1,4}:\d{1,15}$/.test(written)
    ? { value: written }
    : { code: 'POSITION_FORMAT', text: text('应为写入答复中的 position', 'the position a write was answered with') };
