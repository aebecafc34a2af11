import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Trust } from '@yichuang/contracts';
import { gateway } from '@yichuang/gateway';
import { demoAccounts } from '@yichuang/host';
import { generateApplications } from '@yichuang/matters';
import { orchestrator } from '@yichuang/orchestrator';
import { vault } from '@yichuang/vault';
import { parseInstant } from '@yichuang/working-time';
import { ServedApart } from './served-apart.js';

/**
 * Every route of the public door, knocked at by every role, for a case that is its own and for one that is not: over HTTP, with
 * real tokens, with nobody's and with everybody's. What should be answered is read from the transcription of the matrix, and
 * from the list below, never from the tables that are held to account.
 */

/** Row of the matrix by operation. A new route without a line here fails. */
const ROWS: Readonly<Record<string, string>> = {
  createCase: 'case.submit',
  listCases: 'case.list',
  readCase: 'case.read',
  readTimeline: 'case.read',
  readConsultations: 'consultation.read',
  readClock: 'clock.read',
  readMinutes: 'clock.read',
  readEvents: 'case.events',
  followCase: 'case.follow',
  followAll: 'case.follow',
  correctCase: 'case.correct',
  insistOnCase: 'case.insist',
  withdrawCase: 'case.withdraw',
  readNotifications: 'notification.read',
  openNotification: 'notification.read',
  entrustCase: 'case.entrust',
  revokeEntrustment: 'case.entrust',
  nameCaseManager: 'case.name-manager',
  rateCase: 'case.rate',
  promisePapers: 'case.correct',
  supplyPapers: 'case.correct',
  signCommitment: 'case.correct',
  inspectCommitment: 'step.inspect',
  pauseForPapers: 'clock.pause',
  extendPapers: 'clock.extend',
  consentToNotice: 'notice.consent',
  readConsent: 'anybody',
  pauseClock: 'clock.pause',
  resumeClock: 'clock.pause',
  extendTerm: 'clock.extend',
  restartClock: 'clock.restart',
  declareOutage: 'clock.declare-outage',
  approveOutage: 'clock.approve-outage',
  issueCard: 'card.issue',
  explainCard: 'card.explain',
  upholdCard: 'card.uphold',
  cancelCard: 'card.cancel',
  rectifyCard: 'card.explain',
  closeCard: 'card.uphold',
  listCards: 'card.read',
  readDocument: 'case.read',
  readLicence: 'case.read',
  printLicence: 'case.read',
  printPackage: 'case.read',
  readLicenceKeys: 'anybody',
  readReceipt: 'case.read',
  takeAtCounter: 'case.accept',
  correctAtCounter: 'case.accept',
  checkAtCounter: 'case.accept',
  beginDraft: 'case.draft',
  listDrafts: 'case.draft',
  readDraft: 'case.draft',
  saveDraft: 'case.draft',
  deleteDraft: 'case.draft',
  readDraftFaults: 'case.draft',
  shareDraft: 'case.draft',
  submitDraft: 'case.submit',
  takeAttachment: 'case.draft',
  listAttachments: 'case.read',
  openAttachment: 'personal-data.read',
  readPersonalData: 'personal-data.read',
  openPersonalData: 'personal-data.unmask',
  listAccesses: 'case.events',
  readCaseKey: 'key.read',
  holdCaseKey: 'key.hold',
  liftCaseKey: 'key.lift',
  destroyCaseKey: 'key.destroy',
  listOrders: 'order.read',
  readOrder: 'order.read',
  readNameToEngrave: 'order.read-name',
  fillOrder: 'order.fill',
  listQueue: 'queue.read',
  claimItem: 'queue.claim',
  releaseItem: 'queue.claim',
  handOverItem: 'queue.claim',
  assignItem: 'queue.assign',
  recommendStep: 'step.recommend',
  decideStep: 'step.decide',
  overrideStep: 'step.override',
  inspectItem: 'step.inspect',
  consultDepartment: 'step.consult',
  withdrawQuestion: 'step.consult',
  answerQuestion: 'consultation.answer',
  listCalendars: 'calendar.read',
  readCalendar: 'calendar.read',
  proposeCalendar: 'calendar.propose',
  publishCalendar: 'calendar.publish',
  rejectCalendar: 'calendar.publish',
  withdrawCalendar: 'calendar.propose',
  readAppraisal: 'appraisal.read',
  askWhatIf: 'appraisal.read',
  replay: 'log.replay',
  listRegisters: 'register.read',
  rebuildRegister: 'register.rebuild',
  listPacks: 'pack.read',
  makePacks: 'pack.make',
  listGaps: 'stream.read',
  repairGaps: 'stream.repair',
  listParked: 'parked.read',
  showParked: 'parked.read',
  retryParked: 'parked.retry',
  resolveParked: 'parked.resolve',
  listSimulators: 'simulator.read',
  setSimulator: 'simulator.set',
  readFigures: 'figures.read',
  listMatters: 'anybody',
  readForm: 'anybody',
  readSignIn: 'anybody',
  readMe: 'anybody',
  readDescription: 'anybody',
};

