import type { DeskRegister } from '@yichuang/host';
import type { DraftEvent, DraftState } from './draft.js';

/** Drafts that stand, as those whose they are list them. A draft that ended leaves no row. */
export const draftRows: DeskRegister<DraftState, DraftEvent> = {
  table: {
    name: 'draft_row',
    caseColumn: 'draft_id',
    columns: {
      draft_id: 'text',
      owner: 'text',
      shared_with: 'text[]',
      matter: 'text',
      version: 'bigint',
      saved_at: 'bigint',
      saved_by: 'text',
      expires_at: 'bigint',
    },
    key: ['draft_id'],
    indexes: [['owner', 'saved_at']],
  },
  project: (_event, { status, ...state }, draftId) => [
    {
      key: [draftId],
      row:
        status === 'open'
          ? {
              draft_id: draftId,
              owner: state.owner,
              shared_with: state.sharedWith,
              matter: state.matter,
              version: state.version,
              saved_at: state.savedAt,
              saved_by: state.savedBy,
              expires_at: state.expiresAt,
            }
          : null,
    },
  ],
};
