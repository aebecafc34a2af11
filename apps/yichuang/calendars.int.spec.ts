import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { shardOf } from '@yichuang/event-store';
import { openEmbeddedStream, type OutgoingRecord } from '@yichuang/event-stream';
import { gateway } from '@yichuang/gateway';
import { catalogue, companyOpeningPlan } from '@yichuang/matters';
import { orchestratorOf } from '@yichuang/orchestrator';
import { sample, until } from '@yichuang/testing';
import * as calendar from './commands/calendar.js';
import { explain } from './commands/clock-explain.js';
import { Failure } from './failure.js';
import { ServedApart } from './served-apart.js';

/** The commands of the calendar against the public door and an orchestrator as they run. */

const START = Date.parse('2026-12-30T17:10:00+08:00');
/** INVENTED: New Year begins on 31 December; nothing else of it is what a notice of 2027 will say. */
const fictional = {
  year: 2027,
  citation: { 'zh-CN': '虚构的2027年放假通知，仅供测试', en: 'fictional notice of 2027, for tests only' },
  holidays: [
    { name: { 'zh-CN': '元旦', en: "New Year's Day" }, from: '2026-12-31', to: '2027-01-03', days: 4 },
    { name: { 'zh-CN': '劳动节', en: 'Labour Day' }, from: '2027-05-01', to: '2027-05-02', days: 2 },
    { name: { 'zh-CN': '国庆节', en: 'National Day' }, from: '2027-10-01', to: '2027-10-03', days: 3 },
  ],
  makeUpDays: ['2027-05-08'],
  totals: { daysOff: 9, makeUpDays: 1 },
};

const SHARDS = 2;
const QUESTION = 'market-regulation.registration.1';

let house: ServedApart;
let server: string;
let printed = '';
const folder = mkdtempSync(join(tmpdir(), 'yc-calendar-'));
const noticeFile = (notice: object): string => {
  const file = join(folder, `${randomUUID()}.json`);
  writeFileSync(file, JSON.stringify(notice));
  return file;
};

beforeAll(async () => {
  house = await ServedApart.begin({ instant: START, speed: 1 }, SHARDS);
  await house.serve(orchestratorOf(catalogue));
  server = await (await house.serve(gateway, '127.0.0.1:0')).app.getUrl();
});

afterAll(async () => {
  delete process.env['YICHUANG_TOKEN'];
  await house.end();
  rmSync(folder, { recursive: true });
});

afterEach(() => {
  jest.restoreAllMocks();
});

/** What a command prints, run by whoever has this account. */
async function says(account: string, command: (options: { server: string }) => Promise<void>): Promise<string> {
  process.env['YICHUANG_TOKEN'] = await house.tokenOf(account);
  printed = '';
  jest.spyOn(process.stdout, 'write').mockImplementation((words) => {
    printed += String(words);
    return true;
  });
  await command({ server });
  return printed;
}

async function submit(caseId: string): Promise<void> {
  const door = house.client('orchestrator', 'gateway');
  const sealed = Buffer.from('sealed').toString('base64');
  const body = {
    matter: 'company-opening',
    hall: '350405',
    authority: '350405',
    inputs: { nameData: { name: { trade: '虚杉' }, gbt4754: '6513', preApprovalNeeded: false } },
    leftOut: {},
    sections: Object.fromEntries(
      companyOpeningPlan.steps.flatMap((step) => (step.sealed ? [[step.department ?? '', sealed]] : [])),
    ),
  };
  const applicant = door.onBehalfOf(await house.tokenOf('applicant-1'));
  await applicant.post(`/desks/case/cases/${caseId}/submit`, body, { 'idempotency-key': randomUUID() });
  await door.close();
}

/** An officer of market regulation asks tax for its opinion, as the relay of his department would bring it. */
async function askOpinion(caseId: string): Promise<void> {
  const asked = {
    id: QUESTION,
    desk: 'registration',
    to: 'tax',
    by: 'reviewer:market-regulation',
    question: '有无异议',
  };
  const body = { ...asked, minutes: 60, step: 'market-regulation-check', round: 1 };
  const shard = shardOf(caseId, SHARDS);
  const record: OutgoingRecord = {
    ...{ key: caseId, source: 'market-regulation', shard, position: 1, follows: 0, at: START },
    ...{ type: 'ConsultationRequested', audience: '*', body: Buffer.from(JSON.stringify(body)) },
  };
  const engine = await openEmbeddedStream({ connectionString: house.stream.url, partitions: SHARDS });
  await engine.publish(companyOpeningPlan.matter, new Map([[shard, [record]]]));
  await engine.close();
}

