import type { Actor } from '@yichuang/contracts';
import { NOT_PERMITTED, permitted, Problem, TryLater, type Desks } from '@yichuang/host';
import { text } from '@yichuang/kernel';
import type { DataSource } from 'typeorm';
import { belongingOf, draftDesk, printOf } from './desk.js';
import type { DraftState } from './draft.js';

/** Whoever has more drafts than this looks for one by other means than a list. */
const LISTED_MAX = 200;
/** A draft that is saved each time it is read is read again this often. */
const LOOKS_MAX = 10;

export interface FoundDraft {
  readonly state: DraftState;
  /** `null` once the draft has ended. */
  readonly sealed: Uint8Array | null;
}

interface Row {
  readonly draft_id: string;
  readonly owner: string;
  readonly shared_with: readonly string[];
  readonly matter: string;
  readonly version: string;
  readonly saved_at: string;
  readonly saved_by: string;
  readonly expires_at: string;
}

/** Drafts as those whose they are read them. */
export class Drafts {
  constructor(
    private readonly desks: Desks,
    private readonly registers: DataSource,
  ) {}

  /** @throws Problem 404 when there was never such a draft, or whoever asks may not know of it */
  async get(draftId: string, actor: Actor): Promise<FoundDraft> {
    for (let looks = 0; looks < LOOKS_MAX; looks += 1) {
      const { state } = (await this.desks.state(draftDesk.name, draftId)) as { state: DraftState };
      allowed(state, actor);
      const sealed = (await this.desks.secrets(draftDesk.name, [draftId])).get(draftId) ?? null;
      // saved meanwhile, between the two looks: what was read belongs to another version
      if ((sealed === null ? null : printOf(sealed)) === state.print) return { state, sealed };
    }
    throw new TryLater('the draft is saved again and again');
  }

  /** Mine, and those shared with me: the last saved first. */
  async of(actor: Actor): Promise<readonly object[]> {
    const rows = await this.registers.query<Row[]>(
      `select draft_id, owner, shared_with, matter, version, saved_at, saved_by, expires_at
         from draft_row
        where owner = $1 or $1 = any (shared_with)
        order by saved_at desc, draft_id
        limit ${String(LISTED_MAX)}`,
      [actor.id],
    );
    return rows.map(({ draft_id, owner, shared_with, matter, ...row }) => ({
      draftId: draft_id,
      owner,
      sharedWith: shared_with,
      matter,
      version: Number(row.version),
      savedAt: Number(row.saved_at),
      savedBy: row.saved_by,
      expiresAt: Number(row.expires_at),
    }));
  }
}

/** That there is a draft is nobody else's business: to others it is an address where nothing is. */
function allowed(state: DraftState, actor: Actor): void {
  const belonging = belongingOf(state);
  if (belonging === null) throw noSuchDraft();
  try {
    permitted(actor, 'case.draft', belonging);
  } catch (error) {
    throw error instanceof Problem && error.code === NOT_PERMITTED ? noSuchDraft() : error;
  }
}

const noSuchDraft = (): Problem => new Problem(404, 'NO_SUCH_DRAFT', text('没有这个草稿', 'there is no such draft'));
