import { account } from '@yichuang/contracts';
import { badInput, canonicalTag, open, Problem, seal, type Fault, type Sent } from '@yichuang/host';
import { pointer, text } from '@yichuang/kernel';
import type { Matter } from '@yichuang/matters';
import { z } from 'zod';
import { caseIdOf, checkedId } from './case-id.js';
import type { House } from './house.js';
import type { Intake } from './intake.js';

/** A draft as the orchestrator keeps it: its content is what this door has sealed. Instants are epoch ms. */
interface KeptDraft {
  readonly draftId: string;
  readonly status: 'open' | 'deleted' | 'expired' | 'submitted';
  readonly owner: string;
  readonly sharedWith: readonly string[];
  readonly hall: string | null;
  readonly matter: string;
  readonly version: number;
  readonly savedAt: number;
  readonly savedBy: string;
  readonly expiresAt: number;
  readonly sealed: string | null;
}

/** … as it is read: with the form, or without one because it has become the case of its id. */
export interface ReadDraft extends Omit<KeptDraft, 'sealed' | 'status'> {
  readonly status: 'open' | 'submitted';
  readonly form: unknown;
}

export interface SavedDraft {
  readonly draftId: string;
  readonly version: number;
  readonly expiresAt: number;
  readonly repeated: boolean;
}

interface Answer {
  readonly version: number;
  readonly expiresAt: number;
}

/** With whom: a person, by id, or the counter of a hall, by the six digits of its division. */
export const sharing = z.strictObject({ with: account });

type Orchestrator = Pick<House, 'orchestrator'>;

/** What of a case the key of a draft opens; no department has it. */
const SECTION = 'draft';

/** 草稿: takes a half-filled form, seals it under the key of the case that may come of it, keeps nothing. */
export class DraftBook {
  private readonly topLevels = new Map<string, ReadonlySet<string>>();

  constructor(
    private readonly intake: Intake,
    private readonly tagKey: Buffer,
  ) {}

  /** One key of one person is one draft. @throws Problem 400, 409 where that draft has ended */
  async begin(house: Orchestrator, form: unknown, owner: string, idempotencyKey: string): Promise<SavedDraft> {
    const matter = this.judged(form);
    // a header holds no line feed, so that this is no id of a case that is handed in
    const draftId = caseIdOf(this.tagKey, owner, `draft\n${idempotencyKey}`);
    // before a key is asked for: that of a draft which has ended is destroyed
    await keptOrNone(house, draftId);
    return this.save(house, draftId, { matter, form, based: 0 }, idempotencyKey);
  }

  /** @throws Problem 400, 404, 412 where another version than the one it was made from stands */
  async change(house: Orchestrator, draftId: string, form: unknown, based: number): Promise<SavedDraft> {
    const matter = this.judged(form);
    const standing = await kept(house, draftId);
    if (standing.status === 'submitted') throw handedIn(draftId);
    // the same form from the same version is the same save, however often the answer got lost
    const tag = Buffer.from(canonicalTag(this.tagKey, form)).toString('hex');
    return this.save(house, draftId, { matter, form, based }, `save-${String(based)}-${tag}`);
  }

  /** @throws Problem 404 */
  async read(house: Orchestrator, draftId: string): Promise<ReadDraft> {
    const { sealed, status, ...told } = await kept(house, draftId);
    if (sealed === null) return { ...told, status, form: null };
    const [key] = await this.intake.keysOf(draftId, [SECTION]);
    const form = open(key as Buffer, { caseId: draftId, section: SECTION }, Buffer.from(sealed, 'base64'));
    return { ...told, status, form };
  }

  async list(house: Orchestrator): Promise<readonly Omit<ReadDraft, 'form' | 'status' | 'hall'>[]> {
    return house.orchestrator.get('/drafts');
  }

  /** Through one of the draft's own doors. */
  async knock(house: Orchestrator, draftId: string, door: string, key: string, body: object = {}): Promise<void> {
    await post(house, draftId, door, key, body);
  }

  private async save(
    house: Orchestrator,
    draftId: string,
    { matter, form, based }: { readonly matter: Matter; readonly form: unknown; readonly based: number },
    idempotencyKey: string,
  ): Promise<SavedDraft> {
    const [key] = await this.intake.keysOf(draftId, [SECTION]);
    const sealed = seal(key as Buffer, { caseId: draftId, section: SECTION }, form).toString('base64');
    const tagged = Buffer.from(canonicalTag(this.tagKey, form)).toString('base64');
    const { answer, repeated } = await post(house, draftId, 'save', idempotencyKey, {
      based,
      matter: matter.name,
      sealed,
      tagged,
    });
    const { version, expiresAt } = answer as Answer;
    return { draftId, version, expiresAt, repeated };
  }

  /** An object of a matter, whose fields its form knows; what stands in them may be half of it. @throws Problem 400 */
  private judged(form: unknown): Matter {
    const matter = this.intake.matterOf(form);
    if (typeof form !== 'object' || form === null || Array.isArray(form)) throw badInput([noForm]);
    const known = this.topLevelOf(matter);
    const faults = Object.keys(form).flatMap((field): Fault[] => {
      return known.has(field)
        ? []
        : [{ path: pointer([field]), code: 'UNKNOWN_FIELD', text: text('没有这个字段', 'there is no such field') }];
    });
    if (faults.length > 0) throw badInput(faults);
    return matter;
  }

  private topLevelOf({ name, jsonSchema }: Matter): ReadonlySet<string> {
    const known = this.topLevels.get(name);
    if (known !== undefined) return known;
    const { properties } = jsonSchema() as { readonly properties?: object };
    const fields = new Set(['matter', ...Object.keys(properties ?? {})]);
    this.topLevels.set(name, fields);
    return fields;
  }
}

async function post(
  { orchestrator }: Orchestrator,
  draftId: string,
  door: string,
  key: string,
  body: object,
): Promise<Sent> {
  try {
    return await orchestrator.post<Sent>(`/desks/draft/cases/${checkedId(draftId)}/${door}`, body, {
      'idempotency-key': key,
    });
  } catch (error) {
    throw error instanceof Problem && error.code === 'DRAFT_CHANGED' ? new Problem(412, error.code, error.text) : error;
  }
}

/** @throws Problem 404 where there is none, or none any more */
async function kept(
  { orchestrator }: Orchestrator,
  draftId: string,
): Promise<KeptDraft & { readonly status: ReadDraft['status'] }> {
  const { status, ...draft } = await orchestrator.get<KeptDraft>(`/drafts/${checkedId(draftId)}`);
  if (status === 'deleted' || status === 'expired') throw gone(404);
  return { ...draft, status };
}

async function keptOrNone(house: Orchestrator, draftId: string): Promise<void> {
  try {
    if ((await kept(house, draftId)).status === 'submitted') throw handedIn(draftId);
  } catch (error) {
    if (!(error instanceof Problem && error.status === 404)) throw error;
    if (error.code === GONE) throw gone(409);
  }
}

const GONE = 'DRAFT_GONE';
const gone = (status: 404 | 409): Problem =>
  new Problem(status, GONE, text('草稿已删除或者过期', 'the draft was deleted, or its time is over'));

const handedIn = (caseId: string): Problem =>
  new Problem(409, 'DRAFT_SUBMITTED', text('草稿已经提交，请查看办件', 'the draft was handed in: see the case'), {
    detail: { caseId },
  });

const noForm: Fault = {
  path: '',
  code: 'INVALID_TYPE',
  text: text('草稿应为一个表单对象', 'a draft is an object: a form'),
};