describe('the commands of the calendar', () => {
  it('say what is in force, and which notice has been missing since 1 October', async () => {
    expect(await says('auditor', (options) => calendar.list(options, 'en'))).toMatch(
      /^2027\.0 {2}in force, provisional {2}.*\n2026\.1 {2}in force {2}.*\n2025\.1 {2}in force {2}.*\nthe holiday notice of 2027 has been missing for 91 days\n$/,
    );
    expect(await says('auditor', (options) => calendar.show('2026.1', options, 'zh-CN'))).toContain(
      '\n  2026-10-01 – 2026-10-07  国庆节\n  2026-01-04  调休上班\n',
    );
    await expect(says('auditor', (options) => calendar.show('2031.1', options, 'en'))).rejects.toThrow(Failure);
  });

  it('tell every fault of a notice with its path', async () => {
    const wrong = noticeFile({ ...fictional, makeUpDays: ['2027-05-10'], totals: { daysOff: 8, makeUpDays: 2 } });
    const failed = says('rule-author', (options) => calendar.propose(wrong, options, 'en'));
    await expect(failed).rejects.toMatchObject({
      problem: {
        faults: [{ path: '/makeUpDays/0' }, { path: '/totals/daysOff' }, { path: '/totals/makeUpDays' }],
      },
    });
  });

  it('take the sample as it is, and let whoever proposed it withdraw it, another reject it', async () => {
    const { file } = sample('notices/2026.yaml');
    expect(await says('rule-author', (options) => calendar.propose(file, options, 'en'))).toBe('2026.2  proposed\n');
    expect(await says('rule-author', (options) => calendar.act('withdraw', '2026.2', options, 'en'))).toBe(
      '2026.2  withdrawn\n',
    );
    await says('rule-author', (options) => calendar.propose(file, options, 'en'));
    const rejecting = (options: { server: string }) =>
      calendar.act('reject', '2026.3', { ...options, reason: '与现行相同' }, 'zh-CN');
    expect(await says('rule-publisher', rejecting)).toBe('2026.3  已驳回\n');
  });

  it('publish by another what one proposed, whereupon a case explains which calendar said what', async () => {
    await submit('c1');
    await askOpinion('c1');
    const explained = () => says('auditor', (options) => explain('c1', options, 'en'));
    await until(async () => (await explained()).includes(QUESTION), 10_000);
    const file = noticeFile(fictional);
    expect(await says('rule-author', (options) => calendar.propose(file, options, 'zh-CN'))).toBe('2027.1  待发布\n');
    const publishing = (options: { server: string }) => calendar.act('publish', '2027.1', options, 'en');
    await expect(says('rule-author', publishing)).rejects.toThrow(Failure);
    expect(await says('rule-publisher', publishing)).toBe('2027.1  published\n');
    expect(await says('auditor', (options) => calendar.list(options, 'en'))).toContain('2027.1  in force  fictional');
    let told = '';
    await until(async () => {
      told = await explained();
      return told.includes('2027.1');
    }, 10_000);
    expect(told).toMatch(/ {2}intake-1 {2}RUNNING {2}\S+ of 30 working minutes\n/);
    expect(told).toMatch(/due 2026-12-31T08:10\S+ by 2026\.1\n/);
    expect(told).toMatch(/due 2027-01-04T08:10\S+ by 2026\.1\+2027\.1 {2}fictional notice of 2027, for tests only\n/);
    const [, question = ''] = told.split(QUESTION);
    expect(question).toMatch(/^ {2}\S.* asked tax, to answer within 60 working minutes {2}not answered yet\n/);
    expect(question).toMatch(/due 2026-12-31T08:4\S+ by 2026\.1\n/);
    expect(question).toMatch(
      /due 2027-01-04T08:4\S+ by 2026\.1\+2027\.1 {2}fictional notice of 2027, for tests only\n$/,
    );
  }, 20_000);
});
