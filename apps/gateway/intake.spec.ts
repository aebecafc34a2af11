import { readFileSync } from 'node:fs';
import { deflateRawSync } from 'node:zlib';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { open, Problem, sectionKey } from '@yichuang/host';
import { generateApplications } from '@yichuang/matters';
import { parse } from 'yaml';
import { Intake } from './intake.js';

const tagKey = Buffer.alloc(32, 7);
const caseKey = Buffer.alloc(32, 5);
/** Version, nonce and tag, before the ciphertext. */
const HEAD_BYTES = 29;
const forms = Array.from(generateApplications({ count: 3, seed: 11 }), (one) => one.form);
const form = forms[0] as unknown as Record<string, unknown>;

let asked: { caseIds: string[]; sections: string[] }[];
let intake: Intake;

beforeEach(() => {
  asked = [];
  intake = new Intake(
    {
      post: <T>(_path: string, body: unknown) => {
        const { caseIds, sections } = body as (typeof asked)[number];
        asked.push({ caseIds, sections });
        const keys = caseIds.map((caseId) =>
          sections.map((section) => sectionKey(caseKey, { caseId, section }).toString('base64')),
        );
        return Promise.resolve({ keys } as T);
      },
    },
    tagKey,
  );
});

describe('a form at the door', () => {
  it('leaves it as one ciphertext a department, each under its own key', async () => {
    const { caseId, application } = await intake.take(form, 'local', 'k1');
    for (const [section, sealed] of Object.entries(application.sections)) {
      const of = { caseId, section };
      expect(open(sectionKey(caseKey, of), of, Buffer.from(sealed, 'base64'))).toBeInstanceOf(Object);
      const other = { caseId, section: section === 'tax' ? 'seal' : 'tax' };
      expect(() => open(sectionKey(caseKey, other), of, Buffer.from(sealed, 'base64'))).toThrow();
    }
  });

  it('takes, sealed, less than three fifths of what version 1 of sealing made of it', async () => {
    const sample: unknown = parse(readFileSync(new URL('../../samples/a.yaml', import.meta.url), 'utf8'));
    const { caseId, application } = await intake.take(sample, 'local', 'k1');
    const sealed = Object.entries(application.sections).map(([section, text]) => {
      const of = { caseId, section };
      const bytes = Buffer.from(text, 'base64');
      const before = deflateRawSync(JSON.stringify(open(sectionKey(caseKey, of), of, bytes)), { level: 1 });
      return { now: bytes.length, before: HEAD_BYTES + before.length };
    });
    expect(sealed).toHaveLength(7);
    const sum = (of: 'now' | 'before') => sealed.reduce((total, one) => total + one[of], 0);
    expect(sum('now')).toBeLessThan(0.6 * sum('before'));
  });

  it('leaves no name and no number of a person in clear', async () => {
    const { application } = await intake.take(form, 'local', 'k1');
    const written = JSON.stringify(application);
    const people = Object.values(form['people'] as Record<string, { name: string; document: { number: string } }>);
    expect(people.length).toBeGreaterThan(0);
    for (const { name, document } of people) {
      expect(written).not.toContain(name);
      expect(written).not.toContain(document.number);
    }
  });

  it('is one case for one key, sealed otherwise each time, and known again by its tag', async () => {
    const [one, again] = [await intake.take(form, 'local', 'k1'), await intake.take(form, 'local', 'k1')];
    expect(again.caseId).toBe(one.caseId);
    expect(again.application.sections).not.toEqual(one.application.sections);
    expect(again.application.tagged).toBe(one.application.tagged);
    const other = await intake.take(forms[1], 'local', 'k1');
    expect(other.application.tagged).not.toBe(one.application.tagged);
  });

  it('asks the vault once for all that come at one moment, and never for more than it takes', async () => {
    const taken = await Promise.all(
      Array.from({ length: 501 }, (_, n) => intake.take(forms[n % forms.length], 'local', `k${String(n)}`)),
    );
    expect(new Set(taken.map(({ caseId }) => caseId)).size).toBe(501);
    expect(asked.map(({ caseIds }) => caseIds.length)).toEqual([500, 1]);
  });

  it('with faults is refused with every one of them, and no key is made', async () => {
    const { company: _company, ...broken } = form;
    const error = await intake.take({ ...broken, unheardOf: 1 }, 'local', 'k1').catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Problem);
    expect((error as Problem).status).toBe(400);
    expect((error as Problem).more.faults?.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['/company', '/unheardOf']),
    );
    expect(asked).toEqual([]);
  });

  it('for a matter nobody offers is refused', async () => {
    await expect(intake.take({ ...form, matter: 'fishing' }, 'local', 'k1')).rejects.toThrow('UNKNOWN_MATTER');
  });

  it('is refused to all who wait when the vault is away, and taken when it is back', async () => {
    let away = true;
    const trying = new Intake(
      {
        post: <T>(_path: string, body: unknown) => {
          if (away) return Promise.reject(new Error('away'));
          const { caseIds, sections } = body as (typeof asked)[number];
          const keys = caseIds.map(() => sections.map(() => caseKey.toString('base64')));
          return Promise.resolve({ keys } as T);
        },
      },
      tagKey,
    );
    const both = await Promise.allSettled(['k1', 'k2'].map((key) => trying.take(form, 'local', key)));
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    away = false;
    await expect(trying.take(form, 'local', 'k1')).resolves.toBeDefined();
  });
});
