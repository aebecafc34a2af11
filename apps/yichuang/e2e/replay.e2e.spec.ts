import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { frame, unframe } from '@yichuang/host';
import { generateApplications } from '@yichuang/matters';
import { sample, TestDoor, TestHouse, withDatabase } from '@yichuang/testing';

const house = new TestHouse(['--clock', '2026-11-23 09:00']);
const door = new TestDoor(house);

interface Report {
  readonly events: number;
  readonly eventsPerSecond: number;
  readonly decisions: number;
  readonly registers: number;
  readonly destroyedKeys: number;
  readonly differences: readonly {
    service: string;
    stream: string;
    version: number | null;
    what: string;
    detail: string;
  }[];
}

async function replay(): Promise<{ readonly code: number; readonly report: Report }> {
  const { code, stdout } = await house.cli('replay', '--check', '--json');
  return { code, report: JSON.parse(stdout) as Report };
}

/** A hand in the record that no service has: the triggers that forbid it are off. */
const tamper = (database: string, sql: string, values: readonly unknown[]): Promise<number> =>
  withDatabase(house.databaseUrl(database), async (client) => {
    await client.query("set session_replication_role = 'replica'");
    return (await client.query(sql, [...values])).rowCount ?? 0;
  });

/** Changes the JSON of one event, its ciphertext left as it is, and answers what puts it back. */
async function rewrite(
  database: string,
  stream: string,
  type: string,
  change: (json: Record<string, unknown>) => void,
): Promise<() => Promise<unknown>> {
  const [row] = await withDatabase(
    house.databaseUrl(database),
    async (client) =>
      (
        await client.query<{ shard: number; position: string; body: Buffer }>(
          'select shard, position, body from event where stream = $1 and type = $2 order by version desc limit 1',
          [stream, type],
        )
      ).rows,
  );
  if (row === undefined) throw new Error(`${stream} has no ${type}`);
  const { json, sealed } = unframe(row.body);
  change(json as Record<string, unknown>);
  const write = (body: Uint8Array): Promise<number> =>
    tamper(database, 'update event set body = $3 where shard = $1 and position = $2', [row.shard, row.position, body]);
  expect(await write(frame(json, sealed))).toBe(1);
  return () => write(row.body);
}

let completed = '';

beforeAll(async () => {
  await house.start();
  const forms = [...generateApplications({ seed: 99, count: 30, faultyShare: 0.5 })].map(({ form }) => form);
  const samples = ['a.yaml', 'b.yaml', 'c.yaml', 'faulty/twelve.yaml', 'faulty/person-disqualified.yaml'];
  const [a] = await Promise.all([...samples.map((name) => sample(name).form), ...forms].map((form) => door.run(form)));
  completed = a?.caseId ?? '';
  const conflict = await door.run(sample('d.yaml').form);
  const corrected = await door.correct(conflict.caseId, sample('d-corrected.yaml').form);
  await door.atRest(conflict.caseId, String(corrected.body['position']));
  const insisted = await door.run(sample('faulty/capital-term-over-5y.yaml').form);
  await door.act(insisted.caseId, 'insist');
  const withdrawn = await door.run(sample('e.yaml').form);
  await door.act(withdrawn.caseId, 'withdraw');
  await door.act(completed, 'withdraw');
}, 120_000);
afterAll(() => house.end());

