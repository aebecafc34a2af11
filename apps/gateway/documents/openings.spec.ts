import { describe, expect, it } from '@jest/globals';
import { NOTIFIER, type Role } from '@yichuang/contracts';
import type { ClientOnBehalf } from '@yichuang/host';
import { Openings, type Opening } from './openings.js';

/** A notifier that writes down what it is told, and fails as often as it is asked to. */
class Notebook implements Pick<ClientOnBehalf, 'post'> {
  readonly told: unknown[][] = [];
  constructor(private failures = 0) {}

  post<T>(path: string, body: unknown, headers?: Readonly<Record<string, string>>): Promise<T> {
    if (this.failures > 0) {
      this.failures -= 1;
      return Promise.reject(new Error('away'));
    }
    this.told.push([path, body, headers?.['idempotency-key']]);
    return Promise.resolve(undefined as T);
  }
}

const opening = (role: Role = 'applicant', over: Partial<Opening> = {}): Opening => ({
  caseId: 'c1',
  document: '沙开办1-N1',
  reader: { id: 'u1', roles: [role] },
  ...over,
});

function openingsOf(notifier: Notebook) {
  const failures: unknown[] = [];
  const openings = new Openings((error) => failures.push(error), [0, 0]);
  const house = { services: new Map([[NOTIFIER, notifier as unknown as ClientOnBehalf]]) };
  const note = (one: Opening) => {
    openings.note(house, one);
  };
  return { failures, openings, note };
}

describe('the openings of documents', () => {
  it('are told once a case, document and reader, under a key that any gateway would give', async () => {
    const notifier = new Notebook();
    const { openings, note } = openingsOf(notifier);
    for (const one of [opening(), opening(), opening('agent', { reader: { id: 'u2', roles: ['agent'] } })]) note(one);
    note(opening('applicant', { document: 'licence' }));
    await openings.settled();
    expect(notifier.told.map(([path, body]) => [path, body])).toEqual([
      ['/desks/notification/cases/c1/read', { document: '沙开办1-N1' }],
      ['/desks/notification/cases/c1/read', { document: '沙开办1-N1' }],
      ['/desks/notification/cases/c1/read', { document: 'licence' }],
    ]);
    const keys = notifier.told.map(([, , key]) => key);
    expect(new Set(keys).size).toBe(3);
    const other = new Notebook();
    const elsewhere = openingsOf(other);
    elsewhere.note(opening());
    await elsewhere.openings.settled();
    expect(other.told[0]?.[2]).toBe(keys[0]);
  });

  it('are nobody’s who looks in the course of his duty', async () => {
    const notifier = new Notebook();
    const { openings, note } = openingsOf(notifier);
    for (const role of ['clerk', 'reviewer', 'approver', 'helper', 'supervisor', 'auditor'] as const)
      note(opening(role));
    await openings.settled();
    expect(notifier.told).toEqual([]);
  });

  it('are said again while the notifier is away; given up, the next reading tells it, and no reading fails', async () => {
    const notifier = new Notebook(2 + 3);
    const { openings, note, failures } = openingsOf(notifier);
    note(opening());
    await openings.settled();
    expect([failures.length, notifier.told.length]).toEqual([1, 0]);
    note(opening());
    await openings.settled();
    expect([failures.length, notifier.told.length]).toEqual([1, 1]);
  });
});
