import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { departments, houseServices } from '@yichuang/contracts';
import { caseStatuses } from '@yichuang/matters';
import { sample, TestDoor, until } from '@yichuang/testing';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { applicationsOfAllSix } from './applications.js';
import { openingHouse } from './opening-house.js';
import { services } from '../start/services.js';

const LONG_MILLIS = 120_000;
const root = new URL('../../../', import.meta.url);
const page = (path: string): string => readFileSync(new URL(path, root), 'utf8');

interface Alert {
  readonly alert: string;
  readonly expr: string;
  readonly labels: { readonly severity: string };
  readonly annotations: { readonly summary: string };
}
const alerts = (parse(page('docs/alerts.yml')) as { groups: { rules: Alert[] }[] }).groups.flatMap(
  ({ rules }) => rules,
);

/** `name{labels}` → value. */
type Figures = ReadonlyMap<string, number>;

function parsed(text: string): Figures {
  const lines = text.split('\n').filter((line) => line.startsWith('yichuang_'));
  return new Map(
    lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ')))]),
  );
}

describe('the figures of a house', () => {
  const house = openingHouse({
    YICHUANG_TUNING: JSON.stringify({ errandAttemptsMax: 2, effectAttemptsMax: 2, errandBackOffMillis: 20 }),
  });
  const door = new TestDoor(house);

  const textOf = async (service: string): Promise<string> => {
    const path = service === 'gateway' ? '/metrics' : `/metrics/${service}`;
    const answer = await house.fetch(path);
    expect(answer.headers.get('content-type')).toMatch(/^text\/plain/);
    return answer.text();
  };
  const figuresOf = async (service: string): Promise<Figures> => parsed(await textOf(service));
  const figure = async (service: string, name: string, labels = ''): Promise<number | undefined> =>
    (await figuresOf(service)).get(`yichuang_${name}{${labels}service="${service}"}`);

  beforeAll(async () => {
    await house.start();
    await door.send('PUT', '/api/v1/simulators/seal/seal-maker', { mode: 'failing' });
    const { caseId } = await door.open(applicationsOfAllSix(61, 1)[0]);
    await until(async () => (await door.read(caseId)).status === 'parked', LONG_MILLIS);
    await door.send('PUT', '/api/v1/simulators/seal/seal-maker', { mode: 'prompt' });
    expect((await door.run(sample('a.yaml').form)).status).toBe('completed');
    expect((await door.run(sample('c.yaml').form)).status).toBe('in-review');
  }, LONG_MILLIS);
  afterAll(() => house.end(), LONG_MILLIS);

  it('tell of every service how its cases, its errands and its place in the stream stand', async () => {
    // a department of another matter has nothing to do in a company opening
    const atWork: readonly string[] = [...houseServices, ...departments];
    for (const { name, desks, hears } of services.filter((one) => one.desks.length > 0 && atWork.includes(one.name))) {
      await until(async () => (await figure(name, 'outbox_oldest_unpublished_seconds')) === 0);
      const figures = await figuresOf(name);
      const value = (one: string, labels = ''): number | undefined =>
        figures.get(`yichuang_${one}{${labels}service="${name}"}`);
      expect([name, desks.length, value('cases_parked')]).toEqual([name, desks.length, name === 'seal' ? 1 : 0]);
      expect(value('timers_oldest_unfired_seconds')).toBe(0);
      expect(value('turn_works_total')).toBeGreaterThan(0);
      expect(value('turns_total')).toBeGreaterThan(0);
      if (hears.length === 0) continue;
      await until(async () => (await figure(name, 'consumer_lag_records', 'topic="company-opening",')) === 0);
      expect(value('partitions_stopped')).toBe(0);
    }
    expect(await figure('seal', 'cases_parked_oldest_seconds')).toBeGreaterThan(0);
    expect(await figure('seal', 'errands_open')).toBe(1);
    expect(await figure('gateway', 'http_answers_total', 'status="201",')).toBe(3);
  });

  it('tell of the orchestrator its cases by status and the time limits that were not kept', async () => {
    const figures = await figuresOf('orchestrator');
    const by = (status: string): number | undefined =>
      figures.get(`yichuang_cases{status="${status}",service="orchestrator"}`);
    expect(by('completed')).toBe(1);
    expect(by('in-review')).toBe(1);
    expect(by('in-progress')).toBe(1);
    for (const status of caseStatuses)
      expect([status, by(status)]).not.toEqual([status, status === 'parked' ? 0 : undefined]);
    expect(figures.get('yichuang_events_total{type="CaseCompleted",service="orchestrator"}')).toBe(1);
    expect(await figure('orchestrator', 'clock_breaches_total')).toBe(0);
    expect(await figure('orchestrator', 'cases_overdue')).toBe(0);
  });

  it('have each its line in the manual, and each alarm reads figures that exist and stands in the manual', async () => {
    // calls that are turned away are told of once there were any
    await house.fetch('/metrics/nobody');
    const texts = await Promise.all(services.map(({ name }) => textOf(name)));
    const named = new Set(
      texts.flatMap((text) => [...text.matchAll(/^# TYPE (yichuang_\w+) /gm)].map(([, name]) => name)),
    );
    const manual = page('docs/operations.md');
    for (const name of named) expect([name, manual.includes(`\`${String(name)}`)]).toEqual([name, true]);
    expect(alerts.length).toBeGreaterThan(10);
    for (const { alert, expr, labels, annotations } of alerts) {
      for (const [used] of expr.matchAll(/yichuang_\w+/g))
        expect([alert, used, named.has(used)]).toEqual([alert, used, true]);
      expect(['page', 'ticket']).toContain(labels.severity);
      expect(annotations.summary).not.toBe('');
      expect([alert, manual.includes(`### ${alert}`)]).toEqual([alert, true]);
    }
  });

  it('hold nothing private', async () => {
    const all = (await Promise.all(services.map(({ name }) => textOf(name)))).join('\n');
    const labels = new Set([...all.matchAll(/(\w+)="/g)].map(([, label]) => label));
    expect([...labels].sort()).toEqual(expect.not.arrayContaining(['caseId', 'case', 'name', 'number']));
    expect((await house.fetch('/metrics/nobody')).status).toBe(404);
  });
});
