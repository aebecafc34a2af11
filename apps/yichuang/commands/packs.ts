import { text } from '@yichuang/kernel';
import { clientOf } from '../client.js';
import type { Options } from '../options.js';
import type { Language } from '../words.js';
import { print } from './print.js';

interface Figures {
  readonly service: string;
  readonly packs: number;
  readonly events: number;
  readonly bytes: number;
  readonly plainBytes: number;
  readonly packedTo: string | null;
}

interface Packed {
  readonly service: string;
  readonly packs: number;
  readonly events: number;
  readonly busy: boolean;
}

export async function list(options: Options, language: Language): Promise<void> {
  for (const one of await clientOf(options).get<Figures[]>('/api/v1/packs')) {
    print(options['json'] === true ? JSON.stringify(one) : figuresOf(one)[language]);
  }
}

export async function now(options: Options, language: Language): Promise<void> {
  for (const one of await clientOf(options).post<Packed[]>('/api/v1/packs', {})) {
    print(options['json'] === true ? JSON.stringify(one) : doneOf(one)[language]);
  }
}

function figuresOf({ service, packs, events, bytes, plainBytes, packedTo }: Figures) {
  if (packedTo === null) return text(`${service}：尚无归并的事件`, `${service}: nothing is packed`);
  const said = { of: String(events), n: String(packs), size: String(bytes), plain: String(plainBytes) };
  return text(
    `${service}：${said.of} 个事件，${said.n} 包，${said.size} 字节（压缩前 ${said.plain}），至 ${packedTo}`,
    `${service}: ${said.of} events in ${said.n} packs of ${said.size} bytes (${said.plain} before), up to ${packedTo}`,
  );
}

function doneOf({ service, packs, events, busy }: Packed) {
  if (busy) return text(`${service}：另一进程正在归并`, `${service}: another process is at it`);
  return text(
    `${service}：归并 ${String(events)} 个事件，成 ${String(packs)} 包`,
    `${service}: ${String(events)} events into ${String(packs)} packs`,
  );
}
