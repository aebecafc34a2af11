import { generateKeyPairSync, sign } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { statementOf, textOf, toBeSigned, type LicenceFacts } from '@yichuang/licence';
import { makeLicenceKeyFile } from '@yichuang/market-regulation';
import { yichuang } from '@yichuang/testing';

const licence: LicenceFacts = {
  number: '35040520261123MAFAKE0198',
  uscc: '91350405MAFAKE0198',
  companyName: '三明市沙县区虚杉软件开发有限公司',
  companyType: '有限责任公司（自然人独资）',
  legalRepresentative: '林志远',
  capitalFen: 100_000_000,
  currency: 'CNY',
  seat: '福建省三明市沙县区虚构路1号',
  scope: '一般项目：软件开发；信息技术咨询服务',
  authority: '三明市沙县区市场监督管理局',
  establishedOn: '2026-11-23',
  issuedOn: '2026-11-23',
  copies: 1,
  demo: true,
};
const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const statement = statementOf(licence, 'sx');
const signed = textOf(statement, sign(null, toBeSigned(statement), privateKey));

describe('verify licence', () => {
  let data: string;
  beforeAll(() => {
    data = mkdtempSync(join(tmpdir(), 'yichuang-verify-'));
    const keys = [{ ...publicKey.export({ format: 'jwk' }), kid: 'sx' }];
    writeFileSync(join(data, 'licence.public-keys.json'), JSON.stringify({ keys }));
    writeFileSync(join(data, 'none.json'), '{"keys":[]}');
    writeFileSync(join(data, 'licence.json'), JSON.stringify({ licence, signed }));
    const forged = { ...licence, demo: false, capitalFen: 10 * licence.capitalFen };
    writeFileSync(join(data, 'forged.json'), JSON.stringify({ licence: forged, signed }));
    writeFileSync(join(data, 'licence.pdf'), '%PDF-1.7 …');
  });
  afterAll(() => {
    rmSync(data, { recursive: true });
  });
  const verify = async (given: string, ...more: string[]) =>
    yichuang(['verify', 'licence', given, '--data', data, ...more]);

  it('reads every fact out of the text of a QR code and says on its face that it is a demonstration', async () => {
    const { code, stdout } = await verify(signed);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^真实：.*\n\*\*\* 模拟 DEMO：/);
    for (const said of [licence.companyName, licence.uscc, '注册资本: 壹佰万元整', '2026-11-23', licence.scope])
      expect(stdout).toContain(said);
  });

  it('says of a document which facts are not as they were signed, and fails', async () => {
    expect((await verify(join(data, 'licence.json'), '--json')).code).toBe(0);
    const { code, stdout } = await verify(join(data, 'forged.json'));
    expect(code).toBe(1);
    expect(stdout).toMatch(/^伪造：.*\n与所签不同：注册资本、模拟\n/);
    const asJson = await verify(join(data, 'forged.json'), '--json');
    expect(JSON.parse(asJson.stdout)).toMatchObject({ verdict: 'forged', differing: ['capitalFen', 'demo'] });
  });

  it('proves nothing by other keys, reads no PDF and nothing else that is none', async () => {
    const none = await verify(signed, '--keys', join(data, 'none.json'));
    expect([none.code, none.stdout.slice(0, 7)]).toEqual([1, '不能确认真伪：'.slice(0, 7)]);
    const pdf = await verify(join(data, 'licence.pdf'));
    expect([pdf.code, pdf.stdout]).toEqual([2, '']);
    expect(pdf.stderr).toContain('请扫描其二维码');
    expect((await verify('YC1:NOTHING')).code).toBe(2);
    expect(await verify(signed, '--keys', join(data, 'licence.json'))).toMatchObject({ code: 2, stdout: '' });
  });

  it('is given its keys by the command line: one is added, and the older one stays', async () => {
    const file = join(data, 'private');
    await makeLicenceKeyFile(file);
    const before = JSON.parse((await yichuang(['licence', 'keys', file])).stdout) as { keys: object[] };
    const added = await yichuang(['licence', 'add-key', file, '--from', '2027-01-01 00:00']);
    expect(added).toMatchObject({ code: 0, stdout: expect.stringMatching(/^新密钥：[\w-]{12}\n$/) });
    const after = JSON.parse((await yichuang(['licence', 'keys', file])).stdout) as { keys: object[] };
    expect(after.keys).toEqual([expect.not.objectContaining({ d: expect.anything() }), ...before.keys]);
    const again = await yichuang(['licence', 'add-key', file, '--from', '2026-12-31 00:00']);
    expect([again.code, again.stdout]).toEqual([2, '']);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ keys: [{}, {}] });
  });
});
