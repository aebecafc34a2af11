import type { Item } from './item.js';

/** The turn must be run again, with this work failing by itself. */
export class Culprit extends Error {
  override readonly name = 'Culprit';
  constructor(
    readonly item: Item<unknown>,
    readonly reason: Error,
  ) {
    super(`a work of case ${item.work.caseId} fails by itself`);
  }
}

/** The turn must be run again with these keys claimed from the beginning. */
export class NeedsClaims extends Error {
  override readonly name = 'NeedsClaims';
  constructor(
    readonly item: Item<unknown>,
    readonly keys: readonly string[],
  ) {
    super('a decision needs keys that were not claimed');
  }
}

/** Nothing more may wait behind this parked case. The turn must be run again without the step that brings more. */
export class QueueFull extends Error {
  override readonly name = 'QueueFull';
  constructor(readonly item: Item<unknown>) {
    super(`too much waits behind the parked case ${item.work.caseId}`);
  }
}

export const asError = (error: unknown): Error => (error instanceof Error ? error : new Error('failed'));
