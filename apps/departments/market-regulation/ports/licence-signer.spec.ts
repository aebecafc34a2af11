import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { verifyLicence } from '@yichuang/licence';
import { calculateJwkThumbprint } from 'jose';
import type { LicenceIssued } from '../registration/events.js';
import { licenceDocument } from '../registration/licence-document.js';
import { addLicenceKey, fileLicenceSigner, makeLicenceKeyFile } from './licence-signer.js';

const AT = Date.parse('2026-11-23T10:00:00+08:00');
const LATER = Date.parse('2027-01-01T00:00:00+08:00');

const issued: LicenceIssued = {
  type: 'LicenceIssued',
  at: AT,
  number: '35040520261123MAFAKE0198',
  uscc: '91350405MAFAKE0198',
  companyName: '三明市沙县区虚杉软件开发有限公司',
  companyType: '有限责任公司（自然人独资）',
  legalRepresentative: '林志远',
  capital: { fen: 100_000_000, currency: 'CNY' },
  seat: '福建省三明市沙县区虚构路1号',
  scope: '一般项目：软件开发',
  authority: '三明市沙县区市场监督管理局',
  establishedOn: '2026-11-23',
  issuedOn: '2026-11-23',
  copies: 1,
  demo: true,
  face: null,
};

describe('the keys that sign licences', () => {
  let folder: string;
  let file: string;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'yichuang-licence-'));
    file = join(folder, 'keys');
    await makeLicenceKeyFile(file);
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });
  const signer = () => fileLicenceSigner(file);

  it('may be read by their owner alone, are made once, and are refused where others may read them', async () => {
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const before = readFileSync(file, 'utf8');
    await makeLicenceKeyFile(file);
    expect(readFileSync(file, 'utf8')).toBe(before);
    chmodSync(file, 0o640);
    await expect(signer().publicKeys()).rejects.toThrow('0600');
  });

  it('are named by their thumbprint and published without their private half', async () => {
    const { keys } = await signer().publicKeys();
    expect(keys).toEqual([
      { kty: 'OKP', crv: 'Ed25519', x: expect.any(String), kid: expect.any(String), use: 'sig', alg: 'EdDSA' },
    ]);
    const { x, kid } = keys[0]!;
    expect(await calculateJwkThumbprint({ kty: 'OKP', crv: 'Ed25519', x })).toMatch(new RegExp(`^${kid}`));
  });

  it('sign a licence the same way whenever it is asked for, and everybody can verify it', async () => {
    const document = await licenceDocument(issued, signer());
    expect(await licenceDocument(issued, signer())).toEqual(document);
    expect(document.face?.['zh-CN']).toContain('模拟 DEMO');
    const keys = await signer().publicKeys();
    expect(verifyLicence(JSON.stringify(document), keys)).toMatchObject({ verdict: 'genuine', kid: document.kid });
  });

  it('may be added to: what was issued before keeps its signature, what comes after gets the new one', async () => {
    const before = await licenceDocument(issued, signer());
    await addLicenceKey(file, LATER);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(await licenceDocument(issued, signer())).toEqual(before);
    const after = await licenceDocument({ ...issued, at: LATER }, signer());
    expect(after.kid).not.toBe(before.kid);
    const keys = await signer().publicKeys();
    expect(keys.keys.map(({ kid }) => kid)).toEqual([after.kid, before.kid]);
    for (const { signed } of [before, after]) expect(verifyLicence(signed, keys).verdict).toBe('genuine');
    await expect(addLicenceKey(file, LATER)).rejects.toThrow(RangeError);
  });

  it('are not read from a file that holds something else, and nothing of it is told', async () => {
    writeFileSync(file, '{"keys":[{"d":"secret"}]}', { mode: 0o600 });
    const failed = signer().keyAt(AT);
    await expect(failed).rejects.toThrow('holds no private Ed25519 keys');
    await expect(failed).rejects.not.toThrow('secret');
  });
});
