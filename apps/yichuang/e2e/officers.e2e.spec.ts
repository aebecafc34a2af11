import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findDemoAccount } from '@yichuang/host';
import { rulingsOn, sample, TestDoor, TestHouse, until, type SeenCase } from '@yichuang/testing';

const department = 'market-regulation';

interface Item {
  readonly caseId: string;
  readonly desk: string;
  readonly step: string;
  readonly why: readonly { readonly rule: string }[];
  readonly clock: { readonly minutesLeft: number } | null;
}

interface Named {
  readonly name: object;
  readonly seal: { readonly kinds: readonly string[] };
}
/** A sample under another trade name, for a name is given once. */
const called = (trade: string, of: string): Named => {
  const form = sample(of).form as Named;
  return { ...form, name: { ...form.name, trade } };
};

/** Sample C with people: through the public door and the command line of a house as it runs. */
describe('a case rules cannot decide', () => {
  const house = new TestHouse(['--clock', '2026-11-23 08:30']);
  const door = new TestDoor(house);
  const reviewer = door.as(`reviewer-${department}`);
  const approver = door.as(`approver-${department}`);
  let seen: SeenCase;

  beforeAll(async () => {
    await house.start();
  });

  afterAll(async () => {
    await house.end();
  });

  const itemsOf = async (who = reviewer): Promise<readonly Item[]> =>
    ((await who.get(`/api/v1/queue/${department}`)).body as unknown as { items: Item[] }).items;
  const act = (who: TestDoor, what: string, body: object, caseId: string) =>
    who.send('POST', `/api/v1/queue/${department}/${caseId}/${what}`, body, { 'idempotency-key': randomUUID() });
  /** The reviewer recommends it, and the approver decides the same. */
  async function bothDecide(caseId: string, rulings: readonly object[], opinion: string): Promise<void> {
    for (const [who, what, body] of [
      [reviewer, 'claim', {}],
      [reviewer, 'recommend', { rulings, opinion }],
      [approver, 'claim', {}],
      [approver, 'decide', { rulings }],
    ] as const)
      expect([what, (await act(who, what, body, caseId)).status]).toEqual([what, 200]);
  }

  it('that is not ours is sent to the authority that is competent, when officers say so', async () => {
    const elsewhere = await door.run(sample('c.yaml').form);
    const [rejected] = rulingsOn(['R-JUR-04'], 'fail');
    const rulings = [{ ...rejected, competentAuthority: '三明市市场监督管理局' }];
    await bothDecide(elsewhere.caseId, rulings, '未获授权 not authorised');
    await until(async () => (await door.read(elsewhere.caseId)).status !== 'in-review');
    const { body } = await door.get(`/api/v1/cases/${elsewhere.caseId}`);
    expect(body).toMatchObject({
      status: 'declined',
      end: {
        reason: 'NOT_COMPETENT',
        competentAuthority: '三明市市场监督管理局',
        defects: [
          { rule: 'R-JUR-04', evidence: { article: '行政许可法 a.38', officer: 'approver:market-regulation' } },
        ],
      },
    });
  });

  it('waits before acceptance, in the queue of its department and on the command line', async () => {
    // the first case has let the name go
    seen = await door.run(sample('c.yaml').form);
    expect(seen).toMatchObject({ status: 'in-review', clock: null });
    expect(await itemsOf()).toMatchObject([
      {
        caseId: seen.caseId,
        desk: 'registration',
        why: [{ rule: 'R-JUR-04' }],
        clock: { minutesLeft: expect.any(Number) as unknown },
      },
    ]);
    const { stdout } = await house.cli('queue', department);
    expect(stdout).toContain(seen.number);
    expect(stdout).toContain('R-JUR-04');
    expect((await house.cli('queue', department, '--mine')).stdout).toBe('');
  });

  it('is claimed and recommended by the reviewer and decided by the approver, each with one command', async () => {
    const { caseId } = seen;
    const own = (what: string, ...more: readonly string[]) => house.cli('queue', what, department, caseId, ...more);
    expect(await own('claim')).toMatchObject({ code: 0, stdout: expect.stringContaining('claimed by') as unknown });
    expect((await house.cli('queue', department, '--mine')).stdout).toContain(seen.number);
    const written = ['--pass', 'R-JUR-04=已获授权 authorised', '--opinion', '同意 agreed'];
    expect(await own('recommend', ...written)).toMatchObject({ code: 0 });
    // who recommended may not decide, whatever the command
    expect(await own('claim', '--as', `approver-${department}`)).toMatchObject({ code: 0 });
    const decided = await own('decide', '--as-recommended');
    expect(decided).toMatchObject({ code: 0, stdout: expect.stringContaining('waits for nobody') as unknown });
  });

  it('is then accepted, the clock starts, and what waits on the clock is decided by the same two', async () => {
    // at most once at each step of the plan
    for (let steps = 0; steps < 8; steps += 1) {
      let waiting: Item | undefined;
      await until(async () => {
        // the case after the queue: whatever waits there was ordered by a case that already says so
        waiting = (await itemsOf()).find(({ caseId }) => caseId === seen.caseId);
        seen = await door.read(seen.caseId);
        return waiting !== undefined || seen.status === 'completed';
      }, 60_000);
      if (waiting === undefined) break;
      expect(seen).toMatchObject({ status: 'in-review', clock: expect.anything() as unknown });
      const { step, why } = waiting;
      const rulings = rulingsOn(
        why.map(({ rule }) => rule),
        'pass',
      );
      await bothDecide(seen.caseId, rulings, '同意 agreed');
      await until(async () => !(await itemsOf()).some((item) => item.step === step));
    }
    expect(seen.status).toBe('completed');
    expect(seen.company).toMatchObject({ uscc: expect.stringContaining('91350405') as unknown });
    expect(await itemsOf()).toEqual([]);
  });

  it('is told a second time what could have been told the first only with the supervisor’s consent', async () => {
    const clean = called('虚岛', 'c.yaml');
    const [kind] = clean.seal.kinds;
    const told = await door.run({ ...clean, seal: { ...clean.seal, kinds: [...clean.seal.kinds, kind] } });
    const passes = async ({ caseId, position }: SeenCase): Promise<SeenCase> => {
      const rulings = rulingsOn(['R-JUR-04'], 'pass');
      await bothDecide(caseId, rulings, '同意 agreed');
      await until(async () => (await door.read(caseId)).status !== 'in-review');
      return door.atRest(caseId, position);
    };
    const { caseId } = told;
    expect((await passes(told)).notice).toMatchObject({ number: 1, defects: [{ code: 'SEAL_KIND_DUPLICATE' }] });
    const corrected = await door.correct(caseId, clean);
    const again = await door.atRest(caseId, String(corrected.body['position']));
    // nobody has changed what the approver of tax sees only now
    const late = ['--fail', 'R-TAX-08=税收征收管理法 a.15=特殊行业', '--reason', '首次漏看'];
    expect(await house.cli('queue', 'override', 'tax', caseId, ...late)).toMatchObject({ code: 0 });
    expect(await passes(again)).toMatchObject({ status: 'awaiting-consent', notice: null });

    expect((await house.cli('case', caseId)).stdout).toContain(
      'the supervisor must say whether a second notice is given',
    );
    expect((await house.cli('notice')).stdout).toContain(told.number);
    expect((await house.cli('notice', 'show', caseId)).stdout).toMatch(
      /notice 2 .*tax\n {2}tax {2}TAX_SPECIAL_INDUSTRY/,
    );
    const said = (what: string, reason: string) => house.cli('notice', what, caseId, '--reason', reason);
    expect((await said('refuse', '首次应当发现')).stdout).toContain('in review by an officer');
    // tax has it in its queue again, and stands by what it found
    const ofTax = async () => (await house.cli('queue', 'list', 'tax')).stdout;
    await until(async () => (await ofTax()).includes(told.number));
    expect(await ofTax()).toMatch(/the supervisor refused a second notice: 首次应当发现.*R-TAX-08\n {2}R-TAX-08 /);
    const stands = ['--fail', 'R-TAX-08=税收征收管理法 a.15=须先行备案'];
    const queue = (what: string, of: string, ...more: readonly string[]) =>
      house.cli('queue', what, of, caseId, ...more);
    expect(await queue('claim', 'tax')).toMatchObject({ code: 0 });
    // and asks another department first, of which one has the question in hand
    expect(await queue('consult', 'tax', '--to', 'seal', '--question', '有无异议')).toMatchObject({ code: 0 });
    await until(async () => (await house.cli('queue', 'list', 'seal')).stdout.includes('有无异议'));
    expect((await queue('claim', 'seal')).stdout).toContain(`${caseId} consultation: claimed by`);
    const opinion = ['--reason', '无意见'];
    const another = await queue('answer-question', 'seal', ...opinion, '--as', 'approver-seal');
    expect([another.code === 0, another.stderr]).toEqual([false, expect.stringContaining('another has claimed it')]);
    expect(await queue('answer-question', 'seal', ...opinion)).toMatchObject({ code: 0 });
    await until(async () => (await ofTax()).includes('no objection'));
    for (const [what, ...more] of [
      ['recommend', ...stands, '--opinion', '坚持'],
      ['claim', '--as', 'approver-tax'],
      ['decide', '--as-recommended'],
    ] as const)
      expect(await queue(what, 'tax', ...more)).toMatchObject({ code: 0 });
    await until(async () => (await door.read(caseId)).status === 'awaiting-consent');
    expect(await ofTax()).not.toContain(told.number);
    expect((await said('consent', '确需说明')).stdout).toContain('awaiting correction');
    expect(await door.read(caseId)).toMatchObject({ notice: { number: 2, avoidable: true, causedBy: ['tax'] } });
    expect((await house.cli('cards', '--holder', 'tax')).stdout).toContain(`yellow card  tax  issued  ${told.number}`);
    expect((await said('consent', '确需说明')).stderr).toContain('no second notice waits for consent');
  });

  it('waits for a paper that was promised on the command line, and ends when it is here', async () => {
    const { caseId } = await door.run(sample('e.yaml').form);
    const file = join(house.data, 'signed.txt');
    writeFileSync(file, '容缺受理承诺书');
    const own = (what: string, ...more: readonly string[]) => house.cli('promise', what, caseId, ...more);
    const words = ['--words', '2026.1', '--signed', file];
    const unread = await own('papers', '--paper', 'property-certificate', '--words', '2026.1', '--signed', 'nowhere');
    expect(unread).toMatchObject({ code: 2, stderr: expect.stringContaining('cannot be read (ENOENT)') as unknown });
    const owed = expect.stringContaining('papers are owed  by 2026-11-30T17:30') as unknown;
    expect(await own('papers', '--paper', 'property-certificate', ...words)).toMatchObject({ code: 0, stdout: owed });
    const note = ['--note', '等待产权证明'];
    const longer = await house.cli('clock', 'extend', caseId, '--reason', 'REGISTRATION_HEAD', ...note);
    expect(longer.code).toBe(0);
    expect(await own('pause', ...note)).toMatchObject({ code: 0 });
    const later = await own('extend', '--days', '1', ...note);
    expect(later).toMatchObject({ code: 0, stdout: expect.stringContaining('by 2026-12-01T17:30') as unknown });
    const supplied = await own('supply', '--paper', `property-certificate=${file}`);
    expect(supplied).toMatchObject({ code: 0, stdout: expect.stringContaining('what was owed is here') as unknown });
    await until(async () => (await door.read(caseId)).status === 'completed');
  });

  it('is decided at once on a commitment signed on the command line, which two inspect', async () => {
    const { caseId } = await door.run(called('虚稻', 'e.yaml'));
    const file = join(house.data, 'signed.txt');
    writeFileSync(file, '告知承诺书');
    const own = (what: string, ...more: readonly string[]) => house.cli('commitment', what, caseId, 'seat', ...more);
    const signed = await own('sign', '--words', '2026.1', '--signed', file);
    expect(signed).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('seat: is inspected  by 2027') as unknown,
    });
    await until(async () => (await door.read(caseId)).status === 'completed');
    const found = ['--found', 'true', '--note', '属实'];
    expect(await own('inspect', ...found)).toMatchObject({ code: 0 });
    const second = await own('inspect', ...found, '--as', `approver-${department}`);
    expect(second).toMatchObject({ code: 0, stdout: expect.stringContaining('seat: was found true') as unknown });
  });

  it('had its minutes in the hands of those two, as whoever watches is told by name and the applicant is not', async () => {
    const minutesFor = async (who: TestDoor) =>
      (
        (await who.get(`/api/v1/cases/${seen.caseId}/minutes`)).body as unknown as {
          stretches: { by?: string | null }[];
        }
      ).stretches;
    const named = new Set((await minutesFor(door.as('supervisor'))).map(({ by }) => by).filter(Boolean));
    const both = ['reviewer', 'approver'].map((role) => findDemoAccount(`${role}-${department}`)?.actor.id);
    expect(named).toEqual(new Set(both));
    for (const stretch of await minutesFor(door)) expect(stretch).not.toHaveProperty('by');
    const { stdout } = await house.cli('case', seen.caseId, '--minutes', '--as', 'supervisor');
    expect(stdout).toContain(both[0]);
  });

  it('says why it was not instant and who decided, and comes to the same in a replay', async () => {
    const { body } = await door.get(`/api/v1/cases/${seen.caseId}`);
    const { whyNotInstant } = body as {
      whyNotInstant: { instant: boolean; delays: { kind: string; until: string | null }[] };
    };
    expect(whyNotInstant.instant).toBe(false);
    expect(whyNotInstant.delays.every(({ until: end }) => end !== null)).toBe(true);
    expect(seen.departments[department]).toMatchObject({ outcome: 'done', instant: false });
    expect((await door.send('POST', '/api/v1/replay')).body).toMatchObject({ differences: [] });
  });
});
