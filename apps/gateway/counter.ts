import { account, paperKind, type CaseBelonging } from '@yichuang/contracts';
import { badInput, faultsOfZod, type Fault, type Sent } from '@yichuang/host';
import { text } from '@yichuang/kernel';
import { signings } from '@yichuang/matters';
import { z } from 'zod';
import { caseIdOf } from './case-id.js';
import { shownTo } from './consent.js';
import type { DraftSubmission } from './draft-submission.js';
import type { House } from './house.js';
import type { Intake } from './intake.js';

/** What a clerk says: the form or the draft of it, who applies, how he signed, of which papers the originals were seen. */
export const counterIntake = z.strictObject({
  /** The form of a matter; judged by the matter itself. */
  form: z.unknown().optional(),
  /** Instead of a form: a draft begun at this counter or shared with it. */
  draftId: z.string().min(1).max(64).optional(),
  /** Id of a person who is known here; absent for one who is not: he gets a new one, which tells nobody who he is. */
  applicant: account.optional(),
  /** Id of whoever stands at the counter for him, with a power of attorney: an agent of the case from then on. */
  agent: account.optional(),
  presence: z.strictObject({ signed: z.enum(signings), papersSeen: z.array(paperKind).max(20) }),
});
export type CounterIntake = z.infer<typeof counterIntake>;

/** The whole form again, for the applicant of a case that waits for it. */
export const counterCorrection = counterIntake.pick({ form: true, presence: true });

/** Who takes it, under which key, and which privacy statement the person before him was shown. */
export interface Taking {
  readonly clerk: string;
  readonly idempotencyKey: string;
  readonly consentVersion?: string | undefined;
}

export interface TakenAtCounter {
  readonly caseId: string;
  readonly position: string;
  readonly repeated: boolean;
  readonly principal: string;
}

/** 窗口收件: a clerk takes a form for a person who is present. */
export class Counter {
  constructor(
    private readonly intake: Intake,
    private readonly submission: DraftSubmission,
    private readonly tagKey: Buffer,
  ) {}

  /** @throws Problem 400 with every fault of the form and of what stands beside it */
  async take(
    house: Pick<House, 'orchestrator'>,
    body: unknown,
    { clerk, idempotencyKey, consentVersion }: Taking,
  ): Promise<TakenAtCounter> {
    const { form, draftId, applicant, ...beside } = this.read(body);
    // one key of one clerk is one case of one person, whatever gateway is asked
    const principal = applicant ?? this.idOf('applicant', clerk, idempotencyKey);
    if (draftId !== undefined) {
      const taken = await this.submission.through(house, draftId, 'intake', (application) => ({
        ...application,
        ...shownTo(application.matter, consentVersion),
        principal,
        ...beside,
      }));
      // the owner of the draft, where it is not the clerk's own
      const belonging = await house.orchestrator.get<CaseBelonging>(`/cases/${draftId}/belonging`);
      return { ...taken, principal: belonging.principal };
    }
    const { caseId, application } = await this.intake.takeAgain(this.idOf('intake', clerk, idempotencyKey), form);
    const { answer, position, repeated } = await house.orchestrator.post<Sent>(
      `/desks/case/cases/${caseId}/intake`,
      { ...application, ...shownTo(application.matter, consentVersion), principal, ...beside },
      { 'idempotency-key': idempotencyKey },
    );
    return { caseId, position, repeated, principal, ...(answer as object) };
  }

  /**
   * The corrected form of a case, from its applicant who is present.
   *
   * @throws Problem 400 with every fault of the form and of what stands beside it, 403, 404, 409
   */
  async correct(
    house: Pick<House, 'orchestrator'>,
    caseId: string,
    { body, idempotencyKey }: { readonly body: unknown; readonly idempotencyKey: string },
  ): Promise<object> {
    // before a key is made for it: nobody makes keys of cases that do not exist, or are another hall's
    await house.orchestrator.get(`/cases/${caseId}`);
    const { form, presence } = judged(counterCorrection, body, this.intake.faults(fieldsOf(body).form));
    const correction = await this.intake.correction(caseId, form);
    const { answer, position } = await house.orchestrator.post<Sent>(
      `/desks/case/cases/${caseId}/correct-at-counter`,
      { ...correction, presence },
      { 'idempotency-key': idempotencyKey },
    );
    return { caseId, position, ...(answer as object) };
  }

  private read(body: unknown): CounterIntake {
    const { form, draftId } = fieldsOf(body);
    return judged(counterIntake, body, [
      ...(form !== undefined && draftId !== undefined ? [twoForms] : []),
      ...(draftId === undefined ? this.intake.faults(form) : []),
    ]);
  }

  /** A header holds no line feed, so that none of these is what another door makes of the same key. */
  private idOf(what: 'intake' | 'applicant', clerk: string, idempotencyKey: string): string {
    return caseIdOf(this.tagKey, clerk, `${what}\n${idempotencyKey}`);
  }
}

const fieldsOf = (body: unknown): Partial<CounterIntake> => (typeof body === 'object' && body !== null ? body : {});

/** @throws Problem 400 with every fault of what stands beside the form, and `more` */
function judged<T>(schema: z.ZodType<T>, body: unknown, more: readonly Fault[]): T {
  const parsed = schema.safeParse(body);
  const faults = [...(parsed.success ? [] : faultsOfZod(parsed.error)), ...more];
  if (!parsed.success || faults.length > 0) throw badInput(faults);
  return parsed.data;
}

const twoForms: Fault = {
  path: '/draftId',
  code: 'FORM_AND_DRAFT',
  text: text('表单与草稿只能提供一项', 'either a form or a draft, not both'),
};
