import type { CompanyOpeningForm } from '@yichuang/matters';
import { until, type Answered, type TestDoor, type TestHouse } from '@yichuang/testing';

/** A restart of the house under load, and what waited for it. */
const PATIENCE_MILLIS = 120_000;

/** A client as it should be: what was not answered is asked again under the same key, until it is. */
export class StubbornClient {
  /** Requests that had to be made again. */
  asksRepeated = 0;

  constructor(
    private readonly house: Pick<TestHouse, 'url'>,
    private readonly door: TestDoor,
    private readonly patienceMillis = PATIENCE_MILLIS,
  ) {}

  /** Hands the form in under its key: 201, 200 for an answer given again, or what it is turned down with. */
  open(form: CompanyOpeningForm | undefined, key: string): Promise<Answered> {
    return this.ask(() => this.door.send('POST', '/api/v1/cases', form, { 'idempotency-key': key }));
  }

  async completed(caseId: string): Promise<void> {
    let status: unknown = 'unread';
    await until(
      async () => {
        status = (await this.ask(() => this.door.get(`/api/v1/cases/${caseId}`))).body['status'];
        return status === 'completed';
      },
      this.patienceMillis,
      () => `case ${caseId} is still ${String(status)}`,
    );
  }

  private async ask(request: () => Promise<Answered>): Promise<Answered> {
    let answer: Answered | undefined;
    await until(
      async () => {
        // between a kill and the next start there is nobody to ask
        if (this.house.url === '') return false;
        answer = await request().catch(() => undefined);
        const settled = answer !== undefined && answer.status < 500 && answer.status !== 429;
        if (!settled) this.asksRepeated += 1;
        return settled;
      },
      this.patienceMillis,
      () => `no answer: ${JSON.stringify(answer?.body)}`,
    );
    return answer as Answered;
  }
}