/** What takes a whole form: another body would be turned down before anybody asks whose it is. */
const FORMS = ['createCase', 'correctCase'];

/** What must be said with an act, for the same reason. */
const said = { note: '停电', words: '停电' };
const print = 'a'.repeat(64);
const BODIES: Readonly<Record<string, object>> = {
  rateCase: { stars: 5 },
  entrustCase: { to: 'somebody', as: 'helper' },
  revokeEntrustment: { from: 'somebody' },
  nameCaseManager: { to: 'somebody' },
  promisePapers: { papers: ['property-certificate'], version: '2026.1', sha256: print },
  supplyPapers: { papers: [{ kind: 'property-certificate', sha256: print }] },
  signCommitment: { commitment: 'seat', version: '2026.1', sha256: print },
  inspectCommitment: { commitment: 'seat', found: 'true', note: said.note },
  pauseForPapers: { note: said.note },
  extendPapers: { workingDays: 1, note: said.note },
  consentToNotice: { proposal: 'second-notice-1', decision: 'consent', reason: said.note },
  pauseClock: { reason: 'APPLICANT', note: said.note },
  resumeClock: { reason: 'APPLICANT' },
  extendTerm: { reason: 'REGISTRATION_HEAD', note: said.note },
  restartClock: { reason: 'APPLICATION_REPLACED', note: said.note },
  declareOutage: { note: said.note },
  issueCard: { kind: 'yellow', words: said.words },
  explainCard: { words: said.words },
  upholdCard: { words: said.words },
  cancelCard: { words: said.words },
  rectifyCard: { words: said.words },
  closeCard: { words: said.words },
};

/** Which columns of the matrix an account stands for; those from elsewhere reach nothing here but what is for all. */
const ACCOUNTS: readonly (readonly [
  account: string,
  column: string,
  reaches: 'mine' | 'here' | 'nothing',
  as?: Trust,
])[] = [
  ['agent', 'agent', 'mine', 'agent'],
  ['agent', 'agent', 'nothing', 'helper'],
  ['helper', 'helper', 'mine', 'helper'],
  ['helper', 'helper', 'nothing', 'agent'],
  ['applicant-1', 'applicant', 'mine'],
  ['applicant-2', 'applicant', 'nothing'],
  ['agent', 'agent', 'nothing'],
  ['clerk-1', 'clerk', 'here'],
  ['clerk-elsewhere', 'clerk', 'nothing'],
  ['reviewer-tax', 'reviewer', 'here'],
  ['reviewer-elsewhere', 'reviewer', 'nothing'],
  ['approver-tax', 'approver', 'here'],
  ['approver-elsewhere', 'approver', 'nothing'],
  ['seal-maker', 'maker', 'nothing'],
  ['helper', 'helper', 'nothing'],
  ['hall-head', 'hall', 'here'],
  ['hall-head-elsewhere', 'hall', 'nothing'],
  ['supervisor', 'supervisor', 'here'],
  ['supervisor-elsewhere', 'supervisor', 'nothing'],
  ['auditor', 'auditor', 'here'],
  ['rule-author', 'author', 'here'],
  ['rule-publisher', 'publisher', 'here'],
  ['system-administrator', 'system', 'here'],
  ['security-administrator', 'security', 'here'],
  ['audit-administrator', 'audit', 'here'],
];

/** What a clerk does for others only at the counter, with their signature: it does not come with these requests. */
const SIGNED = [
  'createCase',
  'correctCase',
  'insistOnCase',
  'withdrawCase',
  'promisePapers',
  'supplyPapers',
  'signCommitment',
];

const matrix = readFileSync(fileURLToPath(new URL('../../libs/contracts/role-matrix.txt', import.meta.url)), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => line.trim().replace('*', '').split(/\s+/));
const columns = matrix[0]!.slice(1);
const cellOf = (row: string, column: string): string => {
  const found = matrix.find(([name]) => name === row);
  if (found === undefined) throw new RangeError(`the matrix has no row ${row}`);
  return found[1 + columns.indexOf(column)] ?? '·';
};

/** Which item of a desk, or order of a maker, is whose the department says; it is not served here, and its own spec asks. */
const ofACase = ({ path }: Operation): boolean =>
  path.includes('{caseId}') && !path.includes('{department}') && !path.includes('/orders/');

