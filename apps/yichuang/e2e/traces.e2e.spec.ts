import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { departments } from '@yichuang/contracts';
import { parseForm } from '@yichuang/matters';
import { rowsOf, sample, TestDoor, until } from '@yichuang/testing';
import { databaseOf, services } from '../start/services.js';
import { Collector } from './collector.js';
import { openingHouse } from './opening-house.js';
import { secretsOf } from './secrets-of.js';

const LONG_MILLIS = 120_000;
const { form } = sample('a.yaml');
/** The caller's own trace: the house goes on in it. */
const caller = { traceId: '0af7651916cd43dd8448eb211c80319c', spanId: 'b7ad6b7169203331' };

describe('the trace of a case', () => {
  let collector: Collector;
  let house: ReturnType<typeof openingHouse>;
  let caseId: string;

  const orphans = (): string[] => {
    const ids = new Set([caller.spanId, ...collector.spans.map(({ spanId }) => spanId)]);
    return collector.spans.filter(({ parentSpanId }) => !ids.has(parentSpanId ?? '')).map(({ name }) => name);
  };

  beforeAll(async () => {
    collector = await Collector.open();
    house = openingHouse({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url });
    await house.start();
    const door = new TestDoor(house);
    const headers = { 'idempotency-key': 'traced', traceparent: `00-${caller.traceId}-${caller.spanId}-01` };
    const taken = await door.send('POST', '/api/v1/cases', form, headers);
    expect(taken.headers.get('traceresponse')).toMatch(new RegExp(`^00-${caller.traceId}-[0-9a-f]{16}-01$`));
    caseId = String(taken.body['caseId']);
    expect((await door.atRest(caseId, String(taken.body['position']))).status).toBe('completed');
    // who only looks begins no trace
    await door.read(caseId);
    // each service sends by itself, a child often before its parent
    await until(() => collector.spans.some(({ name }) => name === 'key hears CaseCompleted'), LONG_MILLIS);
    await until(
      () => orphans().length === 0,
      LONG_MILLIS,
      () => `without a parent: ${orphans().join(', ')}`,
    );
  }, LONG_MILLIS);
  afterAll(async () => {
    await house.end();
    await collector.close();
  }, LONG_MILLIS);

  it('is one, from the request over the gateway and the orchestrator to all six departments', () => {
    expect(new Set(collector.spans.map(({ traceId }) => traceId))).toEqual(new Set([caller.traceId]));
    const speakers = new Set(collector.spans.map(({ service }) => service));
    for (const service of ['gateway', 'vault', 'orchestrator', ...departments]) expect(speakers).toContain(service);
    const names = collector.spans.map(({ service, name }) => `${service}: ${name}`);
    expect(names).toEqual(
      expect.arrayContaining([
        'gateway: POST /api/v1/cases',
        'vault: POST /keys/make',
        'orchestrator: POST /desks/:desk/cases/:caseId/:door',
        'market-regulation: registration hears DepartmentTaskDispatched',
        'market-regulation: registration asks code-issuing',
        'orchestrator: case hears CompanyRegistered',
        'tax: registration hears DepartmentTaskDispatched',
      ]),
    );
  });

  it('hangs together: every span has its parent, up to the caller', () => {
    expect(orphans()).toEqual([]);
    const [door] = collector.spans.filter(({ name }) => name === 'POST /api/v1/cases');
    expect(door?.parentSpanId).toBe(caller.spanId);
  });

  it('says nothing of a person', () => {
    const said = collector.bodies.join('\n');
    const read = parseForm(form);
    if (!read.ok) throw new Error('the sample is no form');
    const secrets = secretsOf(read.form, 'sample A');
    expect(secrets.length).toBeGreaterThan(10);
    for (const { label, value } of secrets) expect([label, said.includes(value)]).toEqual([label, false]);
    for (const { attributes } of collector.spans)
      for (const key of Object.keys(attributes)) expect(key).toMatch(/^(http|messaging|yichuang)\./);
  });

  it('leaves nothing behind in the databases once it is published', async () => {
    for (const { name } of services.filter(({ desks }) => desks.length > 0))
      await until(async () => (await rowsOf(house, databaseOf(name), 'select 1 from trace')).length === 0, LONG_MILLIS);
  });
});
