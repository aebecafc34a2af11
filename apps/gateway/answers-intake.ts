import { signings } from '@yichuang/matters';
import { z } from 'zod';
import { bilingual } from './bilingual.js';
import { taken } from './answers.js';

/** What the doors of handing in answer, as schemas: receipts, drafts, attachments, the counter. */

const instant = z.string().meta({ format: 'date-time', examples: ['2026-11-23T15:00:00+08:00'] });

export const faultList = z.object({
  faults: z.array(z.object({ path: z.string(), code: z.string(), text: bilingual })),
});

export const takenAtCounter = taken.extend({
  /** Id of the person who applies; new where none was named. */
  principal: z.string(),
});

export const receiptsView = z.object({
  caseId: z.string(),
  number: z.string(),
  matter: z.string(),
  title: bilingual,
  hall: z.string(),
  at: instant,
  position: z.string(),
  receipts: z.array(
    z.object({
      number: z.string(),
      date: z.iso.date(),
      what: z.object({
        code: z.enum(['application', 'correction', 'promise', 'owed-papers', 'commitment']),
        text: bilingual,
      }),
      round: z.int(),
      receivedAt: instant,
      handedInBy: z.string(),
      clerk: z.object({ id: z.string(), hall: z.string(), signed: z.enum(signings) }).nullable(),
      papers: z.array(
        z.object({
          kind: z.string(),
          text: bilingual,
          sha256: z.string(),
          /** Of the scan with this fingerprint; `null` where none was handed in. */
          attachmentId: z.string().nullable(),
        }),
      ),
      answerDueAt: instant.nullable(),
    }),
  ),
  promise: z.object({
    acceptedAt: instant.nullable(),
    dueAt: instant.nullable(),
    endedAt: instant.nullable(),
    budgetMinutes: z.number(),
    text: bilingual,
  }),
});

export const savedDraft = z.object({ draftId: z.string(), version: z.int(), expiresAt: instant });

const draftHead = {
  draftId: z.string(),
  owner: z.string(),
  /** Ids of the persons it was shared with. */
  sharedWith: z.array(z.string()),
  matter: z.string(),
  version: z.int(),
  savedAt: instant,
  savedBy: z.string(),
  expiresAt: instant,
};
export const draftList = z.object({ drafts: z.array(z.object(draftHead)) });

export const draftView = z.object({
  ...draftHead,
  status: z.enum(['open', 'submitted']),
  /** At whose counter it may be taken up. */
  hall: z.string().nullable(),
  /** `null` once it has become the case of its id. */
  form: z.record(z.string(), z.unknown()).nullable(),
});

export const keptAttachment = z.object({
  attachmentId: z.string(),
  /** Of the file, hex: a paper of the form with this fingerprint is this file. */
  sha256: z.string(),
  bytes: z.int(),
  /** What it is by its content. */
  content: z.string(),
  /** Who looked for viruses. */
  scannedBy: z.string(),
  by: z.string(),
  at: instant,
});
export const attachmentList = z.object({ attachments: z.array(keptAttachment) });