/** Whether the answer may be anything but 403. */
function mayPass(one: Operation, column: string, reaches: string): boolean {
  const row = ROWS[one.operationId] ?? '';
  if (row === 'anybody') return true;
  const cell = cellOf(row, column);
  if (cell === '·') return false;
  const [reach, ...needs] = cell.split('+') as [string, ...string[]];
  if (SIGNED.includes(one.operationId) && needs.includes('signature')) return false;
  if (!ofACase(one) || reach.startsWith('all')) return true;
  return reaches === (reach.startsWith('own') ? 'mine' : 'here');
}

interface Operation {
  readonly operationId: string;
  readonly method: string;
  readonly path: string;
}

let house: ServedApart;
let url: string;
let operations: readonly Operation[];
let form: object;

beforeAll(async () => {
  const parsed = parseInstant('2026-11-23 09:00');
  if (parsed.kind === 'fault') throw new RangeError(parsed.text.en);
  house = await ServedApart.begin({ instant: parsed.at, speed: 1 }, 2);
  await house.serve(vault);
  await house.serve(orchestrator);
  const door = await house.serve(gateway, '127.0.0.1:0');
  url = await door.app.getUrl();
  const document = (await (await fetch(new URL('/openapi.json', url))).json()) as {
    paths: Record<string, Record<string, { operationId: string }>>;
  };
  operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { operationId }]) => ({ operationId, method: method.toUpperCase(), path })),
  );
  [{ form }] = Array.from(generateApplications({ seed: 5, count: 1 })) as unknown as [{ form: object }];
});

afterAll(async () => {
  await house.end();
});

/** A stream of events is asked whether it opens, and closed. */
async function statusOf({ operationId, method, path }: Operation, caseId: string, token: string | null) {
  const ending = new AbortController();
  const address = path
    .replace('{caseId}', caseId)
    .replace('{department}', 'orchestrator')
    .replace('{service}', 'orchestrator')
    .replace(/\{\w+\}/g, 'none');
  const answer = await fetch(new URL(address, url), {
    method,
    signal: ending.signal,
    headers: {
      'idempotency-key': randomUUID(),
      ...(method === 'GET' ? {} : { 'content-type': 'application/json' }),
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    },
    ...(method === 'GET'
      ? {}
      : { body: JSON.stringify(FORMS.includes(operationId) ? form : (BODIES[operationId] ?? {})) }),
  });
  const body = answer.headers.get('content-type')?.includes('event-stream') === true ? '' : await answer.text();
  ending.abort();
  return { status: answer.status, body };
}

async function asApplicant(path: string, body: object): Promise<Response> {
  return fetch(new URL(`/api/v1/cases${path}`, url), {
    method: 'POST',
    headers: {
      authorization: `Bearer ${await house.tokenOf('applicant-1')}`,
      'content-type': 'application/json',
      'idempotency-key': randomUUID(),
    },
    body: JSON.stringify(body),
  });
}

/** A case of applicant 1, entrusted to that account where it is to be. */
async function open(account?: string, as?: Trust): Promise<string> {
  const answer = await asApplicant('', form);
  expect(answer.status).toBe(201);
  const { caseId } = (await answer.json()) as { caseId: string };
  if (as === undefined) return caseId;
  const to = demoAccounts.find(({ name }) => name === account)?.actor.id;
  expect((await asApplicant(`/${caseId}/entrust`, { to, as })).status).toBe(200);
  return caseId;
}

describe('every route of the door', () => {
  it('has a line in this transcription, and every line a route', () => {
    expect(operations.map(({ operationId }) => operationId).sort()).toEqual(Object.keys(ROWS).sort());
  });

  it('lets nobody in without a token but where anybody may', async () => {
    const caseId = await open();
    for (const one of operations) {
      const { status } = await statusOf(one, caseId, null);
      const open = ROWS[one.operationId] === 'anybody' && one.operationId !== 'readMe';
      expect([one.operationId, status === 401]).toEqual([one.operationId, !open]);
    }
  });

  it('lets each role as far as the matrix says, with its own case and with another’s, and says 403 to everybody else', async () => {
    const wrong: unknown[] = [];
    for (const one of operations) {
      for (const [account, column, reaches, as] of ACCOUNTS) {
        // a case of its own for each, since some of what is done to it ends it
        const caseId = ofACase(one) ? await open(account, as) : 'none';
        const { status, body } = await statusOf(one, caseId, await house.tokenOf(account));
        const passed = status !== 401 && status !== 403;
        const should = mayPass(one, column, reaches);
        if (passed !== should) wrong.push({ route: one.operationId, account, as, status, should, body });
      }
    }
    expect(wrong).toEqual([]);
  }, 400_000);
});
