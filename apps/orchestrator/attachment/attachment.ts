import { alreadySo, decided, rejected, text, type Decider } from '@yichuang/kernel';

/**
 * 附件: what was scanned or photographed, kept outside the events and encrypted under the key of its draft or case. An event
 * holds its fingerprint, its size and what its bytes are; a paper of the form is linked to it by the fingerprint.
 */

/** The largest of the generated applications has some fifty papers; hundreds of scans are somebody's mistake. */
export const ATTACHMENTS_MAX = 200;

export const attachmentTypes = ['application/pdf', 'application/ofd', 'image/jpeg', 'image/png', 'image/heic'] as const;

export interface Kept {
  readonly attachmentId: string;
  /** Of the plain bytes, hex. */
  readonly sha256: string;
  readonly bytes: number;
  /** What the bytes are, whatever they were called. */
  readonly content: (typeof attachmentTypes)[number];
  /** Who looked for viruses; a simulator says that it is one. */
  readonly scannedBy: string;
}

export type AttachmentCommand =
  | { readonly type: 'KeepAttachment'; readonly at: number; readonly by: string; readonly kept: Kept }
  | { readonly type: 'OpenAttachment'; readonly at: number; readonly by: string; readonly attachmentId: string };

export type AttachmentEvent =
  | { readonly type: 'AttachmentKept'; readonly at: number; readonly by: string; readonly kept: Kept }
  /** Somebody has read it: personal data. */
  | { readonly type: 'AttachmentOpened'; readonly at: number; readonly by: string; readonly attachmentId: string };

export interface AttachmentState {
  readonly all: readonly (Kept & { readonly at: number; readonly by: string })[];
}

export const attachment: Decider<AttachmentCommand, AttachmentState, AttachmentEvent> = {
  initial: { all: [] },
  decide: {
    // the same bytes again are the same attachment: a fingerprint names one
    KeepAttachment: ({ at, by, kept }, { all }) => {
      if (all.some(({ sha256 }) => sha256 === kept.sha256)) return alreadySo;
      return all.length < ATTACHMENTS_MAX ? decided({ type: 'AttachmentKept', at, by, kept }) : tooMany;
    },
    OpenAttachment: ({ at, by, attachmentId }, { all }) =>
      all.some((one) => one.attachmentId === attachmentId)
        ? decided({ type: 'AttachmentOpened', at, by, attachmentId })
        : noSuchAttachment,
  },
  evolve: {
    AttachmentKept: ({ all }, { at, by, kept }) => ({ all: [...all, { ...kept, at, by }] }),
    AttachmentOpened: (state) => state,
  },
};

const tooMany = rejected(
  'TOO_MANY_ATTACHMENTS',
  text(`附件至多 ${String(ATTACHMENTS_MAX)} 个`, `there are ${String(ATTACHMENTS_MAX)} attachments, as many as may be`),
);
const noSuchAttachment = rejected('NO_SUCH_ATTACHMENT', text('没有这个附件', 'there is no such attachment'));
