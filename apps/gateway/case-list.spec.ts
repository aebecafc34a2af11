import { describe, expect, it } from '@jest/globals';
import type { ClientOnBehalf } from '@yichuang/host';
import { CaseList, type Page, type Query } from './case-list.js';

/** An orchestrator that knows three cases, and what it was asked. */
function listOf(parkedIds: readonly string[]) {
  const asked: unknown[] = [];
  const all = ['c3', 'c2', 'c1'].map((caseId) => ({ caseId, status: 'in-progress' }));
  const list = new CaseList({ all: () => Promise.resolve(new Map(parkedIds.map((id) => [id, []]))) });
  const orchestrator = {
    get: <T>(path: string) => {
      asked.push(path);
      return Promise.resolve({ cases: all, next: 'x' } as T);
    },
    post: <T>(path: string, body: unknown) => {
      asked.push([path, body]);
      const { ids } = body as { ids: string[] };
      return Promise.resolve({ cases: all.filter(({ caseId }) => ids.includes(caseId)), next: null } as T);
    },
  } as ClientOnBehalf;
  return { page: (query: Query) => list.page({ orchestrator }, query), asked };
}

const shown = ({ cases }: Page) => cases.map(({ caseId, status }) => `${caseId} ${status}`);

describe('a list of cases', () => {
  it('shows as parked what a service stopped at', async () => {
    const { page, asked } = listOf(['c2']);
    const found = await page({ limit: '3', name: '虚杉' });
    expect(shown(found)).toEqual(['c3 in-progress', 'c2 parked', 'c1 in-progress']);
    expect(found.next).toBe('x');
    expect(asked).toEqual([`/cases?limit=3&name=${encodeURIComponent('虚杉')}`]);
  });

  it('of another status does not show what is parked', async () => {
    const { page } = listOf(['c2']);
    expect(shown(await page({ status: 'in-progress' }))).toEqual(['c3 in-progress', 'c1 in-progress']);
  });

  it('of parked cases asks for exactly these, with the other filters', async () => {
    const { page, asked } = listOf(['c1', 'gone']);
    expect(shown(await page({ status: 'parked', limit: '5' }))).toEqual(['c1 parked']);
    expect(asked).toEqual([['/cases/among?limit=5', { ids: ['c1', 'gone'] }]]);
  });
});
