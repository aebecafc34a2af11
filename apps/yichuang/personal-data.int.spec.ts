import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { gateway } from '@yichuang/gateway';
import { findDemoAccount } from '@yichuang/host';
import { orchestrator } from '@yichuang/orchestrator';
import { sample } from '@yichuang/testing';
import { vault } from '@yichuang/vault';
import { parseInstant } from '@yichuang/working-time';
import * as personal from './commands/personal.js';
import type { Options } from './options.js';
import { ServedApart } from './served-apart.js';

/** Vault, orchestrator and gateway as they run, on Postgres: who is shown what of a person, and what is kept of it. */

const START = instant('2026-11-23 09:00');
/** Domain minutes pass in machine seconds. */
const SPEED = 600;
const PRIVATE = ['林志远', '350405198805120019', '13800000001', 'person1@example.com', '虬江街道'];
const { form } = sample('a.yaml');

let house: ServedApart;
let url: string;
let caseId: string;

beforeAll(async () => {
  house = await ServedApart.begin({ instant: START, speed: SPEED }, 2);
  await house.serve(vault);
  await house.serve(orchestrator);
  url = await (await house.serve(gateway, '127.0.0.1:0')).app.getUrl();
  caseId = await handedIn('applicant-1');
});
afterAll(() => house.end());

function instant(written: string): number {
  const parsed = parseInstant(written);
  if (parsed.kind === 'fault') throw new RangeError(parsed.text.en);
  return parsed.at;
}

interface Said {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: Readonly<Record<string, unknown>>;
}

