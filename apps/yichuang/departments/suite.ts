import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { StepAnswer } from '@yichuang/contracts';
import type { Department, ShownEvent } from '@yichuang/host';
import { parseForm, sectionsOf, type CompanyOpeningForm, type Sections } from '@yichuang/matters';
import { sample, ServiceUnderTest, until } from '@yichuang/testing';
import { makeMasterKeyFile, vault } from '@yichuang/vault';

/** 08:30 in Shanghai on the filing day of the samples. */
const AT = Date.parse('2026-11-23T08:30:00+08:00');

/** A step as the plan asks it, and the public event that answers. */
export interface AskedStep {
  readonly step: string;
  readonly task: string;
  /** The case's section travels with it. */
  readonly sealed?: boolean;
  readonly data?: Readonly<Record<string, unknown>>;
  readonly answeredBy: string;
  readonly outcome: StepAnswer['outcome'];
  /** What the answer tells, as far as the spec names it. */
  readonly result?: Readonly<Record<string, unknown>>;
}

export interface OnePass {
  readonly department: Department;
  readonly steps: readonly AskedStep[];
  /** A register and what it says of the case when all is done. */
  readonly register: { readonly table: string; readonly row: Readonly<Record<string, unknown>> };
  /** How often each port was asked for the case, by ledger and port. */
  readonly asked: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Beside what every service is given: files in a folder of its own. */
  readonly settings?: (folder: string) => Promise<Readonly<Record<string, string>>>;
  /** Events that publish what the public register publishes: names of persons stand in them. */
  readonly names?: readonly string[];
}

/** What the five learn of the company that now exists. */
export const company = {
  uscc: '91350405MAFAKE0198',
  companyName: '三明市沙县区虚杉软件开发有限公司',
  establishedOn: '2026-11-23',
  gbt4754: '6513',
};

export const form = ((): CompanyOpeningForm => {
  const parsed = parseForm(sample('a.yaml').form);
  if (!parsed.ok) throw new TypeError('sample A is not a form');
  return parsed.form;
})();

/** What tells who somebody is, as it stands in the form. */
const people = Object.values(form.people);
const names = people.map(({ name }) => name);
const numbers = people.flatMap(({ document, mobile, email, address }) =>
  [document.number, mobile, email, address].filter((one) => one !== undefined),
);

