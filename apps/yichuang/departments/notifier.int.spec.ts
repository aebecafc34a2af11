import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { companyOpeningPlan, remedies } from '@yichuang/matters';
import { notifier } from '@yichuang/notifier';
import { ServiceUnderTest, until } from '@yichuang/testing';
import { makeMasterKeyFile, vault } from '@yichuang/vault';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SMTPServer } from 'smtp-server';
import { Webhook } from 'standardwebhooks';

const AT = Date.parse('2026-11-23T08:30:00+08:00');
const ADDRESS = 'applicant@example.com';
const MOBILE = '13800000077';
const NUMBER = '沙开办20261123-0001-7';

interface Mail {
  readonly to: readonly string[];
  readonly raw: string;
}

/** A real mail server, told how to answer; what it takes it keeps. */
class MailServer {
  readonly mails: Mail[] = [];
  /** How it turns recipients down before it takes letters again. */
  answers: number[] = [];
  /** Letters it takes and says it has not. */
  lost = 0;
  private readonly server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onRcptTo: (_address, _session, done) => {
      const responseCode = this.answers.shift();
      if (responseCode === undefined) done();
      else done(Object.assign(new Error(`no mailbox ${ADDRESS}`), { responseCode }));
    },
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const raw = Buffer.concat(chunks).toString('utf8');
        this.mails.push({ to: session.envelope.rcptTo.map(({ address }) => address), raw });
        if (this.lost === 0) done();
        else done(Object.assign(new Error('try again'), { responseCode: 451 }));
        this.lost = Math.max(0, this.lost - 1);
      });
    },
  });

  async listen(): Promise<string> {
    this.server.on('error', () => undefined);
    await new Promise<void>((resolve) => {
      this.server.listen(0, '127.0.0.1', resolve);
    });
    return `smtp://127.0.0.1:${String((this.server.server.address() as AddressInfo).port)}`;
  }

  async close(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.server.close(resolve);
    });
  }
}

const mailbox = new MailServer();
const idOf = (mail: Mail | undefined): string | undefined => mail?.raw.match(/^Message-ID: .*/m)?.[0];
const twice = (...types: string[]): string[] => [...types, ...types];
const lines: string[] = [];
const secret = `whsec_${randomBytes(32).toString('base64')}`;
/** What the subscriber took: verified, with the id it came under. */
const taken: { readonly id: string; readonly told: unknown }[] = [];
let folder: string;
let subscriber: Server;
let service: ServiceUnderTest;

