import type { Actor, Permission } from '@yichuang/contracts';
import { NOT_PERMITTED, permitted, Problem, type Desks, type DomainClock } from '@yichuang/host';
import { text } from '@yichuang/kernel';
import { hasEnded, matterOf, type CaseState } from '@yichuang/matters';
import { belongingOf } from '../case-reach.js';
import type { Cases, FoundCase } from '../cases.js';
import { belongingOf as draftBelongingOf, draftDesk } from '../draft/desk.js';
import type { DraftState } from '../draft/draft.js';
import { attachmentDesk } from './desk.js';
import type { AttachmentState, Kept } from './attachment.js';

/** What an attachment hangs on: a draft, or the case it has become, or a case that never was one. */
type Owner =
  { readonly kind: 'draft'; readonly state: DraftState } | { readonly kind: 'case'; readonly found: FoundCase };

/** Judges who may add, list and open attachments, and records it. The bytes are the door's. */
export class Attachments {
  constructor(
    private readonly desks: Desks,
    private readonly cases: Cases,
    private readonly clock: DomainClock,
  ) {}

  /** @throws Problem 403, 404, 409 where nothing more may be added */
  async mayKeep(ownerId: string, actor: Actor): Promise<void> {
    const owner = await this.owner(ownerId);
    if (owner.kind === 'draft') {
      permittedDraft(owner.state, actor);
      return;
    }
    const { state, book } = owner.found;
    permitted(actor, 'case.correct', belongingOf(book.plan, state));
    if (hasEnded(state)) throw new Problem(409, 'CASE_ENDED', text('办件已经结束', 'the case has ended'));
  }

  /** Answers the attachment that stands: of the same bytes the first one. */
  async keep(ownerId: string, kept: Kept, actor: Actor): Promise<object> {
    await this.mayKeep(ownerId, actor);
    const command = { type: 'KeepAttachment' as const, at: this.clock.now(), by: actor.id, kept };
    const { answer } = await this.desks.send(attachmentDesk.name, ownerId, command, { door: 'keep' });
    const stands = (answer as AttachmentState).all.find(({ sha256 }) => sha256 === kept.sha256);
    if (stands === undefined) throw new TypeError('what was kept stands nowhere');
    return stands;
  }

  /** Fingerprints, sizes and times; no bytes. */
  async list(ownerId: string, actor: Actor): Promise<AttachmentState> {
    const owner = await this.owner(ownerId);
    if (owner.kind === 'draft') permittedDraft(owner.state, actor);
    else permitted(actor, 'case.read', belongingOf(owner.found.book.plan, owner.found.state));
    return this.of(ownerId);
  }

  /** Everything of a case that was kept, for what else tells of it. */
  async of(ownerId: string): Promise<AttachmentState> {
    return (await this.desks.state(attachmentDesk.name, ownerId)).state as AttachmentState;
  }

  /** Records who reads it, and answers what it is. @throws Problem 403 to whoever sees personal data masked */
  async open(ownerId: string, attachmentId: string, actor: Actor): Promise<object> {
    const owner = await this.owner(ownerId);
    if (owner.kind === 'draft') permittedDraft(owner.state, actor);
    else mayRead(owner.found.state, permitted(actor, 'personal-data.read', caseBelonging(owner.found)), actor);
    const command = { type: 'OpenAttachment' as const, at: this.clock.now(), by: actor.id, attachmentId };
    try {
      await this.desks.send(attachmentDesk.name, ownerId, command, { door: 'open' });
    } catch (error) {
      if (error instanceof Problem && error.code === 'NO_SUCH_ATTACHMENT')
        throw new Problem(404, error.code, error.text);
      throw error;
    }
    const found = (await this.of(ownerId)).all.find((one) => one.attachmentId === attachmentId);
    return found ?? {};
  }

  /** What hangs there, if the draft or the case stands: the bytes of all else may go. */
  async known(ownerId: string): Promise<readonly string[]> {
    try {
      await this.owner(ownerId);
    } catch (error) {
      if (error instanceof Problem && error.status === 404) return [];
      throw error;
    }
    return (await this.of(ownerId)).all.map(({ attachmentId }) => attachmentId);
  }

  private async owner(ownerId: string): Promise<Owner> {
    const { state } = (await this.desks.state(draftDesk.name, ownerId)) as { state: DraftState };
    if (state.status === 'open') return { kind: 'draft', state };
    return { kind: 'case', found: await this.cases.get(ownerId, {}) };
  }
}

const caseBelonging = ({ book, state }: FoundCase) => belongingOf(book.plan, state);

/** A draft is to others an address where nothing is. */
function permittedDraft(state: DraftState, actor: Actor): void {
  const belonging = draftBelongingOf(state);
  if (belonging === null) throw noSuchCase();
  try {
    permitted(actor, 'case.draft', belonging);
  } catch (error) {
    throw error instanceof Problem && error.code === NOT_PERMITTED ? noSuchCase() : error;
  }
}

const noSuchCase = (): Problem =>
  new Problem(404, 'NO_SUCH_CASE', text('没有这个草稿或者办件', 'there is no such draft or case'));

/** A scan cannot be masked: whoever sees less than all of it, or not the section in which papers are, sees nothing of it. */
function mayRead({ matter }: CaseState, { shows }: Permission, { department }: Actor): void {
  if (shows === 'whole') return;
  const theirs = department !== null && matterOf(matter)?.papersFor?.includes(department) === true;
  if (shows === 'own-fields' && theirs) return;
  throw new Problem(
    403,
    NOT_PERMITTED,
    text('附件不能遮蔽，您无权查看', 'an attachment cannot be masked: you may not see it'),
  );
}
