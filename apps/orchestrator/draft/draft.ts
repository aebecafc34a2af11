import { alreadySo, decided, rejected, text, type Decider, type Rejection } from '@yichuang/kernel';
import { draftChanged, draftKey } from '@yichuang/matters';
import { dateOf } from '@yichuang/working-time';

/**
 * 草稿: a form on the way, which is no case. Its content stands in no event: the event holds its print, and the ciphertext
 * beside the stream is forgotten for ever when the draft ends. Its id becomes the id of the case.
 */

/** Counted from the last save: a draft that somebody works on does not go away under him. */
export const KEPT_DAYS = 30;
/** A family, an agent's office: whoever shares with more has another purpose. */
export const SHARED_MAX = 20;

const DAY_MILLIS = 24 * 60 * 60 * 1000;

interface At {
  readonly at: number;
}

export interface SaveDraft extends At {
  readonly type: 'SaveDraft';
  readonly draftId: string;
  readonly by: string;
  /** The version it was made from; 0 for a new draft. */
  readonly based: number;
  readonly print: string;
  readonly matter: string;
  /** The hall of the clerk who begins it at the counter. */
  readonly hall: string | null;
  /** Ciphertext of the form; absent when it is decided again. */
  readonly sealed?: Uint8Array;
  readonly holders?: readonly Holder[];
}

export interface ShareDraft extends At {
  readonly type: 'ShareDraft';
  readonly by: string;
  /** A person, by id, or a hall, by the six digits of its division. */
  readonly with: string;
}

interface Ending extends At {
  readonly holders?: readonly Holder[];
}

export interface DeleteDraft extends Ending {
  readonly type: 'DeleteDraft';
  readonly by: string;
}

export interface ExpireDraft extends Ending {
  readonly type: 'ExpireDraft';
}

/** The case of this id exists: it was this draft. */
export interface NoteSubmission extends Ending {
  readonly type: 'NoteSubmission';
}

export type DraftCommand = SaveDraft | ShareDraft | DeleteDraft | ExpireDraft | NoteSubmission;

/** Who stands under the draft's key, as the lock shows it. */
interface Holder {
  readonly key: string;
  readonly stream: string;
  readonly data: unknown;
}

export interface DraftSaved extends At {
  readonly type: 'DraftSaved';
  readonly draftId: string;
  readonly by: string;
  readonly version: number;
  /** SHA-256 of the ciphertext: tells whether what stands is what was saved, and nothing else. */
  readonly print: string;
  readonly matter: string;
  readonly hall: string | null;
  readonly expiresAt: number;
}

export interface DraftShared extends At {
  readonly type: 'DraftShared';
  readonly by: string;
  readonly with: string;
}

export interface DraftDeleted extends At {
  readonly type: 'DraftDeleted';
  readonly by: string;
}

export interface DraftExpired extends At {
  readonly type: 'DraftExpired';
}

export interface DraftSubmitted extends At {
  readonly type: 'DraftSubmitted';
  readonly caseId: string;
}

export type DraftEvent = DraftSaved | DraftShared | DraftDeleted | DraftExpired | DraftSubmitted;

export interface DraftState {
  readonly status: 'none' | 'open' | 'deleted' | 'expired' | 'submitted';
  readonly draftId: string;
  /** Who saved it first. */
  readonly owner: string;
  readonly matter: string;
  /** The hall at whose counter it may be taken up. */
  readonly hall: string | null;
  /** A clerk began it, for somebody else. */
  readonly atCounter: boolean;
  readonly sharedWith: readonly string[];
  readonly version: number;
  /** Of the content that stands; `null` when none may. */
  readonly print: string | null;
  readonly savedAt: number;
  readonly savedBy: string;
  readonly expiresAt: number;
}

const initial: DraftState = {
  status: 'none',
  draftId: '',
  owner: '',
  matter: '',
  hall: null,
  atCounter: false,
  sharedWith: [],
  version: 0,
  print: null,
  savedAt: 0,
  savedBy: '',
  expiresAt: 0,
};

