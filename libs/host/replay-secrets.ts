import type { EventStore } from '@yichuang/event-store';
import type { Department } from './department.js';
import type { DeskWork } from './desk-handler.js';
import type { DifferingRow } from './replay-registers.js';

/** What must stand beside a stream by its events: a secret of this print, or none; and whether one was destroyed. */
export interface ExpectedSecret {
  readonly print: string | null;
  readonly destroyed: boolean;
  readonly printOf: (secret: Uint8Array) => string;
}
/** Stream → what its events say. */
export type ExpectedSecrets = Map<string, ExpectedSecret>;

/** Every secret beside these streams, held against the print their events recorded. None is opened for it. */
export async function compareSecrets(
  { department, store }: { readonly department: Department; readonly store: EventStore<DeskWork, unknown> },
  expected: ExpectedSecrets,
): Promise<readonly DifferingRow[]> {
  if (expected.size === 0) return [];
  const kept = await store.secrets([...expected.keys()]);
  return [...expected].flatMap(([stream, { print, printOf }]): DifferingRow[] => {
    const secret = kept.get(stream);
    const found = secret === undefined ? null : printOf(secret);
    if (found === print) return [];
    const detail =
      print === null
        ? 'a secret stands here that no event keeps'
        : found === null
          ? 'the secret that was kept is missing, and no event destroyed it'
          : 'the secret is not the one that was kept';
    return [{ stream, difference: { service: department.name, stream, version: null, what: 'secret', detail } }];
  });
}