async function call(account: string, method: string, path: string, body?: unknown): Promise<Said> {
  const answer = await fetch(new URL(path, url), {
    method,
    headers: {
      authorization: `Bearer ${await house.tokenOf(account)}`,
      'content-type': 'application/json',
      'idempotency-key': randomUUID(),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, text, body: JSON.parse(text) as Said['body'] };
}

async function handedIn(account: string): Promise<string> {
  const { status, body } = await call(account, 'POST', '/api/v1/cases', form);
  expect(status).toBe(201);
  return String(body['caseId']);
}

const read = (account: string, id = caseId) => call(account, 'GET', `/api/v1/cases/${id}/personal-data`);
const open = (account: string, body: object, id = caseId) =>
  call(account, 'POST', `/api/v1/cases/${id}/personal-data/open`, body);
const accessesOf = async (id = caseId, account = 'applicant-1') => {
  const { status, body } = await call(account, 'GET', `/api/v1/cases/${id}/accesses`);
  expect(status).toBe(200);
  return body['accesses'] as readonly Readonly<Record<string, unknown>>[];
};
const idOf = (account: string) => findDemoAccount(account)?.actor.id;
const sectionsIn = ({ body }: Said) => Object.keys(body['sections'] as object).sort();
const ALL = [
  'housing-fund',
  'market-regulation',
  'medical-insurance',
  'notifier',
  'seal',
  'social-insurance',
  'tax',
] as const;

describe('personal data of a case', () => {
  it('is shown whole to the applicant himself, and of that nothing is recorded', async () => {
    const own = await read('applicant-1');
    expect(own).toMatchObject({ status: 200, body: { caseId, shows: 'whole' } });
    expect(sectionsIn(own)).toEqual(ALL);
    for (const value of PRIVATE) expect(own.text).toContain(value);
    expect(own.headers.get('cache-control')).toBe('no-store');
    expect(await accessesOf()).toEqual([]);
  });

  it('names each paper with its fingerprint and whose it is, as the form did', async () => {
    const { papers } = form as { readonly papers: readonly unknown[] };
    expect(papers).not.toHaveLength(0);
    for (const shown of [await read('applicant-1'), await read('supervisor')])
      expect(shown.body).toMatchObject({ sections: { 'market-regulation': { papers } } });
  });

  it.each(['supervisor', 'auditor', 'hall-head'])('is masked to the %s, field by field', async (account) => {
    const shown = await read(account);
    expect(shown).toMatchObject({
      status: 200,
      body: {
        shows: 'masked',
        sections: {
          'market-regulation': {
            people: {
              p1: {
                name: '林**',
                document: { type: 'RESIDENT_ID', number: '3504**********0019' },
                mobile: '138****0001',
                address: '福建省三明市沙县区***',
              },
            },
            posts: { legalRepresentative: 'p1' },
          },
        },
      },
    });
    for (const value of PRIVATE) expect(shown.text).not.toContain(value);
    expect(await accessesOf()).toEqual([]);
  });

  it('is shown to an officer as far as it is his department’s, which the applicant can see', async () => {
    const shown = await read('reviewer-tax');
    expect(shown).toMatchObject({ status: 200, body: { shows: 'own-fields' } });
    expect(sectionsIn(shown)).toEqual(['tax']);
    expect(shown.text).toContain('林志远');
    expect(await accessesOf()).toMatchObject([
      {
        at: expect.stringMatching(/^2026-11-23T/),
        by: idOf('reviewer-tax'),
        role: 'reviewer',
        department: 'tax',
        what: { en: 'read personal data' },
        sections: ['tax'],
        reason: null,
        warrant: null,
      },
    ]);
  });

  it('is shown to the clerk of the hall, which the applicant can see, and once however often within minutes', async () => {
    const id = await handedIn('applicant-1');
    for (const _time of [1, 2, 3]) expect(await read('clerk-1', id)).toMatchObject({ body: { shows: 'whole' } });
    expect(await accessesOf(id)).toMatchObject([{ by: idOf('clerk-1'), role: 'clerk', sections: ALL }]);
  });

  it.each(['applicant-2', 'rule-author', 'system-administrator', 'security-administrator', 'seal-maker', 'helper'])(
    'is not shown to %s, nor who looked at it',
    async (account) => {
      for (const path of ['personal-data', 'accesses'])
        expect([path, (await call(account, 'GET', `/api/v1/cases/${caseId}/${path}`)).status]).toEqual([path, 403]);
      expect((await open(account, { section: 'tax', reason: '核查 an inquiry' })).status).toBe(403);
    },
  );

  it('does not exist for a case that does not', async () => {
    for (const path of ['personal-data', 'accesses'])
      expect((await call('auditor', 'GET', `/api/v1/cases/nosuchcase/${path}`)).status).toBe(404);
    expect((await open('auditor', { section: 'tax', reason: 'x', warrant: 'y' }, 'nosuchcase')).status).toBe(404);
  });
});

describe('reading it without the mask', () => {
  it('takes a supervisor a reason, which the applicant can read', async () => {
    const id = await handedIn('applicant-1');
    const reason = '群众投诉核查 a complaint is looked into';
    const shown = await open('supervisor', { section: 'seal', reason }, id);
    expect(shown).toMatchObject({ status: 200, body: { caseId: id, shows: 'whole' } });
    expect(sectionsIn(shown)).toEqual(['seal']);
    expect(shown.text).toContain('350405198805120019');
    expect(shown.headers.get('cache-control')).toBe('no-store');
    expect(await accessesOf(id)).toMatchObject([
      {
        by: idOf('supervisor'),
        role: 'supervisor',
        department: null,
        what: { en: 'read personal data without the mask' },
        sections: ['seal'],
        reason,
        warrant: null,
      },
    ]);
  });

  it('takes an auditor a warrant as well', async () => {
    const id = await handedIn('applicant-1');
    const without = await open('auditor', { section: 'tax', reason: '年度审计 the yearly audit' }, id);
    expect(without).toMatchObject({ status: 400, body: { faults: [{ path: '/warrant', code: 'MISSING' }] } });
    const audit = { section: 'tax', reason: '年度审计 the yearly audit', warrant: '沙审通〔2026〕12号' };
    expect((await open('auditor', audit, id)).text).toContain('林志远');
    expect(await accessesOf(id)).toMatchObject([{ role: 'auditor', warrant: '沙审通〔2026〕12号' }]);
    expect(await accessesOf(id, 'supervisor')).toHaveLength(1);
  });

  it.each([
    ['nothing', {}, ['/section INVALID_TYPE', '/reason INVALID_TYPE']],
    ['no reason', { section: 'tax' }, ['/reason INVALID_TYPE']],
    ['an empty reason', { section: 'tax', reason: '  ' }, ['/reason TOO_SMALL']],
    ['a telephone in it', { section: 'tax', reason: '致电13800000001核实' }, ['/reason PRIVATE_VALUE']],
    [
      'a document number as a warrant',
      { section: 'tax', reason: '审计', warrant: '350405198805120019' },
      ['/warrant PRIVATE_VALUE'],
    ],
    ['more than asked for', { section: 'tax', reason: '审计', by: 'zhang' }, ['/by UNKNOWN_FIELD']],
  ])('is refused with %s, and not recorded', async (_what, body, faults) => {
    const before = await accessesOf();
    const refused = await open('supervisor', body);
    expect(refused.status).toBe(400);
    const found = (refused.body['faults'] as { path: string; code: string }[]).map((one) => `${one.path} ${one.code}`);
    expect(found.sort()).toEqual([...faults].sort());
    expect(refused.text).not.toContain('13800000001');
    expect(await accessesOf()).toEqual(before);
  });

  it('of a section that the case has not is 404, and not recorded', async () => {
    const before = await accessesOf();
    expect(await open('supervisor', { section: 'customs', reason: '核查' })).toMatchObject({
      status: 404,
      body: { code: 'NO_SUCH_SECTION' },
    });
    expect(await accessesOf()).toEqual(before);
  });

  it.each(['applicant-1', 'clerk-1', 'reviewer-tax', 'hall-head'])('is nothing for %s', async (account) => {
    expect((await open(account, { section: 'tax', reason: '核查' })).status).toBe(403);
  });

  it('leaves nothing of a person in any event', async () => {
    const { status, text } = await call('auditor', 'GET', `/api/v1/cases/${caseId}/events`);
    expect(status).toBe(200);
    expect(text).toContain('PersonalDataOpened');
    for (const value of PRIVATE) expect(text).not.toContain(value);
  });
});

describe('on the command line', () => {
  type Command = (id: string, options: Options, language: 'en') => Promise<void>;

  /** What a command writes for somebody who brings his own token. */
  async function said(account: string, command: Command, id: string, options: Options = {}): Promise<string> {
    const before = process.env['YICHUANG_TOKEN'];
    process.env['YICHUANG_TOKEN'] = await house.tokenOf(account);
    const written: string[] = [];
    const spy = jest.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
      written.push(String(chunk));
      return true;
    });
    try {
      await command(id, { server: url, ...options }, 'en');
    } finally {
      spy.mockRestore();
      if (before === undefined) delete process.env['YICHUANG_TOKEN'];
      else process.env['YICHUANG_TOKEN'] = before;
    }
    return written.join('');
  }

  it('it is shown, opened for a reason, and told who looked', async () => {
    const id = await handedIn('applicant-1');
    expect(await said('applicant-1', personal.accesses, id)).toBe('nobody but the applicant has looked\n');
    expect(await said('auditor', personal.show, id)).toMatch(/^# masked\n[^]*name: 林\*\*\n/);
    const why = { section: 'tax', reason: '年度审计', warrant: '沙审通〔2026〕12号' };
    expect(await said('auditor', personal.open, id, why)).toMatch(/^# in clear\ntax:\n[^]*name: 林志远\n/);
    const lines = await said('applicant-1', personal.accesses, id);
    expect(lines).toMatch(
      /^2026-11-23T\S+ {2}auditor \S+ {2}read personal data without the mask {2}tax {2}年度审计，沙审通〔2026〕12号\n$/,
    );
    expect(JSON.parse(await said('applicant-1', personal.accesses, id, { json: true }))).toMatchObject({
      caseId: id,
      accesses: [{ role: 'auditor', sections: ['tax'] }],
    });
  });

  it('what is refused is told as everywhere', async () => {
    await expect(said('applicant-2', personal.show, caseId)).rejects.toMatchObject({ name: 'Failure' });
  });
});
