import { generateApplications, type CompanyOpeningForm } from '@yichuang/matters';

const DAY_OF = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' });

/** Few enough that nobody waits while they are made. */
const MADE_AT_ONCE = 10;

/**
 * Distinct valid applications as JSON, filed today. Those that leave a department out are passed over, so that every case
 * measured is worked on by all six.
 */
export class Applications {
  private index = 0;

  constructor(private readonly seed: number) {}

  /** Without end, made as they are asked for; those `ready` were made before. */
  *endless(ready: number): Generator<string> {
    yield* this.take(ready);
    for (;;) yield* this.take(MADE_AT_ONCE);
  }

  take(count: number): string[] {
    const forms: string[] = [];
    const filedOn = DAY_OF.format(new Date());
    while (forms.length < count) {
      const wanted = count - forms.length;
      for (const { form } of generateApplications({
        seed: this.seed,
        count: wanted,
        startIndex: this.index,
        filedOn,
      })) {
        if (asksAll(form)) forms.push(JSON.stringify(form));
      }
      this.index += wanted;
    }
    return forms;
  }
}

const asksAll = ({ seal, medicalInsurance, housingFund }: CompanyOpeningForm): boolean =>
  [seal, medicalInsurance, housingFund].every((request) => !('leaveOut' in request));
