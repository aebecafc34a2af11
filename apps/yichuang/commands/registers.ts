import { text } from '@yichuang/kernel';
import { clientOf } from '../client.js';
import { Failure } from '../failure.js';
import type { Options } from '../options.js';
import type { Language } from '../words.js';
import { print } from './print.js';

interface Register {
  readonly service: string;
  readonly name: string;
}

interface Rebuilt {
  readonly service: string;
  readonly register: string;
  readonly rows: number;
}

export async function list(options: Options): Promise<void> {
  for (const one of await clientOf(options).get<Register[]>('/api/v1/registers')) {
    print(options['json'] === true ? JSON.stringify(one) : `${one.service}  ${one.name}`);
  }
}

/** @throws Failure when no service has it, or several do and none was chosen */
export async function rebuild(name: string, options: Options, language: Language): Promise<void> {
  const client = clientOf(options);
  const service = serviceOf(await client.get<Register[]>('/api/v1/registers'), name, options['service']);
  const path = `/api/v1/registers/${encodeURIComponent(service)}/${encodeURIComponent(name)}/rebuild`;
  const done = await client.post<Rebuilt>(path, {});
  const rows = String(done.rows);
  print(
    options['json'] === true
      ? JSON.stringify(done)
      : text(`${service} ${name}：已重建，${rows} 行`, `${service} ${name}: rebuilt, ${rows} rows`)[language],
  );
}

function serviceOf(registers: readonly Register[], name: string, chosen: Options[string]): string {
  const owners = registers.filter((one) => one.name === name && (chosen === undefined || one.service === chosen));
  const [first, second] = owners;
  if (first === undefined) {
    throw new Failure(
      text(
        `没有登记簿 ${name}（用 yichuang register list 查看）`,
        `there is no register ${name} (see yichuang register list)`,
      ),
    );
  }
  if (second === undefined) return first.service;
  const services = owners.map(({ service }) => service).join(', ');
  throw new Failure(
    text(
      `${services} 都有登记簿 ${name}：用 --service 指定`,
      `several services have a register ${name} (${services}): choose one with --service`,
    ),
  );
}
