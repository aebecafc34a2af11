import { describe, expect, it } from '@jest/globals';
import { Problem, sectionKey, type ClientOnBehalf } from '@yichuang/host';
import { generateApplications, matterOf } from '@yichuang/matters';
import { Counter, type TakenAtCounter, type Taking } from './counter.js';
import { DraftBook } from './draft-book.js';
import { DraftSubmission } from './draft-submission.js';
import { Intake } from './intake.js';

const tagKey = Buffer.alloc(32, 7);
const [generated] = generateApplications({ count: 1, seed: 11 });
const form = generated?.form as unknown as Record<string, unknown>;
const by = (clerk: string, idempotencyKey: string, consentVersion?: string) => ({
  clerk,
  idempotencyKey,
  consentVersion,
});
const presence = { signed: 'pad', papersSeen: ['identity-document'] };

const posted: { path: string; body: Record<string, unknown> }[] = [];

/** Another counter each time: whatever makes it one case stands in what is said. */
function atCounter(): { readonly counter: Counter; readonly house: { readonly orchestrator: ClientOnBehalf } } {
  const vault = {
    post: <T>(_path: string, body: unknown) => {
      const { caseIds, sections } = body as { caseIds: string[]; sections: string[] };
      const keys = caseIds.map((caseId) =>
        sections.map((section) => sectionKey(Buffer.alloc(32, 5), { caseId, section }).toString('base64')),
      );
      return Promise.resolve({ keys } as T);
    },
  };
  const orchestrator = {
    post: <T>(path: string, body: unknown) => {
      posted.push({ path, body: body as Record<string, unknown> });
      return Promise.resolve({ answer: { number: 'QK-1' }, position: '0:1', repeated: false } as T);
    },
    get: () => Promise.resolve({}),
  } as unknown as ClientOnBehalf;
  const intake = new Intake(vault, tagKey);
  const submission = new DraftSubmission(intake, new DraftBook(intake, tagKey));
  return { counter: new Counter(intake, submission, tagKey), house: { orchestrator } };
}

function take(...of: [body: unknown, taking: Taking]): Promise<TakenAtCounter> {
  const { counter, house } = atCounter();
  return counter.take(house, ...of);
}

function correct(body: unknown): Promise<object> {
  const { counter, house } = atCounter();
  return counter.correct(house, 'case-1', { body, idempotencyKey: 'k' });
}

const refused = async (body: unknown): Promise<readonly string[]> => {
  const problem = await take(body, by('clerk-1', 'k')).then(
    () => null,
    (error: unknown) => error,
  );
  expect(problem).toBeInstanceOf(Problem);
  return ((problem as Problem).more.faults ?? []).map(({ path }) => path).sort();
};

describe('what a clerk takes', () => {
  it('is one case of one person for one key, whoever asks again', async () => {
    const [one, again] = [
      await take({ form, presence }, by('clerk-1', 'k')),
      await take({ form, presence }, by('clerk-1', 'k')),
    ];
    expect([again.caseId, again.principal]).toEqual([one.caseId, one.principal]);
    expect(one.principal).not.toBe(one.caseId);
    expect(one).toMatchObject({ number: 'QK-1', position: '0:1', repeated: false });
    expect(posted.at(-1)).toMatchObject({
      path: `/desks/case/cases/${one.caseId}/intake`,
      body: { presence, principal: one.principal, matter: 'company-opening' },
    });
  });

  it('is another person’s case under another key, and under another clerk’s', async () => {
    const all = await Promise.all([
      take({ form, presence }, by('clerk-1', 'k')),
      take({ form, presence }, by('clerk-1', 'l')),
      take({ form, presence }, by('clerk-2', 'k')),
    ]);
    expect(new Set(all.flatMap(({ caseId, principal }) => [caseId, principal])).size).toBe(6);
  });

  it('is the case of the person who is named, where he is known here', async () => {
    const taken = await take({ form, presence, applicant: 'person-7' }, by('clerk-1', 'k'));
    expect(taken.principal).toBe('person-7');
  });

  it('says which privacy statement the person was shown, if any; one that never was is turned down', async () => {
    const version = matterOf('company-opening')?.privacy?.at(-1)?.version ?? '';
    await take({ form, presence }, by('clerk-1', 'k', version));
    expect(posted.at(-1)?.body).toMatchObject({ consentVersion: version });
    await take({ form, presence }, by('clerk-1', 'k'));
    expect(posted.at(-1)?.body).not.toHaveProperty('consentVersion');
    await expect(take({ form, presence }, by('clerk-1', 'k', 'none'))).rejects.toThrow('BAD_INPUT');
  });

  it('is turned down with every fault at once: those of the form under its own paths, those beside it under theirs', async () => {
    expect(await refused({ form: { ...form, hall: 7 }, presence: { ...presence, signed: 'aloud' } })).toEqual([
      '/hall',
      '/presence/signed',
    ]);
    expect(await refused({ form })).toEqual(['/presence']);
    expect(await refused({ form: { ...form, hall: 7 }, presence })).toEqual(['/hall']);
    expect(await refused({ form, presence, applicant: '张三' })).toEqual(['/applicant']);
    expect(await refused({ form, draftId: 'd1', presence })).toEqual(['/draftId']);
    expect(await refused(null)).toContain('');
  });
});

describe('what a clerk takes again', () => {
  it('is the whole form of the case, sealed for it, and how it was signed', async () => {
    const done = await correct({ form, presence });
    expect(done).toMatchObject({ caseId: 'case-1', position: '0:1' });
    const { path, body } = posted.at(-1) ?? { path: '', body: {} };
    expect(path).toBe('/desks/case/cases/case-1/correct-at-counter');
    expect(Object.keys(body).sort()).toEqual(['inputs', 'leftOut', 'presence', 'sections', 'tagged']);
    expect(body['presence']).toEqual(presence);
  });

  it('is turned down with every fault at once; whose the case is stands already', async () => {
    const before = posted.length;
    const paths = async (body: unknown) => {
      const problem: unknown = await correct(body).catch((error: unknown) => error);
      return ((problem as Problem).more.faults ?? []).map(({ path }) => path).sort();
    };
    expect(await paths({ form: { ...form, hall: 7 } })).toEqual(['/hall', '/presence']);
    expect(await paths({ form, presence, applicant: 'person-7' })).toEqual(['/applicant']);
    expect(await paths({ form: { ...form, hall: 7 }, draftId: 'd1', presence })).toEqual(['/draftId', '/hall']);
    expect(posted).toHaveLength(before);
  });
});
