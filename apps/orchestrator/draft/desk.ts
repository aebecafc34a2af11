import { createHash } from 'node:crypto';
import { account, type CaseBelonging } from '@yichuang/contracts';
import type { Desk, Door } from '@yichuang/host';
import { draftKey, matterOf, type DraftClaim } from '@yichuang/matters';
import { z } from 'zod';
import { draft, type DraftCommand, type DraftEvent, type DraftState } from './draft.js';
import { draftRows } from './register.js';

export const printOf = (sealed: Uint8Array): string => createHash('sha256').update(sealed).digest('base64');

const saving = z.strictObject({
  /** The version that was read; 0 for a new draft. */
  based: z.int().nonnegative(),
  matter: z.string().refine((matter) => matterOf(matter) !== undefined),
  sealed: z.base64().transform((written): Uint8Array => Buffer.from(written, 'base64')),
});
const sharing = z.strictObject({ with: account });
const nothing = z.strictObject({});

type DraftDoor = Door<DraftCommand, DraftState>;
const answer = ({ version, expiresAt, status }: DraftState): object => ({ version, expiresAt, status });

/** A draft is nobody's application yet: mandate and signature are asked for when it is handed in. */
const MEETS = ['mandate', 'applicant-signature'] as const;

const doors: Readonly<Record<'save' | 'share' | 'delete' | 'submitted', DraftDoor>> = {
  save: {
    action: 'case.draft',
    meets: MEETS,
    schema: saving,
    command: ({ based, matter, sealed }: z.infer<typeof saving>, { caseId: draftId, now: at, actor }) => {
      const hall = actor.roles.includes('clerk') ? actor.division : null;
      return { type: 'SaveDraft', at, draftId, by: actor.id, based, print: printOf(sealed), matter, hall, sealed };
    },
    answer,
  },
  share: {
    action: 'case.draft',
    meets: MEETS,
    schema: sharing,
    command: (given: z.infer<typeof sharing>, { now: at, actor }) => ({
      type: 'ShareDraft',
      at,
      by: actor.id,
      ...given,
    }),
    answer,
  },
  delete: {
    action: 'case.draft',
    meets: MEETS,
    schema: nothing,
    command: (_given, { now: at, actor }) => ({ type: 'DeleteDraft', at, by: actor.id }),
    answer,
  },
  submitted: {
    action: 'case.submit',
    meets: MEETS,
    schema: nothing,
    command: (_given, { now: at }) => ({ type: 'NoteSubmission', at }),
    answer,
  },
};

/** Nobody but its owner, those it was shared with, and the counter of the hall it was begun at or shared with. */
export const belongingOf = ({ status, owner, sharedWith, hall }: DraftState): CaseBelonging | null =>
  status === 'none'
    ? null
    : { principal: owner, entrusted: sharedWith.map((id) => ({ id })), division: '', hall: hall ?? '' };

const EXPIRY = 'expiry';

export const draftDesk: Desk<DraftCommand, DraftState, DraftEvent> = {
  name: 'draft',
  decider: draft,
  // the vault destroys the key of what was never a case
  audience: { DraftDeleted: 'vault', DraftExpired: 'vault' },
  hears: {},
  doors,
  belonging: belongingOf,
  claims: (command, { draftId }) => {
    if (command.type === 'ShareDraft') return [];
    return [draftKey(command.type === 'SaveDraft' ? command.draftId : draftId)];
  },
  // what a case that comes of it must see: that it is still there, which version, and whose it is
  holds: (_event, state) => {
    const { status, draftId, version, owner, sharedWith, atCounter } = state;
    const key = draftKey(draftId);
    const data: DraftClaim = { version, owner, sharedWith, atCounter, entrusts: true };
    return status === 'open' ? { keep: [{ key, data }] } : { release: [key] };
  },
  secret: {
    replaceable: true,
    of: (command) => {
      if (command.type === 'SaveDraft' && command.sealed !== undefined) return command.sealed;
      throw new TypeError(`${command.type} brings no form`);
    },
    print: ({ print }) => print,
    printOf,
  },
  timers: ({ status, expiresAt }): Record<string, number> => (status === 'open' ? { [EXPIRY]: expiresAt } : {}),
  fires: (_kind, _dueAt, at) => ({ type: 'ExpireDraft', at }),
  registers: [draftRows],
  recall: ([event]) => {
    if (event === undefined) throw new TypeError('a decision has at least one event');
    switch (event.type) {
      case 'DraftSaved': {
        const { version, expiresAt: _expiresAt, ...given } = event;
        return { ...given, type: 'SaveDraft', based: version - 1 };
      }
      case 'DraftShared':
        return { ...event, type: 'ShareDraft' };
      case 'DraftDeleted':
        return { ...event, type: 'DeleteDraft' };
      case 'DraftExpired':
        return { ...event, type: 'ExpireDraft' };
      case 'DraftSubmitted': {
        const { at, caseId } = event;
        return {
          type: 'NoteSubmission',
          at,
          holders: [{ key: draftKey(caseId), stream: `case/${caseId}`, data: null }],
        };
      }
    }
  },
};
