import { text } from '@yichuang/kernel';
import { clientOf } from '../client.js';
import type { Options } from '../options.js';
import type { Language } from '../words.js';
import { print } from './print.js';

interface ParkedCase {
  readonly department: string;
  readonly caseId: string;
  /** ISO, +08:00. */
  readonly parkedAt: string;
  readonly reason: string;
  readonly origin: string;
  readonly waiting: number;
}

interface ParkedDetail extends ParkedCase {
  readonly behind: readonly {
    readonly kind: 'event' | 'timer' | 'answer' | 'command' | 'effect';
    readonly desk: string | null;
    readonly type: string;
    readonly source: string | null;
  }[];
}

interface Handled {
  readonly outcome: { readonly outcome: 'open' | 'parked'; readonly workedOff: number };
}

/** Where a case is parked. */
export interface ParkedPlace {
  readonly department: string;
  readonly caseId: string;
}

const kinds = {
  event: text('事件', 'event'),
  timer: text('定时', 'timer'),
  answer: text('外部答复', 'answer'),
  command: text('命令', 'command'),
  effect: text('外部事务', 'effect'),
};

const pathOf = ({ department, caseId }: ParkedPlace): string =>
  `/api/v1/parked/${encodeURIComponent(department)}/${encodeURIComponent(caseId)}`;

/** Without private data: the reason is the name of a fault, never a value. */
export async function list(options: Options, language: Language): Promise<void> {
  for (const one of await clientOf(options).get<ParkedCase[]>('/api/v1/parked')) {
    print(options['json'] === true ? JSON.stringify(one) : lineOf(one, language));
  }
}

export async function show(place: ParkedPlace, options: Options, language: Language): Promise<void> {
  const found = await clientOf(options).get<ParkedDetail>(pathOf(place));
  if (options['json'] === true) {
    print(JSON.stringify(found));
    return;
  }
  print(lineOf(found, language));
  for (const { kind, desk, type, source } of found.behind) {
    print(
      ['', kinds[kind][language], ...(desk === null ? [] : [desk]), ...(source === null ? [] : [source]), type].join(
        '  ',
      ),
    );
  }
}

export async function retry(place: ParkedPlace, options: Options, language: Language): Promise<void> {
  const done = await clientOf(options).post<Handled>(`${pathOf(place)}/retry`, {});
  print(options['json'] === true ? JSON.stringify(done) : handled(done, language));
}

export async function resolve(place: ParkedPlace, options: Options, language: Language): Promise<void> {
  const done = await clientOf(options).post<Handled>(`${pathOf(place)}/resolve`, { reason: options['reason'] });
  print(options['json'] === true ? JSON.stringify(done) : handled(done, language));
}

function lineOf({ parkedAt, department, caseId, waiting, reason }: ParkedCase, language: Language): string {
  const behind = text(`其后 ${String(waiting)} 项`, `${String(waiting)} waiting`)[language];
  return [parkedAt, department, caseId, behind, reason].join('  ');
}

function handled({ outcome: { outcome, workedOff } }: Handled, language: Language): string {
  const done = String(workedOff);
  return outcome === 'open'
    ? text(`已继续办理，办完积压 ${done} 项`, `it goes on; ${done} worked off that waited`)[language]
    : text(`再次失败，仍然挂起，办完积压 ${done} 项`, `it failed again and stays parked; ${done} worked off`)[language];
}
