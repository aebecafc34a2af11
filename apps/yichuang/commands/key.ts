import { randomUUID } from 'node:crypto';
import { text, type Text } from '@yichuang/kernel';
import { clientOf } from '../client.js';
import type { Options } from '../options.js';
import type { Language } from '../words.js';

interface CaseKey {
  readonly caseId: string;
  readonly state: 'kept' | 'destroyed';
  readonly keptUntil: string | null;
  readonly because: Text;
  readonly holds: readonly string[];
  readonly destroyedAt: string | null;
}

const pathOf = (id: string): string => `/api/v1/cases/${encodeURIComponent(id)}/key`;

export async function show(id: string, options: Options, language: Language): Promise<void> {
  say(await clientOf(options).get<CaseKey>(pathOf(id)), options, language);
}

export async function act(
  what: 'hold' | 'lift' | 'destroy',
  id: string,
  options: Options,
  language: Language,
): Promise<void> {
  const client = clientOf(options);
  const body = { reason: options['reason'] };
  say(await client.post<CaseKey>(`${pathOf(id)}/${what}`, body, randomUUID()), options, language);
}

function say(key: CaseKey, options: Options, language: Language): void {
  process.stdout.write(`${options['json'] === true ? JSON.stringify(key) : lines(key, language).join('\n')}\n`);
}

function lines({ destroyedAt, keptUntil, because, holds }: CaseKey, language: Language): string[] {
  if (destroyedAt !== null)
    return [text(`密钥已于 ${destroyedAt} 销毁`, `the key was destroyed at ${destroyedAt}`)[language]];
  const until = text(`保存至 ${keptUntil ?? ''}`, `kept until ${keptUntil ?? ''}`)[language];
  return [
    ...(keptUntil === null ? [] : [until]),
    because[language],
    ...holds.map((reason) => text(`保全：${reason}`, `held: ${reason}`)[language]),
  ];
}
