import { generateApplications, parseForm, type CompanyOpeningForm } from '@yichuang/matters';
import { faultySamples, sample, TestDoor, until, type Secret, type TestHouse } from '@yichuang/testing';
import { inLanes } from './applications.js';
import { FILED_ON } from './opening-house.js';
import { publishedNames, secretsOf } from './secrets-of.js';

/** What was handed in, and what of it is public by now. */
export interface HandedIn {
  readonly secrets: readonly Secret[];
  /** Names that the register of companies shows, by the case that published them. */
  readonly published: ReadonlyMap<string, ReadonlySet<string>>;
}

const GENERATED = 200;
const FAULTY_SHARE = 0.4;
const LANES = 16;
const SEED = 77;
/** Every so-many-th correction asked for is handed in. */
const CORRECTED_EACH = 3;

/** Lets a house see all of life: clean and faulty cases, corrections, withdrawals, parked cases, rejections, bad input. */
export async function keepBusy(house: TestHouse): Promise<HandedIn> {
  const busy = new Busy(new TestDoor(house));
  for (const name of ['a', 'b', 'c', 'd', 'e', 'e-with-commitment', 'e-with-proof']) await busy.sample(`${name}.yaml`);
  for (const { name } of faultySamples()) await busy.sample(name);
  await busy.generated();
  await busy.park();
  return { secrets: busy.distinctSecrets(), published: busy.published };
}

class Busy {
  readonly published = new Map<string, ReadonlySet<string>>();
  private readonly secrets: Secret[] = [];

  constructor(private readonly door: TestDoor) {}

  /** Nobody is looked for twice: many samples are of the same people. */
  distinctSecrets(): readonly Secret[] {
    return [...new Map([...this.secrets].reverse().map((secret) => [secret.value, secret])).values()];
  }

  async sample(name: string): Promise<void> {
    const { form } = sample(name);
    const read = parseForm(form);
    if (!read.ok) {
      await this.refused(form);
      return;
    }
    const caseId = await this.run(read.form, name);
    if (name === 'd.yaml') await this.correct(caseId, 'd-corrected.yaml');
  }

  async generated(): Promise<void> {
    const series = { seed: SEED, count: GENERATED, filedOn: FILED_ON };
    const valid = [...generateApplications(series)];
    const all = [...generateApplications({ ...series, faultyShare: FAULTY_SHARE })];
    await inLanes(all, LANES, async ({ form, manifest }, index) => {
      this.secrets.push(...secretsOf(form, `application ${String(index)}`));
      if (!parseForm(form).ok) {
        await this.refused(form);
        return;
      }
      const caseId = await this.run(form, `application ${String(index)}`);
      if (manifest.faults.length === 0) await this.door.act(caseId, index % 2 === 0 ? 'insist' : 'withdraw');
      else if (index % CORRECTED_EACH === 0) await this.again(caseId, valid[index]?.form);
    });
  }

  /** Cases stop at the code-issuing service, and some of what follows waits behind them. */
  async park(): Promise<void> {
    const failing = { mode: 'failing' };
    await this.door.send('PUT', '/api/v1/simulators/market-regulation/code-issuing', failing);
    await this.door.send('PUT', '/api/v1/simulators/market-regulation/real-name', failing);
    const parked = [...generateApplications({ seed: SEED + 1, count: 3, filedOn: FILED_ON })];
    for (const { form, index } of parked.slice(0, 1)) await this.run(form, `silent ${String(index)}`);
    await this.door.send('PUT', '/api/v1/simulators/market-regulation/real-name', { mode: 'prompt' });
    for (const { form, index } of parked.slice(1)) {
      const caseId = await this.run(form, `parked ${String(index)}`);
      await this.door.act(caseId, 'withdraw');
    }
  }

  private async run(form: CompanyOpeningForm, label: string): Promise<string> {
    this.secrets.push(...secretsOf(form, label));
    const seen = await this.door.run(form);
    this.published.set(seen.caseId, seen.company === null ? new Set() : publishedNames(form));
    return seen.caseId;
  }

  private async correct(caseId: string, name: string): Promise<void> {
    const read = parseForm(sample(name).form);
    if (read.ok) await this.again(caseId, read.form);
  }

  private async again(caseId: string, form: CompanyOpeningForm | undefined): Promise<void> {
    if (form === undefined) return;
    this.secrets.push(...secretsOf(form, `correction of ${caseId}`));
    const { status, body } = await this.door.correct(caseId, form);
    if (status !== 200) return;
    const seen = await this.door.atRest(caseId, String(body['position']));
    if (seen.company !== null) this.published.set(caseId, publishedNames(form));
  }

  /** A form no door takes, and one with private values where none belong. */
  private async refused(form: unknown): Promise<void> {
    const people = (form as { people?: Record<string, { name?: string; mobile?: string }> }).people ?? {};
    for (const { name = '', mobile = '' } of Object.values(people)) {
      const odd = { ...(form as object), [name]: mobile, authority: name, people: { ...people, [mobile]: name } };
      await until(
        async () => (await this.door.send('POST', '/api/v1/cases', odd, { 'idempotency-key': 'odd' })).status === 400,
      );
      if (name.length >= 2) this.secrets.push({ label: 'a name where none belongs', value: name });
    }
    await this.door.send('POST', '/api/v1/cases', form, { 'idempotency-key': 'bad' });
    await this.door.send('POST', '/api/v1/cases', `{"people": ${JSON.stringify(people)}`, { 'idempotency-key': 'cut' });
  }
}
