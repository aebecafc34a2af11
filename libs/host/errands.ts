import type { Work } from '@yichuang/event-store';
import { streamOf, unpackErrand, type DeskHandler, type DeskWork } from './desk-handler.js';
import type { Port } from './desk.js';
import type { Tracing } from './tracing.js';

/** An errand as the store hands it to a worker. */
export interface ErrandCall {
  readonly id: string;
  readonly port: string;
  readonly payload: Uint8Array;
  readonly attempt: number;
  readonly signal: AbortSignal;
}

interface CallerParts {
  readonly ports: ReadonlyMap<string, Port>;
  readonly handler: DeskHandler;
  readonly tracing: Tracing | null;
  /** Told of each answer before anybody else knows of it. */
  readonly answered: () => void;
}

/** Runs errands outside any transaction: opens the section it needs, calls the port, gives the answer as bytes. */
export function errandCaller({ ports, handler, tracing, answered }: CallerParts) {
  return async ({ id, port: name, payload, attempt, signal }: ErrandCall): Promise<Uint8Array | null> => {
    const port = ports.get(name);
    if (port === undefined) throw new TypeError(`there is no port ${name}`);
    const { desk, caseId, ask, sealed, trace } = unpackErrand(payload);
    const facts = {
      'yichuang.desk': desk,
      'yichuang.port': name,
      'yichuang.case': caseId,
      'yichuang.attempt': attempt,
    };
    const span =
      tracing === null || trace === undefined
        ? undefined
        : tracing.start({ name: `${desk} asks ${name}`, kind: 'client', parent: trace, facts });
    try {
      const [section] = sealed === undefined ? [null] : await handler.openAll([{ caseId, bytes: sealed }]);
      const answer = await port.call({ key: id, caseId, ask, section: section ?? null, signal });
      answered();
      span?.end();
      return answer === null || answer === undefined ? null : Buffer.from(JSON.stringify(answer), 'utf8');
    } catch (error) {
      // a fault of the outside may repeat what it was asked
      span?.end('failed');
      throw error;
    }
  };
}

/** The work in which an errand's answer comes back to its desk. `null`: it stayed silent to the end. */
export function answerWork(
  errand: { readonly id: string; readonly port: string; readonly payload: Uint8Array; readonly attempt: number },
  answer: Uint8Array | null,
): Work<DeskWork> {
  const { desk, caseId, ask, sealed, trace } = unpackErrand(errand.payload);
  return {
    ...(trace === undefined ? {} : { trace }),
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
      attempt: errand.attempt,
      ask,
      answer: answer === null ? null : JSON.parse(Buffer.from(answer).toString('utf8')),
      sealed,
    },
  };
}
