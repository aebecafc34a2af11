import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { findDemoAccount } from '@yichuang/host';
import { sectionsOf } from '@yichuang/matters';
import { seal } from '@yichuang/seal';
import { ServiceUnderTest, until } from '@yichuang/testing';
import { makeMasterKeyFile, vault } from '@yichuang/vault';
import { company, form } from './suite.js';

const AT = Date.parse('2026-11-23T08:30:00+08:00');
let service: ServiceUnderTest;

beforeAll(async () => {
  service = await ServiceUnderTest.start(seal, { vault: { service: vault, masterKey: makeMasterKeyFile }, at: AT });
});
afterAll(() => service.end());

/** An order of sample A, given to that maker. */
async function ordered(maker: string, of = company): Promise<string> {
  const caseId = randomUUID();
  const section = sectionsOf({ ...form, seal: { ...form.seal, maker } }).seal;
  const sealed = await service.sealed(caseId, section);
  const where = { principal: 'u1', authority: '350405', hall: '350405' };
  const task = { department: 'seal', round: 1, number: '沙开办20261123-0001', dueAt: AT + 7_200_000, ...where };
  const check = { ...task, step: 'seal-check', task: 'pre-check', data: {} };
  await service.say(caseId, 'DepartmentTaskDispatched', check, { sealed });
  await service.hears(caseId, 'SealPreChecked');
  await service.say(caseId, 'DepartmentTaskDispatched', { ...task, step: 'seal', task: 'open', data: of });
  return caseId;
}

const as = <T>(account: string, method: 'GET' | 'POST', path: string, body?: object) =>
  service.call<T>(method, path, body, { 'idempotency-key': randomUUID() }, account);
const fill = (caseId: string, account: string, body: object) =>
  as<object>(account, 'POST', `/desks/order/cases/${caseId}/fill`, body);

/** Who has looked at what, as the vault has recorded it. */
async function looks(caseId: string): Promise<readonly unknown[]> {
  const events = await service.vaultEvents(caseId);
  return events.flatMap(({ type, data }) => (type === 'PersonalDataOpened' ? [data] : []));
}

interface Orders {
  readonly orders: readonly { readonly caseId: string; readonly seals: readonly { readonly kind: string }[] }[];
}

describe('an order of seals, as its maker has it', () => {
  it('waits for the one who works by hand: he finds it, reads what he needs of it, and says what he made', async () => {
    const caseId = await ordered('FICT-MAKER-4');
    const found = async (account: string) => {
      const { body } = await as<Orders>(account, 'GET', '/orders');
      return body.orders.find((one) => one.caseId === caseId);
    };
    await until(async () => (await found('seal-maker')) !== undefined);
    const mine = await found('seal-maker');
    expect(mine).toMatchObject({
      byHand: true,
      status: 'making',
      uscc: company.uscc,
      companyName: company.companyName,
    });
    const told = JSON.stringify(mine);
    for (const { name, document } of Object.values(form.people))
      for (const value of [name, document.number]) expect(told).not.toContain(value);
    const kinds = mine?.seals.map(({ kind }) => kind) ?? [];
    const filled = {
      engravedName: company.companyName,
      seals: kinds.map((kind, index) => ({ kind, number: `350405100000${String(index)}` })),
      filing: { number: 'GA-350405-2026-77', filedOn: '2026-11-23', impressions: kinds.length },
    };
    for (const account of ['reviewer-seal', 'applicant-1', 'helper'])
      expect([account, (await fill(caseId, account, filled)).status]).toEqual([account, 403]);
    const { seals: _seals, ...half } = filled;
    expect((await fill(caseId, 'seal-maker', half)).status).toBe(400);
    expect(await fill(caseId, 'seal-maker', filled)).toMatchObject({
      status: 201,
      body: { answer: { status: 'done' } },
    });
    const answer = await service.hears(caseId, 'SealFiled');
    expect(answer['answer']).toMatchObject({
      outcome: 'done',
      result: { maker: { code: 'FICT-MAKER-4' }, simulated: false },
    });
    expect(await service.ledger('seal-maker', caseId)).toEqual([]);
    expect(await found('seal-maker')).toBeUndefined();
    expect((await as('seal-maker', 'GET', `/orders/${caseId}`)).body).toMatchObject({
      status: 'done',
      filing: { number: 'GA-350405-2026-77' },
    });
  });

  it('tells whose name the name seal carries to whoever engraves it, until it is made, and to nobody unrecorded', async () => {
    const caseId = await ordered('FICT-MAKER-4', { ...company, uscc: '91350405MAFAKE035X' });
    const read = (account: string) => as<{ name?: string; code?: string }>(account, 'GET', `/orders/${caseId}/name`);
    await until(async () => (await as('seal-maker', 'GET', `/orders/${caseId}`)).status === 200);
    for (const account of ['applicant-1', 'clerk-1', 'reviewer-seal', 'helper', 'auditor'])
      expect([account, (await read(account)).status]).toEqual([account, 403]);
    expect(await looks(caseId)).toEqual([]);
    const { name } = form.people[form.posts.legalRepresentative] as { name: string };
    for (const _time of [1, 2]) expect(await read('seal-maker')).toMatchObject({ status: 200, body: { caseId, name } });
    expect(Object.keys((await read('seal-maker')).body).sort()).toEqual(['caseId', 'name']);
    const by = findDemoAccount('seal-maker')?.actor.id;
    const look = { role: 'seal-maker', department: null, action: 'order.read-name', sections: ['seal'] };
    expect(await looks(caseId)).toEqual([{ by, ...look, reason: null, warrant: null }]);
    expect(JSON.stringify([service.published(caseId), await service.vaultEvents(caseId)])).not.toContain(name);

    const { body: order } = await as<Orders['orders'][number]>('seal-maker', 'GET', `/orders/${caseId}`);
    const made = {
      engravedName: company.companyName,
      seals: order.seals.map(({ kind }, index) => ({ kind, number: `350405100001${String(index)}` })),
      filing: { number: 'GA-350405-2026-78', filedOn: '2026-11-23', impressions: order.seals.length },
    };
    expect((await fill(caseId, 'seal-maker', made)).status).toBe(201);
    expect(await read('seal-maker')).toMatchObject({ status: 409, body: { code: 'ORDER_FILLED' } });
    expect(await looks(caseId)).toHaveLength(1);
  });

  it('is not another maker’s to read or to fill, nor is a case without one', async () => {
    const caseId = await ordered('FICT-MAKER-1', { ...company, uscc: '91350405MAFAKE0273' });
    await service.hears(caseId, 'SealFiled');
    for (const other of [caseId, randomUUID()]) {
      for (const path of [`/orders/${other}`, `/orders/${other}/name`])
        expect([path, (await as('seal-maker', 'GET', path)).status]).toEqual([path, 403]);
      const body = { engravedName: 'x', seals: [{ kind: 'finance', number: '3504051000000' }] };
      const filing = { number: 'X', filedOn: '2026-11-23', impressions: 1 };
      expect((await fill(other, 'seal-maker', { ...body, filing })).status).toBe(403);
    }
  });
});
