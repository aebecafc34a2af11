import { paperKind } from '@yichuang/contracts';
import { badInput, faultsOfZod } from '@yichuang/host';
import { signings } from '@yichuang/matters';
import { z } from 'zod';
import { caseIdOf } from './case-id.js';
import type { Intake, Taken } from './intake.js';

/** What a clerk says beside the form: who applies, how he signed, of which papers the originals were seen. */
export const counterIntake = z.strictObject({
  /** The form of a matter; judged by the matter itself. */
  form: z.unknown(),
  /** Id of a person who is known here; absent for one who is not: he gets a new one, which tells nobody who he is. */
  applicant: z
    .string()
    .regex(/^[\w.:-]{1,200}$/)
    .optional(),
  presence: z.strictObject({ signed: z.enum(signings), papersSeen: z.array(paperKind).max(20) }),
});
export type CounterIntake = z.infer<typeof counterIntake>;

export interface TakenAtCounter extends Taken {
  readonly principal: string;
  readonly presence: CounterIntake['presence'];
}

/** 窗口收件: a clerk takes a form for a person who is present. */
export class Counter {
  constructor(
    private readonly intake: Intake,
    private readonly tagKey: Buffer,
  ) {}

  /** @throws Problem 400 with every fault of the form and of what stands beside it */
  async take(body: unknown, clerk: string, idempotencyKey: string): Promise<TakenAtCounter> {
    const { form, presence, applicant } = this.read(body);
    // one key of one clerk is one case of one person, whatever gateway is asked
    const principal = applicant ?? this.idOf('applicant', clerk, idempotencyKey);
    const taken = await this.intake.takeAgain(this.idOf('intake', clerk, idempotencyKey), form);
    return { ...taken, principal, presence };
  }

  private read(body: unknown): CounterIntake {
    const parsed = counterIntake.safeParse(body);
    if (parsed.success) return parsed.data;
    const form: unknown = typeof body === 'object' && body !== null && 'form' in body ? body.form : undefined;
    throw badInput([...faultsOfZod(parsed.error), ...this.intake.faults(form)]);
  }

  /** A header holds no line feed, so that none of these is what another door makes of the same key. */
  private idOf(what: 'intake' | 'applicant', clerk: string, idempotencyKey: string): string {
    return caseIdOf(this.tagKey, clerk, `${what}\n${idempotencyKey}`);
  }
}
