import { z } from 'zod';
import { person, personRef } from './fields.js';

/** Who tells the applicant what the law requires to be told; also the name of what it receives of the form. */
export const NOTIFIER = 'notifier';

/** What the notifier receives: whom the office talks to, and how that person is reached. */
export const notifierSection = z.strictObject({
  applicant: z.strictObject({ contact: personRef }),
  people: z.record(personRef, person.pick({ mobile: true, email: true })),
});
export type NotifierSection = z.infer<typeof notifierSection>;