/** One department as it runs: HTTP, stream and Postgres, its simulators, and the vault for its key. */
export function onePass({ department, steps, register, asked, names: naming = [], settings }: OnePass): void {
  const section = sectionsOf(form)[department.name as keyof Sections];
  const caseId = randomUUID();
  const answers: Readonly<Record<string, unknown>>[] = [];
  const preCheck = steps.find(({ task }) => task === 'pre-check');
  if (preCheck === undefined) throw new TypeError(`${department.name} checks nothing`);
  const lines: string[] = [];
  const folder = mkdtempSync(join(tmpdir(), 'yc-settings-'));
  let service: ServiceUnderTest;

  beforeAll(async () => {
    service = await ServiceUnderTest.start(department, {
      vault: { service: vault, masterKey: makeMasterKeyFile },
      at: AT,
      logTo: { write: (line) => lines.push(line) },
      ...(settings === undefined ? {} : { settings: await settings(folder) }),
    });
    const sealed = await service.sealed(caseId, section);
    for (const step of steps) answers.push(await ask(caseId, step, sealed));
  });

  afterAll(async () => {
    await service.end();
    rmSync(folder, { recursive: true });
  });

  async function dispatch(to: string, { step, task, data = {} }: AskedStep, sealed?: Uint8Array): Promise<void> {
    const body = { step, department: department.name, task, round: 1, number: '沙开办20261123-0001' };
    const more = { authority: '350405', hall: '350405', dueAt: task === 'pre-check' ? null : AT + 7_200_000, data };
    await service.say(to, 'DepartmentTaskDispatched', { ...body, ...more }, sealed === undefined ? {} : { sealed });
  }

  async function ask(to: string, step: AskedStep, sealed: Uint8Array): Promise<Readonly<Record<string, unknown>>> {
    await dispatch(to, step, step.sealed === true ? sealed : undefined);
    return service.hears(to, step.answeredBy, (body) => (body['answer'] as StepAnswer).step === step.step);
  }

  const types = (of: string): string[] => service.published(of).map(({ type }) => type);

  describe(`${department.name} as it runs`, () => {
    it('hears its tasks, opens the section with a key of the vault, asks the outside and answers for all to hear', () => {
      steps.forEach(({ step, outcome, result }, index) => {
        const answer = answers[index]?.['answer'] as StepAnswer;
        expect(answer).toMatchObject({ step, round: 1, outcome, instant: true, findings: [], rules: { fail: [] } });
        expect(answer.decider).toBe(`SYSTEM:${answer.ruleSet}`);
        expect(answer.rules.unknown).toEqual([]);
        if (result !== undefined) expect(answer.result).toMatchObject(result);
      });
      expect(service.published(caseId).every(({ audience }) => audience === '*')).toBe(true);
    });

    it('asks each source once, and the simulator’s own ledger says so', async () => {
      for (const [ledger, ports] of Object.entries(asked)) {
        const calls = await service.ledger(ledger, caseId);
        const times = (port: string): number => calls.filter((call) => call['port'] === port).length;
        expect(Object.fromEntries(Object.keys(ports).map((port) => [port, times(port)]))).toEqual(ports);
        expect(calls).toHaveLength(Object.values(ports).reduce((sum, count) => sum + count, 0));
        expect(calls.every(({ repeats }) => repeats === 0)).toBe(true);
      }
    });

    it('keeps a row of the case in its register', async () => {
      const rows = await service.rows(`select * from ${register.table} where case_id = $1`, [caseId]);
      expect(rows).toEqual([expect.objectContaining(register.row)]);
    });

    it('shows every event of the case in order, and of the section not one byte', async () => {
      const { status, body } = await service.get<ShownEvent[]>(`/cases/${caseId}/events`);
      expect(status).toBe(200);
      const shown = body.map(({ type }) => type);
      expect(shown).toEqual(expect.arrayContaining([...new Set(types(caseId))]));
      const desks = [...new Set(body.map(({ desk }) => desk))];
      for (const desk of desks) {
        const versions = body.filter((one) => one.desk === desk).map(({ version }) => version);
        expect(versions).toEqual(versions.map((_, index) => index + 1));
      }
      expect(body.some(({ data }) => (data as { sealed?: unknown }).sealed === '***')).toBe(true);
    });

    it('lets nothing that tells who somebody is out of the section', async () => {
      const { body } = await service.get<ShownEvent[]>(`/cases/${caseId}/events`);
      const ledgers = await Promise.all(Object.keys(asked).map((name) => service.ledger(name, caseId)));
      const rows = await service.rows(`select * from ${register.table} where case_id = $1`, [caseId]);
      const clear = JSON.stringify([body, ledgers, rows, service.published(caseId)]);
      for (const value of numbers) expect(clear).not.toContain(value);
      const before = JSON.stringify([body.filter(({ type }) => !naming.includes(type)), ledgers, rows]);
      for (const value of names) expect(before).not.toContain(value);
    });

    it('says that it lives, that it is ready, and how it is in figures with their units', async () => {
      expect((await service.get('/healthz')).body).toEqual({ status: 'ok' });
      expect(await service.get('/readyz')).toMatchObject({
        status: 200,
        body: { ready: true, parts: { store: 'ok', relay: 'ok', stream: 'ok' } },
      });
      const { body } = await service.get<{ text: string }>('/metrics');
      const value = (name: string): number =>
        Number(new RegExp(`^yichuang_${name}\\{service="${department.name}"\\} (\\S+)$`, 'm').exec(body.text)?.[1]);
      expect(value('cases_parked')).toBe(0);
      expect(value('errands_open')).toBe(0);
      expect(value('outbox_oldest_unpublished_seconds')).toBeLessThan(5);
      expect(value('timers_oldest_unfired_seconds')).toBe(0);
      expect(value('turn_works_total')).toBeGreaterThan(0);
      expect(value('turns_total')).toBeGreaterThan(0);
    });

    it('turns a request down in the language that was asked for, and both stand in the answer', async () => {
      const path = `/parked/${caseId}/resolve`;
      const en = await service.call('POST', path, {}, { 'accept-language': 'en-GB,en;q=0.9' });
      const zh = await service.call('POST', path, {}, { 'accept-language': 'zh-CN' });
      expect(en.headers.get('content-type')).toContain('application/problem+json');
      expect(en).toMatchObject({ status: 400, body: { code: 'BAD_INPUT', title: 'the input has 1 fault(s)' } });
      expect(zh).toMatchObject({ status: 400, body: { code: 'BAD_INPUT', title: '输入有 1 处错误' } });
      expect(en.body['faults']).toMatchObject([{ path: '/reason', text: { 'zh-CN': expect.anything() as unknown } }]);
      expect(en.body['text']).toEqual(zh.body['text']);
      expect((await service.get('/nowhere')).body).toMatchObject({ status: 404, code: 'NOT_FOUND' });
    });
  });

  describe(`${department.name} before an event it does not know`, () => {
    it('parks the case, shows it, parks it again when retried in vain, and goes on once it is resolved', async () => {
      const parked = randomUUID();
      const sealed = await service.sealed(parked, section);
      await service.say(parked, 'CaseTeleported', {});
      await dispatch(parked, preCheck, sealed);
      // another case is not kept waiting
      const other = randomUUID();
      await ask(other, preCheck, await service.sealed(other, section));
      const listed = (await service.get<{ caseId: string; reason: string; waiting: number }[]>('/parked')).body;
      expect(listed).toMatchObject([{ caseId: parked, reason: expect.stringContaining('CaseTeleported') as unknown }]);
      expect(types(parked)).toEqual([]);
      expect((await service.call('POST', `/parked/${parked}/retry`)).body).toMatchObject({
        outcome: { outcome: 'parked' },
      });
      const resolved = await service.call('POST', `/parked/${parked}/resolve`, { reason: 'sent by mistake' });
      expect(resolved.body).toMatchObject({ outcome: { outcome: 'open' } });
      await service.hears(parked, preCheck.answeredBy);
      expect((await service.get<unknown[]>('/parked')).body).toEqual([]);
    });
  });

  describe(`${department.name} before a section that is not what was agreed`, () => {
    it('parks the case, and tells nobody what stood in it', async () => {
      const parked = randomUUID();
      await dispatch(parked, preCheck, await service.sealed(parked, { ...section, people: [...names, ...numbers] }));
      await until(async () => (await service.get<unknown[]>('/parked')).body.length === 1);
      const said = JSON.stringify([
        (await service.get('/parked')).body,
        (await service.get(`/cases/${parked}/events`)).body,
        (await service.call('POST', `/parked/${parked}/retry`)).body,
        (await service.call('POST', `/desks/nobody/cases/${parked}/${names.join()}`, [...numbers])).body,
      ]);
      for (const value of [...names, ...numbers]) expect(said).not.toContain(value);
      await service.call('POST', `/parked/${parked}/resolve`, { reason: 'the form was taken back' });
    });
  });

  describe(`${department.name} told to stop`, () => {
    it('finishes what is under way, and does the rest once it is started again: each thing once', async () => {
      const cases = Array.from({ length: 8 }, () => randomUUID());
      const sealed = await Promise.all(cases.map((one) => service.sealed(one, section)));
      await Promise.all(cases.map((one, index) => dispatch(one, preCheck, sealed[index])));
      await service.stop();
      await expect(service.get('/healthz')).rejects.toThrow();
      await service.startAgain();
      for (const one of cases) {
        await service.hears(one, preCheck.answeredBy);
        expect(types(one).filter((type) => type === preCheck.answeredBy)).toHaveLength(1);
        for (const ledger of Object.keys(asked)) {
          const keys = (await service.ledger(ledger, one)).map(({ port, key }) => `${port} ${key}`);
          expect(new Set(keys).size).toBe(keys.length);
        }
      }
    });
  });

  describe(`the log of ${department.name}`, () => {
    it('says what happened line by line, and nothing that tells who somebody is', () => {
      const said = lines.map((line) => (JSON.parse(line) as { msg: string }).msg);
      expect(said).toEqual(expect.arrayContaining(['ready', 'stopped', 'unknown event type: parking its case']));
      for (const value of [...names, ...numbers]) expect(lines.join('')).not.toContain(value);
    });
  });

  describe(`the record of ${department.name}`, () => {
    it('holds together: everything folds, decides and registers again to what stands there', async () => {
      const { body } = await service.get('/replay');
      expect(body).toMatchObject({ service: department.name, differences: [] });
      expect(body['decisions']).toBeGreaterThanOrEqual(steps.length + 10);
      expect(body['registers']).toBeGreaterThanOrEqual(1);
    });
  });
}
