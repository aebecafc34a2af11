import type { Work } from '@yichuang/event-store';
import { streamOf, unpackErrand, type DeskHandler, type DeskWork } from './desk-handler.js';
import type { Port } from './desk.js';

/** An errand as the store hands it to a worker. */
export interface ErrandCall {
  readonly id: string;
  readonly port: string;
  readonly payload: Uint8Array;
  readonly attempt: number;
  readonly signal: AbortSignal;
}

/** Runs errands outside any transaction: opens the section it needs, calls the port, gives the answer as bytes. */
export function errandCaller(ports: ReadonlyMap<string, Port>, handler: DeskHandler, answered: () => void) {
  return async ({ id, port: name, payload, signal }: ErrandCall): Promise<Uint8Array | null> => {
    const port = ports.get(name);
    if (port === undefined) throw new TypeError(`there is no port ${name}`);
    const { caseId, ask, sealed } = unpackErrand(payload);
    const [section] = sealed === undefined ? [null] : await handler.openAll([{ caseId, bytes: sealed }]);
    const answer = await port.call({ key: id, caseId, ask, section: section ?? null, signal });
    answered();
    return answer === null || answer === undefined ? null : Buffer.from(JSON.stringify(answer), 'utf8');
  };
}

/** The work in which an errand's answer comes back to its desk. `null`: it stayed silent to the end. */
export function answerWork(
  errand: { readonly id: string; readonly port: string; readonly payload: Uint8Array; readonly attempt: number },
  answer: Uint8Array | null,
): Work<DeskWork> {
  const { desk, caseId, ask, sealed } = unpackErrand(errand.payload);
  return {
    stream: streamOf(desk, caseId),
    caseId,
    cause: `${errand.id}:${String(errand.attempt)}`,
    origin: { kind: 'errand', errand: errand.id, attempt: errand.attempt },
    payload: {
      kind: 'learned',
      desk,
      caseId,
      port: errand.port,
      errand: errand.id,
      ask,
      answer: answer === null ? null : JSON.parse(Buffer.from(answer).toString('utf8')),
      sealed,
    },
  };
}
