import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { rulingsOn, sample, TestDoor, TestHouse, until, type SeenCase } from '@yichuang/testing';

const department = 'market-regulation';

interface Item {
  readonly caseId: string;
  readonly desk: string;
  readonly step: string;
  readonly why: readonly { readonly rule: string }[];
  readonly clock: { readonly minutesLeft: number } | null;
}

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

  it('that is not ours is sent to the authority that is competent, when officers say so', async () => {
    const elsewhere = await door.run(sample('c.yaml').form);
    const [rejected] = rulingsOn(['R-JUR-04'], 'fail');
    const rulings = [{ ...rejected, competentAuthority: '三明市市场监督管理局' }];
    for (const [who, what, body] of [
      [reviewer, 'claim', {}],
      [reviewer, 'recommend', { rulings, opinion: '未获授权 not authorised' }],
      [approver, 'claim', {}],
      [approver, 'decide', { rulings }],
    ] as const)
      expect([what, (await act(who, what, body, elsewhere.caseId)).status]).toEqual([what, 200]);
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
      seen = await door.atRest(seen.caseId, seen.position);
      if (seen.status === 'completed') break;
      expect(seen).toMatchObject({ status: 'in-review', clock: expect.anything() as unknown });
      const before = (await itemsOf()).find(({ caseId }) => caseId === seen.caseId);
      const rulings = rulingsOn(
        (before?.why ?? []).map(({ rule }) => rule),
        'pass',
      );
      for (const [who, what, body] of [
        [reviewer, 'claim', {}],
        [reviewer, 'recommend', { rulings, opinion: '同意 agreed' }],
        [approver, 'claim', {}],
        [approver, 'decide', { rulings }],
      ] as const)
        expect([what, (await act(who, what, body, seen.caseId)).status]).toEqual([what, 200]);
      await until(async () => !(await itemsOf()).some(({ step }) => step === before?.step));
    }
    expect(seen.status).toBe('completed');
    expect(seen.company).toMatchObject({ uscc: expect.stringContaining('91350405') as unknown });
    expect(await itemsOf()).toEqual([]);
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
