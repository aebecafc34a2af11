import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { licenceKeys, verifyLicence } from '@yichuang/licence';
import { readPdf, sample, TestDoor, until, yichuang, type ReadPdf, type SeenCase } from '@yichuang/testing';
import { openingHouse } from './opening-house.js';

const house = openingHouse();
const door = new TestDoor(house);

beforeAll(async () => {
  await house.start();
});
afterAll(() => house.end());

/** What tells who somebody is, as it stands in the form. */
const privateOf = (form: unknown): string[] =>
  [...JSON.stringify(form).matchAll(/"(?:number|mobile|email|landline)":"([^"]+)"/g)].map(([, value]) => value ?? '');

describe('the licence of a case', () => {
  const { form } = sample('a.yaml');
  let opened: SeenCase;
  const path = (what: string): string => `/api/v1/cases/${opened.caseId}/${what}`;
  const licence = async (): Promise<string> => JSON.stringify((await door.get(path('licence'))).body);
  const verified = async () =>
    verifyLicence(await licence(), licenceKeys.parse((await door.get('/api/v1/licence-keys')).body));

  async function pdf(what: string): Promise<ReadPdf> {
    const token = await house.tokenOf('applicant-1');
    const answer = await house.fetch(path(what), { headers: { authorization: `Bearer ${token}` } });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    return readPdf(new Uint8Array(await answer.arrayBuffer()));
  }

  beforeAll(async () => {
    opened = await door.run(form);
    expect(opened.status).toBe('completed');
  }, 60_000);

  it('is signed by the authority, says that it is a demonstration, and is the same whenever it is read', async () => {
    expect(await verified()).toMatchObject({
      verdict: 'genuine',
      said: { uscc: opened.company?.uscc, companyName: opened.company?.name, demo: true },
    });
    expect(await licence()).toBe(await licence());
  });

  it('is verified on the command line by the keys the house left in its directory, without the house', async () => {
    const out = join(house.data, 'given-out');
    const got = await house.cli('licence', 'get', opened.caseId, '--out', out);
    expect([
      got.code,
      got.stdout
        .trim()
        .split('\n')
        .map((path) => basename(path)),
    ]).toEqual([0, ['licence.json', 'licence.pdf', 'package.pdf']]);
    expect(readFileSync(join(out, 'package.pdf')).toString('latin1')).toMatch(/^%PDF-1\.7/);
    const file = join(out, 'licence.json');
    const whole = readFileSync(file, 'utf8');
    expect(whole).toBe(await licence());
    const verify = () =>
      yichuang(['verify', 'licence', file, '--data', house.data], { YICHUANG_SERVER: 'http://127.0.0.1:1' });
    expect(await verify()).toMatchObject({ code: 0, stdout: expect.stringMatching(/^真实.*\n\*\*\* 模拟 DEMO/) });
    writeFileSync(file, whole.replace('"demo":true', '"demo":false'));
    expect(await verify()).toMatchObject({ code: 1, stdout: expect.stringMatching(/^伪造/) });
    expect(statSync(join(house.data, 'licence.keys.json')).mode & 0o777).toBe(0o600);
  });

  it('is printed with a code that reads the same off the page', async () => {
    const read = await pdf('licence.pdf');
    const { signed } = JSON.parse(await licence()) as { signed: string };
    expect(await read.scan(1)).toBe(signed);
    await read.close();
  });

  it('lies in the package beside the receipts of all, and nothing private is printed', async () => {
    const read = await pdf('package.pdf');
    const text = read.pages.join('').replaceAll(/\s/g, '');
    expect(read.pages).toHaveLength(8);
    for (const said of [opened.company?.uscc ?? '', opened.number, '公章刻制备案回执', '住房公积金缴存登记回执'])
      expect(text).toContain(said);
    const hidden = privateOf(form);
    expect(hidden.length).toBeGreaterThan(3);
    for (const value of hidden) expect(text).not.toContain(value);
    await read.close();
  });

  it('is served by that: the proof of delivery says that the applicant opened each, once, and no officer', async () => {
    const told = async () => {
      const { body } = await door.get(path('notifications'));
      return body as { notifications: { about: string; opened: object | null }[]; readings: { document: string }[] };
    };
    const auditor = await house.tokenOf('auditor');
    await house.fetch(path('documents/G1'), { headers: { authorization: `Bearer ${auditor}` } });
    await until(async () => (await told()).readings.length === 2);
    const { notifications, readings } = await told();
    expect(readings.map(({ document }) => document).sort()).toEqual(['licence', 'package']);
    expect(notifications.find(({ about }) => about === 'ready')?.opened).toEqual(expect.anything());
  });

  it('keeps its signature when the authority takes a new key, and is verified under the old one', async () => {
    const before = await licence();
    const file = join(house.data, 'licence.keys.json');
    const added = await yichuang(['licence', 'add-key', file, '--from', '2030-01-01 00:00']);
    expect(added.code).toBe(0);
    expect(await licence()).toBe(before);
    expect((await verified()).verdict).toBe('genuine');
    const keys = licenceKeys.parse((await door.get('/api/v1/licence-keys')).body);
    expect(keys.keys).toHaveLength(2);
    expect(JSON.stringify(keys)).not.toContain('"d"');
  });

  it('is not there where none was issued, and is nobody else’s to read', async () => {
    const waiting = await door.run(sample('c.yaml').form);
    for (const [what, code] of [
      ['licence', 'NO_LICENCE'],
      ['licence.pdf', 'NO_LICENCE'],
      ['package.pdf', 'NO_PACKAGE'],
    ])
      expect(await door.get(`/api/v1/cases/${waiting.caseId}/${String(what)}`)).toMatchObject({
        status: 404,
        body: { code },
      });
    const other = door.as('applicant-2');
    for (const what of ['licence', 'licence.pdf', 'package.pdf'])
      expect(await other.get(path(what))).toMatchObject({ status: 403, body: { code: 'NOT_PERMITTED' } });
    const anybody = await house.fetch('/api/v1/licence-keys');
    expect(anybody.status).toBe(200);
  });
});
