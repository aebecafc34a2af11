import type { Desk, Door } from '@yichuang/host';
import { z } from 'zod';
import { attachment, type AttachmentCommand, type AttachmentEvent, type AttachmentState } from './attachment.js';

/** For the service's own controller, which knows of the draft or the case; over HTTP these doors do not exist. */
const inner: Door<AttachmentCommand, AttachmentState> = {
  action: null,
  schema: z.never(),
  command: () => {
    throw new TypeError('this door opens from inside only');
  },
  answer: ({ all }) => ({ all }),
};

/** Whose attachments: the stream is the draft's and, under the same id, the case's. */
export const attachmentDesk: Desk<AttachmentCommand, AttachmentState, AttachmentEvent> = {
  name: 'attachment',
  decider: attachment,
  audience: {},
  hears: {},
  doors: { keep: inner, open: inner },
  recall: ([event]) => {
    if (event === undefined) throw new TypeError('a decision has at least one event');
    return event.type === 'AttachmentKept'
      ? { ...event, type: 'KeepAttachment' }
      : { ...event, type: 'OpenAttachment' };
  },
};
