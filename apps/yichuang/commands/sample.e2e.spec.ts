import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { generateApplications, parseForm, type CompanyOpeningForm, type PlantedFault } from '@yichuang/matters';
import { yichuang } from '@yichuang/testing';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';

interface Manifest {
  readonly filedOn: string;
  readonly files: readonly { readonly file: string; readonly faults: readonly PlantedFault[] }[];
}

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'yichuang-sample-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const sample = (...args: readonly string[]) => yichuang(['sample', ...args], { YICHUANG_LANG: 'en' });
const read = (directory: string, file: string): unknown => parse(readFileSync(join(directory, file), 'utf8'));

describe('sample', () => {
  it('writes so many distinct applications, each of which the form takes', async () => {
    const out = join(folder, 'new', 'valid');
    const { code, stdout } = await sample('--count', '12', '--seed', '7', '--out', out);
    expect([code, stdout]).toEqual([0, `wrote 12 fictional applications to ${out}, 0 of them with faults\n`]);
    const files = readdirSync(out).sort();
    expect([files.length, files[0], files.at(-1)]).toEqual([12, 'app-000001.yaml', 'app-000012.yaml']);
    const forms = files.map((file) => {
      const parsed = parseForm(read(out, file));
      expect([file, parsed.ok]).toEqual([file, true]);
      return read(out, file) as CompanyOpeningForm;
    });
    expect(new Set(forms.map(({ name }) => name.trade)).size).toBe(12);
    const people = forms.flatMap((form) => Object.values(form.people).map(({ document }) => document.number));
    expect(new Set(people).size).toBe(people.length);
  });

  it('says at the top of each file that it is fictional, in both languages', async () => {
    const out = join(folder, 'fictional');
    await sample('--count', '1', '--seed', '1', '--out', out);
    const [chinese, english] = readFileSync(join(out, 'app-000001.yaml'), 'utf8').split('\n');
    expect(chinese).toContain('虚构');
    expect(english).toContain('Fictional');
  });

  it('plants faults into the share asked for, and lists which codes stand at which paths of which file', async () => {
    const [out, list] = [join(folder, 'faulty'), join(folder, 'manifest.json')];
    const order = ['--count', '30', '--seed', '9', '--faulty', '0.5', '--filed-on', '2026-11-23'];
    const { code, stdout } = await sample(...order, '--out', out, '--manifest', list);
    expect(code).toBe(0);
    const manifest = JSON.parse(readFileSync(list, 'utf8')) as Manifest;
    const made = [...generateApplications({ seed: 9, count: 30, faultyShare: 0.5, filedOn: '2026-11-23' })];
    const faulty = made.filter((one) => one.manifest.faults.length > 0).length;
    expect(faulty).toBeGreaterThan(5);
    expect(stdout).toContain(`${String(faulty)} of them with faults`);
    expect(manifest).toMatchObject({ seed: 9, count: 30, faultyShare: 0.5, filedOn: '2026-11-23' });
    expect(manifest.files).toEqual(
      made.map((one, index) => ({
        file: `app-${String(index + 1).padStart(6, '0')}.yaml`,
        faults: one.manifest.faults,
      })),
    );
    for (const [index, { form }] of made.entries())
      expect(read(out, manifest.files[index]!.file)).toEqual(JSON.parse(JSON.stringify(form)));
  });

  it('writes the same for the same seed and day, and other companies for another seed', async () => {
    const written = async (name: string, seed: string) => {
      const out = join(folder, name);
      await sample('--count', '5', '--seed', seed, '--filed-on', '2026-11-23', '--out', out);
      return readdirSync(out).map((file) => readFileSync(join(out, file), 'utf8'));
    };
    const [one, again, other] = [await written('one', '3'), await written('again', '3'), await written('other', '4')];
    expect(again).toEqual(one);
    expect(other.filter((file) => one.includes(file))).toEqual([]);
  });

  it('may write over its own files, never among those of a greater run', async () => {
    const out = join(folder, 'twice');
    const run = (count: string) => sample('--count', count, '--seed', '1', '--out', out);
    expect((await run('4')).code).toBe(0);
    expect((await run('4')).code).toBe(0);
    const { code, stderr } = await run('3');
    expect([code, stderr]).toEqual([
      2,
      `yichuang: ${out} holds app-000004.yaml of another run: choose an empty directory\n`,
    ]);
  });

  it('names every wrong argument in one line, and writes nothing', async () => {
    const out = join(folder, 'nothing');
    const { code, stdout, stderr } = await sample(
      ...['--count', '0', '--seed', 'x', '--faulty', '1.5', '--filed-on', '2026-02-30', '--out', out, '--manifest', ''],
    );
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toBe(
      'yichuang: --count is a whole number from 1 to 125000; --seed is a whole number from 0 to 4294967295; ' +
        '--faulty is a number from 0 to 1; --filed-on is a day, such as 2026-11-23; --manifest takes a file\n',
    );
    expect(readdirSync(folder)).not.toContain('nothing');
  });

  it.each([
    ['--count', '125001'],
    ['--count', '1.5'],
    ['--seed', '-1'],
    ['--seed', '4294967296'],
    ['--faulty', '1.01'],
    ['--faulty', 'half'],
  ])('refuses %s %s', async (name, value) => {
    const rest = ['--count=1', '--seed=1', '--out', join(folder, 'nothing')];
    const { code, stderr } = await sample(...rest, `${name}=${value}`);
    expect([code, stderr.startsWith(`yichuang: ${name} is a `)]).toEqual([2, true]);
  });

  it('says so when it cannot write there', async () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    const order = ['--count', '1', '--seed', '1'];
    expect((await sample(...order, '--out', file)).stderr).toMatch(
      /cannot be written \(EEXIST\): choose another place/,
    );
    const lost = join(folder, 'nowhere', 'manifest.json');
    const { code, stderr } = await sample(...order, '--out', join(folder, 'some'), '--manifest', lost);
    expect([code, stderr]).toEqual([2, `yichuang: ${lost} cannot be written (ENOENT): choose another place\n`]);
  });
});
