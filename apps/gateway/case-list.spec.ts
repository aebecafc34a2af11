import { describe, expect, it } from '@jest/globals';
import { CaseList, type Page } from './case-list.js';

/** An orchestrator that knows three cases, and what it was asked. */
function listOf(parkedIds: readonly string[]) {
  const asked: unknown[] = [];
  const all = ['c3', 'c2', 'c1'].map((caseId) => ({ caseId, status: 'in-progress' }));
  const list = new CaseList(
    {
      get: <T>(path: string) => {
        asked.push(path);
        return Promise.resolve({ cases: all, next: 'x' } as T);
      },
      post: <T>(path: string, body: unknown) => {
        asked.push([path, body]);
        const { ids } = body as { ids: string[] };
        return Promise.resolve({ cases: all.filter(({ caseId }) => ids.includes(caseId)), next: null } as T);
      },
    },
    { all: () => Promise.resolve(new Map(parkedIds.map((id) => [id, []]))) },
  );
  return { list, asked };
}

const shown = ({ cases }: Page) => cases.map(({ caseId, status }) => `${caseId} ${status}`);

describe('a list of cases', () => {
  it('shows as parked what a service stopped at', async () => {
    const { list, asked } = listOf(['c2']);
    const page = await list.page({ limit: '3', name: '虚杉' });
    expect(shown(page)).toEqual(['c3 in-progress', 'c2 parked', 'c1 in-progress']);
    expect(page.next).toBe('x');
    expect(asked).toEqual([`/cases?limit=3&name=${encodeURIComponent('虚杉')}`]);
  });

  it('of another status does not show what is parked', async () => {
    const { list } = listOf(['c2']);
    expect(shown(await list.page({ status: 'in-progress' }))).toEqual(['c3 in-progress', 'c1 in-progress']);
  });

  it('of parked cases asks for exactly these, with the other filters', async () => {
    const { list, asked } = listOf(['c1', 'gone']);
    expect(shown(await list.page({ status: 'parked', limit: '5' }))).toEqual(['c1 parked']);
    expect(asked).toEqual([['/cases/among?limit=5', { ids: ['c1', 'gone'] }]]);
  });
});