export const draft: Decider<DraftCommand, DraftState, DraftEvent> = {
  initial,
  decide: {
    SaveDraft: (command, state) => {
      const { at, draftId, by, based, print, matter, hall } = command;
      if (state.status !== 'none') {
        // said twice; before anything else, for what came after it takes nothing back
        if (state.print === print) return alreadySo;
        const barred = barredFrom(command, state);
        if (barred !== null) return barred;
        if (state.matter !== matter) return otherMatter;
      }
      if (based !== state.version) return draftChanged;
      const version = based + 1;
      return decided({ type: 'DraftSaved', at, draftId, by, version, print, matter, hall, expiresAt: endOf(at) });
    },
    ShareDraft: ({ at, by, with: other }, state) => {
      if (state.status !== 'open') return gone(state);
      if (by !== state.owner) return ownersOnly;
      if (other === state.owner || other === state.hall || state.sharedWith.includes(other)) return alreadySo;
      if (state.sharedWith.length >= SHARED_MAX) return sharedWithTooMany;
      return decided({ type: 'DraftShared', at, by, with: other });
    },
    DeleteDraft: (command, state) => {
      if (state.status === 'deleted') return alreadySo;
      const barred = barredFrom(command, state);
      if (barred !== null) return barred;
      const { at, by } = command;
      return by === state.owner ? decided({ type: 'DraftDeleted', at, by }) : ownersOnly;
    },
    ExpireDraft: (command, state) => {
      const { at } = command;
      if (state.status !== 'open' || at < state.expiresAt) return alreadySo;
      return isCase(command, state)
        ? decided({ type: 'DraftSubmitted', at, caseId: state.draftId })
        : decided({ type: 'DraftExpired', at });
    },
    NoteSubmission: (command, state) => {
      if (state.status === 'submitted') return alreadySo;
      if (state.status !== 'open') return gone(state);
      const { draftId: caseId } = state;
      return isCase(command, state) ? decided({ type: 'DraftSubmitted', at: command.at, caseId }) : notHandedIn;
    },
  },
  evolve: {
    DraftSaved: (state, { at, draftId, by, version, print, matter, hall, expiresAt }) => ({
      ...state,
      ...(state.status === 'none' ? { owner: by, hall, atCounter: hall !== null } : {}),
      status: 'open',
      draftId,
      version,
      print,
      matter,
      savedAt: at,
      savedBy: by,
      expiresAt,
    }),
    DraftShared: (state, { with: other }) =>
      isHall(other) ? { ...state, hall: other } : { ...state, sharedWith: [...state.sharedWith, other] },
    DraftDeleted: (state) => ({ ...state, status: 'deleted', print: null }),
    DraftExpired: (state) => ({ ...state, status: 'expired', print: null }),
    DraftSubmitted: (state) => ({ ...state, status: 'submitted', print: null }),
  },
};

/** 民法典 a.200–203: the day itself is not counted, and the last one ends at midnight in Shanghai. */
export const endOf = (from: number): number =>
  Date.parse(`${dateOf(from)}T00:00:00+08:00`) + (KEPT_DAYS + 1) * DAY_MILLIS;

/** A person's id is never six digits. */
const isHall = (other: string): boolean => /^\d{6}$/.test(other);

/** Under the lock: the case of the draft's id stands there. */
const isCase = ({ holders = [] }: Ending, { draftId }: DraftState): boolean =>
  holders.some(({ key, stream }) => key === draftKey(draftId) && stream.startsWith('case/'));

function barredFrom(command: Ending, state: DraftState): Rejection | null {
  if (state.status !== 'open') return gone(state);
  return isCase(command, state) ? handedIn : null;
}

const handedIn = rejected('DRAFT_SUBMITTED', text('草稿已经提交，请查看办件', 'the draft was handed in: see the case'));

const gone = ({ status }: DraftState): Rejection =>
  status === 'submitted' ? handedIn : rejected('DRAFT_GONE', text('草稿已不存在', 'the draft is there no more'));

const notHandedIn = rejected('NOT_SUBMITTED', text('草稿尚未提交', 'the draft was not handed in'));
const otherMatter = rejected('OTHER_MATTER', text('草稿的事项不能更改', 'a draft stays with its matter'));
const ownersOnly = rejected(
  'NOT_PERMITTED',
  text('只有草稿的主人可以共享或者删除', 'only the owner of a draft shares or deletes it'),
);
const sharedWithTooMany = rejected(
  'SHARED_WITH_TOO_MANY',
  text(`草稿至多与 ${String(SHARED_MAX)} 人共享`, `a draft is shared with ${String(SHARED_MAX)} at most`),
);
