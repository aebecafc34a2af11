import type { Sent } from '@yichuang/host';
import { shownTo } from './consent.js';
import type { DraftBook, ReadDraft } from './draft-book.js';
import type { House } from './house.js';
import type { Intake, SealedApplication } from './intake.js';

/** A draft that has become a case. */
export interface Submitted {
  readonly caseId: string;
  readonly position: string;
  readonly repeated: boolean;
}

/** What of a draft goes to a door of the case. */
export interface FromDraft extends SealedApplication {
  readonly draft: { readonly version: number };
}

/**
 * A draft becomes the case of its own id, once, whoever asks how often: the case sees under the lock that the draft stands in
 * the version that was read, and the draft that the case exists. That the draft learns of it may come later than the case;
 * until then it takes nothing more.
 */
export class DraftSubmission {
  constructor(
    private readonly intake: Intake,
    private readonly drafts: DraftBook,
  ) {}

  /**
   * @param consentVersion which privacy statement was shown
   * @throws Problem 400 with every fault of the form, 404, 409
   */
  async submit(
    house: Pick<House, 'orchestrator'>,
    draftId: string,
    consentVersion: string | undefined,
  ): Promise<Submitted> {
    return this.through(house, draftId, 'submit', (application) => ({
      ...application,
      ...shownTo(application.matter, consentVersion),
    }));
  }

  /** Through a door of the case, with what that door wants beside the application. */
  async through(
    house: Pick<House, 'orchestrator'>,
    draftId: string,
    door: 'submit' | 'intake',
    beside: (application: FromDraft, draft: ReadDraft) => object,
  ): Promise<Submitted> {
    const draft = await this.drafts.read(house, draftId);
    if (draft.status === 'submitted') return already(house, draftId);
    const { application } = await this.intake.takeAgain(draftId, draft.form);
    const { version } = draft;
    const body = beside({ ...application, draft: { version } }, draft);
    const { answer, position, repeated } = await house.orchestrator.post<Sent>(
      `/desks/case/cases/${draftId}/${door}`,
      body,
      { 'idempotency-key': `draft-${String(version)}` },
    );
    await this.drafts.knock(house, draftId, 'submitted', 'submitted');
    return { caseId: draftId, position, repeated, ...(answer as object) };
  }
}

async function already(house: Pick<House, 'orchestrator'>, caseId: string): Promise<Submitted> {
  const { number, status, position } = await house.orchestrator.get<Record<'number' | 'status' | 'position', string>>(
    `/cases/${caseId}`,
  );
  return { caseId, position, repeated: true, ...{ number, status } };
}