describe('replay', () => {
  it('folds and decides everything of a mixed run again and finds no difference, exit 0', async () => {
    const { code, report } = await replay();
    expect([code, report.differences]).toEqual([0, []]);
    expect(report.events).toBeGreaterThan(1_000);
    expect(report.decisions).toBeGreaterThan(500);
    expect(report.registers).toBeGreaterThan(100);
    expect(report.eventsPerSecond).toBeGreaterThan(0);
    expect(Object.keys(report)).toEqual([
      'events',
      'eventsPerSecond',
      'decisions',
      'registers',
      'destroyedKeys',
      'differences',
    ]);
  });

  it('finds none either while cases are being written', async () => {
    const forms = [...generateApplications({ seed: 99, count: 30, startIndex: 100 })].map(({ form }) => form);
    const run = { ended: false };
    const running = Promise.all(forms.map((form) => door.run(form))).finally(() => {
      run.ended = true;
    });
    const differences: unknown[] = [];
    do {
      const { body } = await door.send('POST', '/api/v1/replay', {});
      differences.push(...(body['differences'] as unknown[]));
    } while (!run.ended);
    const seen = await running;
    expect(differences).toEqual([]);
    expect(new Set(seen.map(({ status }) => status))).toEqual(new Set(['completed']));
  });

  it('names a register row that says what no event says, exit 1', async () => {
    const database = 'yc_market_regulation';
    const set = 'update company_registration set company_name = $2 where case_id = $1';
    expect(await tamper(database, set, [completed, '三明市沙县区另名有限公司'])).toBe(1);
    const { code, report } = await replay();
    expect(code).toBe(1);
    expect(report.differences).toEqual([
      {
        service: 'market-regulation',
        stream: expect.stringContaining('company_registration'),
        version: null,
        what: 'register',
        detail: `row ["${completed}"] of company_registration differs in company_name`,
      },
    ]);
    const words = await house.cli('replay', '--check');
    expect([words.code, words.stdout]).toEqual([1, expect.stringContaining('differs in company_name')]);
    await tamper(database, set, [completed, '三明市沙县区虚杉软件开发有限公司']);
  });

  it('names a register row that is gone, and one that nobody wrote', async () => {
    const database = 'yc_orchestrator';
    const rows = 'create temporary table kept as select * from case_row where case_id = $1';
    await withDatabase(house.databaseUrl(database), async (client) => {
      await client.query(rows.replace('$1', `'${completed}'`));
      await client.query('delete from case_row where case_id = $1', [completed]);
      const gone = await replay();
      expect([gone.code, gone.report.differences.map(({ detail }) => detail)]).toEqual([
        1,
        [`row ["${completed}"] of case_row is missing`],
      ]);
      await client.query('insert into case_row select * from kept');
      await client.query("insert into case_row (case_id) values ('nobody')");
      const more = await replay();
      expect([more.code, more.report.differences.map(({ detail }) => detail)]).toEqual([
        1,
        ['row ["nobody"] of case_row stands in no event'],
      ]);
      await client.query("delete from case_row where case_id = 'nobody'");
    });
  });

  it('names the field of an event whose payload was changed, exit 1', async () => {
    const stream = `registration/${completed}`;
    const restore = await rewrite('yc_market_regulation', stream, 'CompanyRegistered', (json) => {
      const { result } = json['answer'] as { result: Record<string, unknown> };
      result['capitalFen'] = 900_000_000;
    });
    const { code, report } = await replay();
    await restore();
    expect(code).toBe(1);
    expect(report.differences).toMatchObject([
      {
        service: 'market-regulation',
        stream,
        what: 'decision',
        detail: expect.stringContaining('CompanyRegistered.answer'),
      },
    ]);
  });

  it('names a rule whose recorded verdict is not what its facts say', async () => {
    const stream = `registration/${completed}`.replace('registration', 'tax');
    const [own] = (await door.events(completed)).filter(({ type }) => type === 'TaxPreChecked');
    const desk = own?.desk ?? stream;
    const restore = await rewrite('yc_tax', `${desk}/${completed}`, 'TaxPreChecked', (json) => {
      const { rules } = json['answer'] as { rules: { pass: string[]; fail: string[] } };
      rules.fail.push(rules.pass.shift() ?? '');
    });
    const { code, report } = await replay();
    await restore();
    expect(code).toBe(1);
    expect(report.differences).toMatchObject([
      {
        service: 'tax',
        stream: `${desk}/${completed}`,
        what: 'decision',
        detail: expect.stringContaining('TaxPreChecked.answer'),
      },
    ]);
  });

  it('names a fact that the law would have judged otherwise, and a rule set that never was', async () => {
    const [own] = (await door.events(completed)).filter(({ type }) => type === 'HousingFundPreChecked');
    const stream = `${own?.desk ?? ''}/${completed}`;
    const taken = (await door.events(completed)).find(
      ({ service, data }) => service === 'housing-fund' && 'facts' in data && 'ruleSet' in data,
    );
    const fact = await rewrite('yc_housing_fund', stream, taken?.type ?? '', (json) => {
      (json['facts'] as { unitRatio: number }).unitRatio = 4;
    });
    const changed = await replay();
    await fact();
    expect(changed.code).toBe(1);
    expect(changed.report.differences.map(({ service, what }) => `${service} ${what}`)).toContain(
      'housing-fund decision',
    );
    const law = await rewrite('yc_housing_fund', stream, taken?.type ?? '', (json) => {
      json['ruleSet'] = 'housing-fund-1999.1';
    });
    const unknown = await replay();
    await law();
    expect(unknown.code).toBe(1);
    expect(unknown.report.differences[0]).toMatchObject({
      service: 'housing-fund',
      stream,
      detail: expect.stringContaining('housing-fund-1999.1'),
    });
  });

  it('finds nothing once everything is put back', async () => {
    const { code, report } = await replay();
    expect([code, report.differences]).toEqual([0, []]);
  });
});
