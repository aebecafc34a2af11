import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sample, TestHouse } from '@yichuang/testing';
import { parse, stringify } from 'yaml';
import { FILED_ON } from './opening-house.js';

/** A draft on the command line, through everything a person does with it, in a house as it runs. */
const house = new TestHouse(['--clock', `${FILED_ON} 09:00`, '--speed', '1']);
const folder = mkdtempSync(join(tmpdir(), 'yc-drafts-'));
const file = (name: string, content: string | Buffer): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

beforeAll(async () => {
  await house.start();
});
afterAll(async () => {
  await house.end();
  rmSync(folder, { recursive: true });
});

async function said(...args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await house.cli(...args);
  expect([code, stderr]).toEqual([0, '']);
  return stdout;
}

describe('a draft on the command line', () => {
  const whole = sample('a.yaml').form as Record<string, unknown>;
  let draftId: string;

  it('is saved half-filled, listed, shown as a file, and saved again from the version that was read', async () => {
    const { name, company } = whole;
    const saved = await said('draft', 'save', file('half.yaml', stringify({ name })));
    draftId = saved.split(' ')[0] ?? '';
    expect(saved).toMatch(/^[0-9a-z]{24} {2}version 1, kept until \S+$/m);
    expect(await said('draft', 'list')).toContain(draftId);
    const shown = await said('draft', 'show', draftId);
    expect(parse(shown)).toEqual({ name });
    const again = file('more.yaml', stringify({ ...(parse(shown) as object), company }));
    expect(await said('draft', 'save', again, '--draft', draftId, '--version', '1')).toContain('version 2');
    const other = file('late.yaml', stringify({ company }));
    const late = await house.cli('draft', 'save', other, '--draft', draftId, '--version', '1');
    expect([late.code, late.stderr]).toEqual([1, expect.stringContaining('saved since you read it')]);
    const blind = await house.cli('draft', 'save', again, '--draft', draftId);
    expect([blind.code, blind.stderr]).toEqual([2, expect.stringContaining('--version')]);
  });

  it('takes a scan, becomes a case of its own id, and a receipt names the scan’s fingerprint', async () => {
    const scan = file('lease.pdf', Buffer.from('%PDF-1.7\na lease'));
    const kept = JSON.parse(await said('attach', scan, '--to', draftId, '--json')) as { sha256: string };
    const [first, ...others] = whole['papers'] as { kind: string; sha256: string }[];
    const form = file('whole.yaml', stringify({ ...whole, papers: [{ ...first, sha256: kept.sha256 }, ...others] }));
    await said('draft', 'save', form, '--draft', draftId, '--version', '2');
    const taken = JSON.parse(await said('draft', 'submit', draftId, '--json')) as { caseId: string; number: string };
    expect(taken.caseId).toBe(draftId);
    const receipt = await said('receipt', draftId);
    expect(receipt).toContain(`办件编号 Number of the case: ${taken.number}`);
    expect(receipt).toContain(kept.sha256);
    const data = JSON.parse(await said('receipt', draftId, '--json')) as {
      receipts: { papers: { sha256: string; attachmentId: string | null }[] }[];
    };
    const linked = data.receipts[0]?.papers.filter(({ attachmentId }) => attachmentId !== null);
    expect(linked?.map(({ sha256 }) => sha256)).toEqual([kept.sha256]);
  });

  it('is deleted for ever, and a file that is no scan is not taken', async () => {
    const other = (await said('draft', 'save', file('other.yaml', 'matter: company-opening\n'))).split(' ')[0] ?? '';
    const refused = await house.cli('attach', file('x.txt', 'hello'), '--to', other);
    expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('only PDF, OFD, JPEG, PNG and HEIC')]);
    await said('draft', 'delete', other);
    expect((await house.cli('draft', 'show', other)).code).toBe(1);
  });
});
