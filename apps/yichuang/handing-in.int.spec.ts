import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { demoAccounts } from '@yichuang/host';
import { gateway } from '@yichuang/gateway';
import { generateApplications } from '@yichuang/matters';
import { orchestrator } from '@yichuang/orchestrator';
import { TestDoor, type Answered } from '@yichuang/testing';
import { vault } from '@yichuang/vault';
import { parseInstant } from '@yichuang/working-time';
import { ServedApart } from './served-apart.js';

/** Everything by which an application comes in: the counter, receipts. Vault, orchestrator and gateway as they run. */

const START = instant('2026-11-23 09:00');
const forms = Array.from(generateApplications({ seed: 5, count: 30 }), ({ form }) => form as unknown as Form);
type Form = Readonly<Record<string, unknown>> & { readonly papers: readonly { kind: string; sha256: string }[] };

let house: ServedApart;
let applicant: TestDoor;
let clerk: TestDoor;

beforeAll(async () => {
  house = await ServedApart.begin({ instant: START, speed: 1 }, 4);
  await house.serve(vault);
  await house.serve(orchestrator);
  const url = await (await house.serve(gateway, '127.0.0.1:0')).app.getUrl();
  applicant = new TestDoor({ url, tokenOf: (account) => house.tokenOf(account) }, 'applicant-1');
  clerk = applicant.as('clerk-1');
});

afterAll(() => house.end());

function instant(written: string): number {
  const parsed = parseInstant(written);
  if (parsed.kind === 'fault') throw new RangeError(parsed.text.en);
  return parsed.at;
}

function nextForm(): Form {
  const form = forms.shift();
  if (form === undefined) throw new RangeError('no more forms');
  return form;
}

const idOf = (account: string): string => demoAccounts.find(({ name }) => name === account)?.actor.id ?? '';
const codeOf = ({ status, body }: Answered): readonly [number, unknown] => [status, body['code']];
const pathsOf = ({ body }: Answered): string[] => (body['faults'] as { path: string }[]).map(({ path }) => path).sort();
const write = (door: TestDoor, method: string, path: string, body: unknown, key: string = randomUUID()) =>
  door.send(method, `/api/v1${path}`, body, { 'idempotency-key': key });

describe('the counter', () => {
  const presence = { signed: 'pad', papersSeen: ['identity-document'] };

  it('takes the application of a person who is present, once for one key, and gives a receipt', async () => {
    const [form, key] = [nextForm(), randomUUID()];
    const taken = await write(clerk, 'POST', '/intake', { form, presence }, key);
    expect(taken.status).toBe(201);
    const caseId = String(taken.body['caseId']);
    expect(taken.headers.get('location')).toBe(`/api/v1/cases/${caseId}`);
    const again = await write(clerk, 'POST', '/intake', { form, presence }, key);
    expect([again.status, again.body]).toEqual([200, taken.body]);
    expect(codeOf(await write(clerk, 'POST', '/intake', { form: nextForm(), presence }, key))).toEqual([
      422,
      'IDEMPOTENCY_KEY_REUSED',
    ]);

    const receipt = await clerk.get(`/api/v1/cases/${caseId}/receipt`);
    expect(receipt.body).toMatchObject({
      number: taken.body['number'],
      receipts: [
        {
          number: `${String(taken.body['number'])}-R1`,
          handedInBy: taken.body['principal'],
          clerk: { id: idOf('clerk-1'), hall: '350405', signed: 'pad' },
          papers: form.papers.map(({ kind, sha256 }) => ({ kind, sha256 })),
        },
      ],
      promise: { acceptedAt: null, dueAt: null, budgetMinutes: 240 },
    });
    for (const type of ['text/plain', 'text/html']) {
      const page = await clerk.get(`/api/v1/cases/${caseId}/receipt`, { accept: `${type}, */*;q=0.1` });
      expect(page.headers.get('content-type')).toBe(`${type}; charset=utf-8`);
      expect(page.body['text']).toContain(form.papers[0]?.sha256);
    }
  });

  it('shows the receipt to whose case it is and to the hall, and to no other applicant', async () => {
    const form = nextForm();
    const mine = await write(clerk, 'POST', '/intake', { form, presence, applicant: idOf('applicant-1') });
    const path = `/api/v1/cases/${String(mine.body['caseId'])}/receipt`;
    const seen = await Promise.all(
      ['applicant-1', 'clerk-2', 'applicant-2'].map((account) => applicant.as(account).get(path)),
    );
    expect(seen.map(({ status }) => status)).toEqual([200, 200, 403]);
  });

  it('names every fault while the person is still there, and writes nothing', async () => {
    const { papers: _papers, ...form } = nextForm();
    const checked = await clerk.send('POST', '/api/v1/intake/check', { ...form, hall: 7 });
    expect([checked.status, pathsOf(checked)]).toEqual([200, ['/hall', '/papers']]);
    const taken = await write(clerk, 'POST', '/intake', { form: { ...form, hall: 7 } });
    expect([taken.status, pathsOf(taken)]).toEqual([400, ['/hall', '/papers', '/presence']]);
    expect((await clerk.send('POST', '/api/v1/intake/check', nextForm())).body).toEqual({ faults: [] });
  });

  it('is the clerk’s alone, and not for his own application', async () => {
    const form = nextForm();
    expect(codeOf(await write(applicant, 'POST', '/intake', { form, presence }))).toEqual([403, 'NOT_PERMITTED']);
    const own = await write(clerk, 'POST', '/intake', { form, presence, applicant: idOf('clerk-1') });
    expect(codeOf(own)).toEqual([409, 'DUTIES_NOT_SEPARATE']);
    expect(codeOf(await clerk.send('POST', '/api/v1/intake', { form, presence }))).toEqual([
      400,
      'IDEMPOTENCY_KEY_MISSING',
    ]);
  });
});
