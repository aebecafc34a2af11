import { Client } from 'undici';
import { toyDepartments, toyPlan } from '@yichuang/matters';
import type { KeptPage, KeptStream } from './kept.controller.js';
import { toySteps } from './toy-work.js';
import type { Toys } from './toys.js';

/**
 * Reads every store back, service by service: each case is completed in the orchestrator's with each of its results
 * once, each department's holds its own results of each case once, and no other case is anywhere.
 *
 * @returns how many results of steps there are
 * @throws Error naming the first case that is not so
 */
export async function verifyKept(
  { urls, identity }: Pick<Toys, 'urls' | 'identity'>,
  caseIds: readonly string[],
): Promise<{ readonly results: number }> {
  const wanted = new Set(caseIds);
  const keptBy = (name: string) => readKept(urls[name] ?? '', () => identity.tokenFor(name));
  const kept = await keptBy('orchestrator');
  check('orchestrator', kept, wanted, toySteps);
  for (const [stream, { completed }] of kept) {
    if (!completed) throw new Error(`${stream} is not completed in the store`);
  }
  for (const name of toyDepartments) {
    const own = toyPlan.steps.filter(({ department }) => department === name).map(({ id }) => id);
    check(name, await keptBy(name), wanted, own);
  }
  return { results: [...kept.values()].reduce((sum, { steps }) => sum + steps.length, 0) };
}

function check(
  service: string,
  kept: ReadonlyMap<string, KeptStream>,
  wanted: ReadonlySet<string>,
  steps: readonly string[],
): void {
  if (kept.size !== wanted.size) {
    throw new Error(`${service} holds ${String(kept.size)} cases, ${String(wanted.size)} were handed in`);
  }
  const all = [...steps].sort().join(' ');
  for (const caseId of wanted) {
    const found = [...(kept.get(caseId)?.steps ?? [])].sort().join(' ');
    if (found !== all) throw new Error(`${service} holds of case ${caseId}: ${found}; it should hold: ${all}`);
  }
}

async function readKept(url: string, token: () => Promise<string>): Promise<ReadonlyMap<string, KeptStream>> {
  const client = new Client(url);
  const kept = new Map<string, KeptStream>();
  try {
    for (let after: KeptPage['next'] = { shard: 0, position: 0 }; after !== null;) {
      const path: string = `/replay/kept?shard=${String(after.shard)}&position=${String(after.position)}`;
      const headers = { authorization: `Bearer ${await token()}` };
      const { statusCode, body } = await client.request({ method: 'GET', path, headers });
      if (statusCode !== 200) throw new Error(`${url} was answered ${String(statusCode)}: ${await body.text()}`);
      const { streams, next } = (await body.json()) as KeptPage;
      for (const one of streams) kept.set(one.stream.slice(one.stream.indexOf('/') + 1), one);
      after = next;
    }
  } finally {
    await client.close();
  }
  return kept;
}
