import { Client } from '../client.js';
import type { Language } from '../words.js';

type Options = Readonly<Record<string, string | boolean | string[] | undefined>>;

interface ParkedCase {
  readonly department: string;
  readonly caseId: string;
  /** ISO, +08:00. */
  readonly parkedAt: string;
  readonly reason: string;
  readonly waiting: number;
}

const print = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

/** Without private data: the reason is the name of a fault, never a value. */
export async function list(options: Options, _language: Language): Promise<void> {
  for (const one of await new Client(String(options['server'])).get<ParkedCase[]>('/api/v1/parked')) {
    print(
      options['json'] === true
        ? JSON.stringify(one)
        : `${one.parkedAt}  ${one.department}  ${one.caseId}  +${String(one.waiting)}  ${one.reason}`,
    );
  }
}

export async function retry(department: string, caseId: string, options: Options): Promise<void> {
  const path = `/api/v1/parked/${encodeURIComponent(department)}/${encodeURIComponent(caseId)}/retry`;
  print(JSON.stringify(await new Client(String(options['server'])).post<unknown>(path, {})));
}

export async function resolve(department: string, caseId: string, options: Options): Promise<void> {
  const path = `/api/v1/parked/${encodeURIComponent(department)}/${encodeURIComponent(caseId)}/resolve`;
  print(JSON.stringify(await new Client(String(options['server'])).post<unknown>(path, { reason: options['reason'] })));
}
