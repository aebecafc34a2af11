import { rowsOf, TestDoor, until, type Answered, type TestHouse } from '@yichuang/testing';
import { databaseOf } from '../start/services.js';
import { applicationsOfAllSix, inLanes, lots } from './applications.js';
import { callsOutside, eventCounts, faultsOfProtocol, rewind, unsettled, type Books } from './books.js';
import { faultsOfDeeds, type Outside } from './deeds.js';
import { openingHouse } from './opening-house.js';
import { StubbornClient } from './stubborn-client.js';

export interface FaultyRun {
  readonly cases: number;
  readonly kills: number;
  readonly seed: number;
  readonly env?: Readonly<Record<string, string>>;
}

export interface FaultyRunReport {
  /** Every broken promise, in words. */
  readonly faults: readonly string[];
  /** Requests that had to be made again. */
  readonly asksRepeated: number;
  /** Calls that reached the outside a second time, under the same key. */
  readonly callsRepeated: number;
}

/** Cases of one run that are under way at once. */
const LANES = 24;
/** What the orchestrator writes of one case that completes at once. */
const EVENTS_OF_A_CASE = 32;
/** Waits of a machine that does other things too; a house alone needs a fraction. */
const SETTLING_MILLIS = 60_000;
const MOMENT_MILLIS = 120_000;

/** Cases run while the house is killed and started again; then everything is looked at, and published a second time. */
export async function runUnderFaults({ cases, kills, seed, env = {} }: FaultyRun): Promise<FaultyRunReport> {
  const house = openingHouse(env);
  try {
    await house.start();
    const client = new StubbornClient(house, new TestDoor(house));
    const [other, ...forms] = applicationsOfAllSix(seed, cases + 1);
    const caseIds: string[] = [];
    const faults: string[] = [];
    const ending = new AbortController();
    const work = inLanes(forms, LANES, async (form, index) => {
      const key = `faults-${String(index)}`;
      const taken = await client.open(form, key);
      const caseId = caseIdIn(taken);
      if (caseId === null) throw new Error(`the form under key ${key} was answered ${String(taken.status)}`);
      caseIds.push(caseId);
      await client.completed(caseId);
      const again = await client.open(form, key);
      if (caseIdIn(again) !== caseId)
        faults.push(`the same form under key ${key} was answered ${String(again.status)}`);
      const { status } = await client.open(other, key);
      if (status !== 422) faults.push(`another form under key ${key} was answered ${String(status)}`);
    }).finally(() => {
      ending.abort();
    });
    // told below, once the kills are over
    work.catch(() => undefined);
    await killAtSeededMoments(house, { cases, kills, seed }, ending.signal);
    await work;
    await settle(house);
    faults.push(...(await judge(house, caseIds)));
    faults.push(...(await publishAgain(house)));
    return { faults, asksRepeated: client.asksRepeated, callsRepeated: (await callsOutside(house)).repeated };
  } finally {
    await house.end();
  }
}

const caseIdIn = ({ status, body }: Answered): string | null =>
  status === 200 || status === 201 ? String(body['caseId']) : null;

/** A house, in one process or many, whose books can be read and to which the command line can be turned. */
export type JudgedHouse = Books & Pick<TestHouse, 'cli'>;

/** Everything that must hold of a house whose cases are these and all completed. */
export async function judge(
  house: JudgedHouse,
  caseIds: readonly string[],
  outside?: Outside,
): Promise<readonly string[]> {
  return [
    ...(await faultsOfProtocol(house)),
    ...(await faultsOfDeeds(house, caseIds, outside)),
    ...(await faultsOfReplay(house)),
  ];
}

/** @throws Error naming what is still under way when it does not end */
export async function settle(house: Books, patienceMillis = SETTLING_MILLIS): Promise<void> {
  let left: readonly string[] = [];
  await until(
    async () => {
      left = await unsettled(house);
      return left.length === 0;
    },
    patienceMillis,
    () => `still under way: ${left.join('; ')}`,
  );
}

/** Moments are counts of the orchestrator's events, so that they fall where work is done. */
async function killAtSeededMoments(house: TestHouse, run: FaultyRun, ending: AbortSignal): Promise<void> {
  const { cases, kills, seed } = run;
  const draw = lots(seed);
  for (let kill = 0; kill < kills; kill += 1) {
    const moment = Math.floor(((kill + draw()) / (kills + 1)) * cases * EVENTS_OF_A_CASE);
    await until(
      async () => ending.aborted || (await progress(house)) >= moment,
      MOMENT_MILLIS,
      () => `event ${String(moment)} did not come`,
    );
    if (ending.aborted) return;
    if (kill % 2 === 0) await house.kill();
    else await house.killAll();
    await house.start();
  }
}

async function progress(house: TestHouse): Promise<number> {
  const sql = 'select coalesce(sum(position), 0)::int as events from head';
  const [row] = await rowsOf<{ events: number }>(house, databaseOf('orchestrator'), sql);
  return row?.events ?? 0;
}

async function faultsOfReplay(house: JudgedHouse): Promise<string[]> {
  const { code, stdout, stderr } = await house.cli('replay', '--check', '--json');
  const report = JSON.parse(stdout === '' ? '{"differences":[]}' : stdout) as { differences: object[] };
  return [
    ...report.differences.map((one) => `replay: ${JSON.stringify(one)}`),
    ...(code === 0 || report.differences.length > 0 ? [] : [`replay ended with ${String(code)}: ${stderr}`]),
  ];
}

/** What an operator does after a gap: every service publishes all it ever said once more. Nobody may do a thing again. */
async function publishAgain(house: TestHouse): Promise<readonly string[]> {
  const before = await eventCounts(house);
  const calls = await callsOutside(house);
  await house.kill();
  await rewind(house);
  await house.start();
  await settle(house);
  const after = await eventCounts(house);
  return [
    ...Object.keys(after)
      .filter((name) => after[name] !== before[name])
      .map((name) => `${name} had ${String(before[name])} events, and ${String(after[name])} once all was said again`),
    ...((await callsOutside(house)).made === calls.made ? [] : ['the outside was asked again once all was said again']),
    ...(await faultsOfProtocol(house)),
  ];
}
