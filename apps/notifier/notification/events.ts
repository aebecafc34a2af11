import type { DepartmentName, Trust } from '@yichuang/contracts';
import type { Text } from '@yichuang/kernel';
import type { EntrustedAs, Remedies } from '@yichuang/matters';

/** What an applicant is told of (行政许可法 a.32, 38, 42, 44, 45). `told.ts` says by which event of the case, and on which ways. */
export const kinds = [
  'accepted',
  'deemed-accepted',
  'paused',
  'resumed',
  'extended',
  'restarted',
  'due-moved',
  'notice',
  'declined',
  'refused',
  'ready',
  'owed',
  'terminated',
  'withdrawn',
  'withdrawal-turned-down',
] as const;
export type Kind = (typeof kinds)[number];

/** Ways to a person; a webhook is a way to a machine that asked for it. */
export type Way = 'mail' | 'sms';

/** What a notification says beside its wording. Nothing of it is about a person. */
export interface Said {
  /** Number of the document it tells of. */
  readonly document?: string;
  readonly dueAt?: number;
  /** When it had come in. */
  readonly receivedAt?: number;
  /** Until then it was due by. */
  readonly dueBefore?: number;
  /** Why a clock was touched, and where that is written. */
  readonly reason?: Text;
  readonly basis?: string;
  /** `YYYY-MM-DD` until which a clock is expected to stand still. */
  readonly expectedOn?: string;
  readonly competentAuthority?: string;
  readonly defects?: readonly { readonly path: string; readonly text: Text }[];
  readonly remedies?: Remedies;
  /** Some of it could have been told before. */
  readonly late?: true;
}

/** One way a notification is sent, by the port that is asked for it. */
export interface Channel {
  /** `mail`, `sms`, or `webhook/<name>`: at most one of each. */
  readonly channel: string;
  readonly port: string;
}

interface At {
  /** Domain time, epoch ms. */
  readonly at: number;
}

/** Whose case it is, and how he is reached. */
export interface Recipient {
  readonly number: string;
  readonly principal: string;
  /** To whom the case is entrusted; absent: to nobody. */
  readonly entrusted?: readonly EntrustedAs[];
  readonly authority: string;
  readonly hall: string;
  /** Whose officers have a part in it. */
  readonly departments: readonly DepartmentName[];
  /** Which ways his contact has; the addresses themselves are sealed. */
  readonly reach: readonly Way[];
}

export interface RecordRecipient extends At, Recipient {
  readonly type: 'RecordRecipient';
  readonly sealed?: Uint8Array;
}

/** A correction may name another contact. */
export interface ChangeContact extends At {
  readonly type: 'ChangeContact';
  readonly reach: readonly Way[];
  readonly sealed?: Uint8Array;
}

/** It was entrusted to another, or taken back. */
export interface ChangeTrust extends At {
  readonly type: 'ChangeTrust';
  readonly id: string;
  /** `null`: no more. */
  readonly as: Trust | null;
}

export interface Tell extends At {
  readonly type: 'Tell';
  readonly kind: Kind;
  /** Names the notification within its case: the kind, and which one of it. */
  readonly about: string;
  /** The event of the case that is told of. */
  readonly of: { readonly type: string; readonly at: number };
  /** Ways the house has, and this kind is for; which of them reach this person is the decision's. */
  readonly channels: readonly Channel[];
  readonly said: Said;
}

/** What became of one sending. */
export interface Settle extends At {
  readonly type: 'Settle';
  readonly about: string;
  readonly channel: string;
  readonly outcome: Outcome;
  /** How often it had been tried by then. */
  readonly attempts: number;
}

export type Outcome =
  /** `simulated`: nothing has left the house. */
  { readonly sent: true; readonly simulated: boolean } | { readonly sent: false; readonly code: string };

/** Somebody has read what he was told of. */
export interface Open extends At {
  readonly type: 'Open';
  readonly about: string;
  readonly by: string;
}

/** Somebody has opened a document of the case. */
export interface Read extends At {
  readonly type: 'Read';
  /** Number of a document, `licence` or `package`. */
  readonly document: string;
  readonly by: string;
}

export type NotificationCommand = RecordRecipient | ChangeContact | ChangeTrust | Tell | Settle | Open | Read;

export interface RecipientRecorded extends At, Recipient {
  readonly type: 'RecipientRecorded';
  readonly sealed?: Uint8Array;
}

export interface ContactChanged extends At {
  readonly type: 'ContactChanged';
  readonly reach: readonly Way[];
  readonly sealed?: Uint8Array;
}

export interface TrustChanged extends At {
  readonly type: 'TrustChanged';
  readonly id: string;
  readonly as: Trust | null;
}

/** `channels` may be empty: then it stands in the case and nowhere else. */
export interface NotificationQueued extends At {
  readonly type: 'NotificationQueued';
  readonly kind: Kind;
  readonly about: string;
  readonly of: { readonly type: string; readonly at: number };
  readonly channels: readonly Channel[];
  readonly said: Said;
}

export interface NotificationSent extends At {
  readonly type: 'NotificationSent';
  readonly about: string;
  readonly channel: string;
  readonly simulated: boolean;
  readonly attempts: number;
}

/** It was turned down for good, or could not be brought so far; the latter is tried on, and may yet be sent. */
export interface NotificationFailed extends At {
  readonly type: 'NotificationFailed';
  readonly about: string;
  readonly channel: string;
  readonly code: string;
  readonly attempts: number;
}

/** Proof of service: the person whose case it is, or his agent, has read it. */
export interface NotificationOpened extends At {
  readonly type: 'NotificationOpened';
  readonly about: string;
  readonly by: string;
}

/** The person whose case it is, or his agent, has opened a document of it; once a document and reader. */
export interface DocumentOpened extends At {
  readonly type: 'DocumentOpened';
  readonly document: string;
  readonly by: string;
}

export type NotificationEvent =
  | RecipientRecorded
  | ContactChanged
  | TrustChanged
  | NotificationQueued
  | NotificationSent
  | NotificationFailed
  | NotificationOpened
  | DocumentOpened;