/** A machine that turns down the first delivery of each thing, and takes what is signed. */
async function subscribe(): Promise<string> {
  const seen = new Set<string>();
  subscriber = createServer((request, reply) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString('utf8')));
    request.on('end', () => {
      const headers = request.headers as Record<string, string>;
      const id = headers['webhook-id'] ?? '';
      const told = new Webhook(secret).verify(body, headers);
      if (seen.has(id)) taken.push({ id, told });
      reply.writeHead(seen.has(id) ? 204 : 500).end();
      seen.add(id);
    });
  });
  await new Promise<void>((resolve) => subscriber.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${String((subscriber.address() as AddressInfo).port)}/told`;
  folder = mkdtempSync(join(tmpdir(), 'yc-notifier-'));
  writeFileSync(join(folder, 'secret'), secret, { mode: 0o600 });
  const file = join(folder, 'webhooks.yaml');
  writeFileSync(file, JSON.stringify([{ name: 'bank', url, secretFile: 'secret', kinds: ['withdrawn'] }]));
  return file;
}

beforeAll(async () => {
  service = await ServiceUnderTest.start(notifier, {
    vault: { service: vault, masterKey: makeMasterKeyFile },
    at: AT,
    logTo: { write: (line) => lines.push(line) },
    settings: {
      SMTP_URL: await mailbox.listen(),
      SMTP_FROM: '企业开办综合专窗 <window@example.org>',
      WEBHOOKS_FILE: await subscribe(),
      // a test need not wait as long as an operator may
      YICHUANG_TUNING: JSON.stringify({ errandBackOffMillis: 5, errandLateMillis: 50 }),
    },
  });
});
afterAll(async () => {
  await service.end();
  await mailbox.close();
  await new Promise((resolve) => subscriber.close(resolve));
  rmSync(folder, { recursive: true });
});
afterEach(() => {
  mailbox.answers = [];
});

/** As whom an account is known. */
async function subjectOf(account: string): Promise<string> {
  const [, claims = ''] = (await service.tokenOf(account)).split('.');
  return (JSON.parse(Buffer.from(claims, 'base64url').toString('utf8')) as { sub: string }).sub;
}

async function submitted(
  people: Record<string, string> = { email: ADDRESS, mobile: MOBILE },
  principal = 'u1',
): Promise<string> {
  const caseId = randomUUID();
  const sealed = await service.sealed(caseId, { applicant: { contact: 'p1' }, people: { p1: people } });
  const { matter, version: planVersion } = companyOpeningPlan;
  const where = { authority: '350405', hall: '350405', matter, planVersion, leftOut: { seal: 'later' } };
  const body = { caseId, number: NUMBER, principal, ...where };
  await service.say(caseId, 'ApplicationSubmitted', body, { sealed, audience: '*' });
  return caseId;
}

const eventsOf = async (caseId: string): Promise<readonly string[]> =>
  (
    await service.rows<{ type: string }>('select type from event where stream = $1 order by version', [
      `notification/${caseId}`,
    ])
  ).map(({ type }) => type);

const comes = (caseId: string, type: string): Promise<void> =>
  until(
    async () => (await eventsOf(caseId)).includes(type),
    15_000,
    () => `no ${type}`,
  );

interface Shown {
  readonly ways: object;
  readonly notifications: readonly { readonly opened: object | null }[];
}

const refusal = {
  document: { number: `${NUMBER}-F1`, remedies },
  defects: [{ path: '/name', text: { 'zh-CN': '有误', en: 'wrong' } }],
};

const accepted = (caseId: string) =>
  service.say(caseId, 'SlaStarted', { dueAt: AT + 4 * 3_600_000 }, { audience: '*' });

describe('the notifier as it runs', () => {
  it('sends a letter by a real mail server, once, though the server had to be asked again', async () => {
    mailbox.answers = [451];
    mailbox.lost = 1;
    const caseId = await submitted();
    await accepted(caseId);
    await comes(caseId, 'NotificationSent');
    await accepted(caseId);
    await service.say(caseId, 'PackageReady', { contents: [] }, { audience: '*' });
    await until(async () => (await eventsOf(caseId)).filter((type) => type === 'NotificationSent').length === 2);
    const recorded = ['RecipientRecorded', ...twice('NotificationQueued', 'NotificationSent')];
    expect(await eventsOf(caseId)).toEqual(recorded);
    // turned down, then lost, then taken
    expect(await bodyOf(caseId, 'NotificationSent')).toContain('"attempts":3');
    const [lost, first, second] = mailbox.mails;
    expect(mailbox.mails).toHaveLength(3);
    expect(idOf(lost)).toBe(idOf(first));
    expect(first?.to).toEqual([ADDRESS]);
    expect(first?.raw).toMatch(/^Message-ID: <[0-9a-f]{40}@example\.org>/m);
    expect(first?.raw).toMatch(/^Auto-Submitted: auto-generated/m);
    expect(idOf(second)).not.toBe(idOf(first));
  });

  it('says that a mailbox does not exist, and does not try it again', async () => {
    mailbox.answers = [550];
    const caseId = await submitted();
    await accepted(caseId);
    await comes(caseId, 'NotificationFailed');
    const taken = mailbox.mails.length;
    expect(await eventsOf(caseId)).toEqual(['RecipientRecorded', 'NotificationQueued', 'NotificationFailed']);
    const body = await bodyOf(caseId, 'NotificationFailed');
    expect(body).toContain('SMTP_550');
    expect(mailbox.mails).toHaveLength(taken);
  });

  it('tries on after it has said that it failed, and sends the letter when the server is well again', async () => {
    mailbox.answers = Array.from({ length: 1_000 }, () => 421);
    const caseId = await submitted();
    await accepted(caseId);
    await comes(caseId, 'NotificationFailed');
    expect(await bodyOf(caseId, 'NotificationFailed')).toContain('NO_ANSWER');
    mailbox.answers = [];
    await comes(caseId, 'NotificationSent');
    expect((await eventsOf(caseId)).slice(-2)).toEqual(['NotificationFailed', 'NotificationSent']);
  });

  it('writes a text message down where none can be sent, for what one must act on, by a tag of the number alone', async () => {
    const caseId = await submitted({ mobile: MOBILE });
    const document = { kind: 'notice', number: `${NUMBER}-N1`, date: '2026-11-23' };
    const defects = [{ path: '/name', text: { 'zh-CN': '有误', en: 'wrong' }, code: 'X' }];
    await service.say(caseId, 'OneTimeNoticeIssued', { number: 1, document, defects }, { audience: '*' });
    await comes(caseId, 'NotificationSent');
    const calls = await service.ledger('sms-simulator', caseId);
    expect(calls).toHaveLength(1);
    expect(JSON.stringify(calls)).not.toContain(MOBILE);
    expect(calls[0]?.['effects']).toEqual([expect.stringMatching(/^sms:notice-1:[0-9a-f]{32}$/)]);
    expect(await bodyOf(caseId, 'NotificationSent')).toContain('"simulated":true');
  });

  it('tells a machine that asked, signed, once under one id, of what it asked for and nothing about a person', async () => {
    const caseId = await submitted({});
    await accepted(caseId);
    await service.say(caseId, 'CaseWithdrawn', {}, { audience: '*' });
    await comes(caseId, 'NotificationSent');
    expect(taken).toEqual([
      {
        id: expect.stringMatching(/^msg_/),
        told: {
          type: 'case.withdrawn',
          timestamp: new Date(AT).toISOString(),
          data: { caseId, number: NUMBER, about: 'withdrawn' },
        },
      },
    ]);
    expect(await eventsOf(caseId)).toEqual(['RecipientRecorded', ...twice('NotificationQueued'), 'NotificationSent']);
  });

  it('shows what was told, by whom it was brought and when it was read, to whom the case concerns', async () => {
    const principal = await subjectOf('applicant-1');
    const caseId = await submitted({ email: ADDRESS }, principal);
    await service.say(caseId, 'CaseRefused', refusal, { audience: '*' });
    await comes(caseId, 'NotificationSent');
    const shown = () => service.get<Shown>(`/cases/${caseId}/notifications`);
    expect(await shown()).toMatchObject({
      status: 200,
      body: {
        ways: { mail: 'on', sms: 'simulated' },
        notifications: [
          {
            about: 'refused',
            text: { en: `Refused: case ${NUMBER}`, 'zh-CN': `不予登记：办件 ${NUMBER}` },
            event: { type: 'CaseRefused' },
            document: refusal.document.number,
            deliveries: [{ channel: 'mail', state: 'sent', simulated: false, code: null }],
            opened: null,
          },
        ],
      },
    });
    const opened = (account: string, key: string) =>
      service.call(
        'POST',
        `/desks/notification/cases/${caseId}/opened`,
        { about: 'refused' },
        { 'idempotency-key': key },
        account,
      );
    for (const stranger of ['applicant-2', 'reviewer-seal'])
      expect([stranger, (await opened(stranger, stranger)).status]).toEqual([stranger, 403]);
    expect((await opened('reviewer-tax', 'k2')).body).toMatchObject({ answer: [{ about: 'refused', opened: null }] });
    expect((await opened('applicant-1', 'k3')).body).toMatchObject({ answer: [{ opened: { by: principal } }] });
    await opened('applicant-1', 'k4');
    expect((await eventsOf(caseId)).filter((type) => type === 'NotificationOpened')).toHaveLength(1);
    expect((await shown()).body.notifications[0]?.opened).toMatchObject({ by: principal });
    const others = await service.call('GET', `/cases/${caseId}/notifications`, undefined, {}, 'applicant-2');
    expect(others.status).toBe(403);
    expect(JSON.stringify((await shown()).body)).not.toContain(ADDRESS);
  });

  it('writes down once who opened the document he was told of, which then is served, and nobody’s but his', async () => {
    const principal = await subjectOf('applicant-1');
    const caseId = await submitted({ email: ADDRESS }, principal);
    await service.say(caseId, 'CaseRefused', refusal, { audience: '*' });
    await comes(caseId, 'NotificationQueued');
    const read = (account: string, key: string) =>
      service.call(
        'POST',
        `/desks/notification/cases/${caseId}/read`,
        { document: refusal.document.number },
        { 'idempotency-key': key },
        account,
      );
    for (const [account, key] of [
      ['auditor', 'd1'],
      ['applicant-1', 'd2'],
      ['applicant-1', 'd3'],
    ] as const)
      expect([account, (await read(account, key)).status]).toEqual([account, 201]);
    expect((await read('applicant-2', 'd4')).status).toBe(403);
    const opened = (await eventsOf(caseId)).filter((type) => type.endsWith('Opened'));
    expect(opened).toEqual(['DocumentOpened', 'NotificationOpened']);
    const { body } = await service.get<Shown>(`/cases/${caseId}/notifications`);
    expect(body).toMatchObject({
      notifications: [{ about: 'refused', opened: { by: principal } }],
      readings: [{ document: refusal.document.number, by: principal }],
    });
  });

  it('decides everything again from its record, without a key, a mail server or its settings', async () => {
    const { status, body } = await service.call<{ decisions: number; differences: unknown[] }>('GET', '/replay');
    expect([status, body.differences]).toEqual([200, []]);
    expect(body.decisions).toBeGreaterThan(15);
  });

  it('lets neither address nor number into an event, an error or a log', async () => {
    const rows = await service.rows<{ body: string }>("select encode(body, 'escape') as body from event");
    const clear = JSON.stringify([rows, lines]);
    expect(rows.length).toBeGreaterThan(8);
    for (const value of [ADDRESS, MOBILE]) expect(clear).not.toContain(value);
  });
});

async function bodyOf(caseId: string, type: string): Promise<string> {
  const [row] = await service.rows<{ body: string }>(
    "select encode(body, 'escape') as body from event where stream = $1 and type = $2",
    [`notification/${caseId}`, type],
  );
  return row?.body ?? '';
}
