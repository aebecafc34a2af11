import { Body, Controller, Delete, Get, Headers, HttpCode, Inject, Param, Post, Put, Res } from '@nestjs/common';
import type { Actor } from '@yichuang/contracts';
import { Asks, badInput, faultsOfZod, Problem, SignedIn } from '@yichuang/host';
import { text } from '@yichuang/kernel';
import { formatInstant } from '@yichuang/working-time';
import type { FastifyReply } from 'fastify';
import { CONSENT_VERSION } from './consent.js';
import { DraftBook, sharing, type SavedDraft } from './draft-book.js';
import { DraftSubmission } from './draft-submission.js';
import type { House } from './house.js';
import { requiredKey } from './idempotency-key.js';
import { Intake } from './intake.js';
import { OnBehalf } from './on-behalf.js';

/** `/api/v1/drafts`: forms on the way, which are no cases. */
@Controller('api/v1/drafts')
export class DraftsController {
  constructor(
    @Inject(DraftBook) private readonly drafts: DraftBook,
    @Inject(DraftSubmission) private readonly submission: DraftSubmission,
    @Inject(Intake) private readonly intake: Intake,
  ) {}

  /** 201 for a new draft; 200 for the first answer again. */
  @Asks('case.draft')
  @Post()
  async begin(
    @OnBehalf() house: House,
    @Headers('idempotency-key') key: string | undefined,
    @Body() form: unknown,
    @SignedIn() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    const saved = await this.drafts.begin(house, form, actor.id, requiredKey(key));
    void reply.status(saved.repeated ? 200 : 201).header('location', `/api/v1/drafts/${saved.draftId}`);
    return said(saved, reply);
  }

  @Asks('case.draft')
  @Get()
  async list(@OnBehalf() house: House): Promise<object> {
    const drafts = await this.drafts.list(house);
    return {
      drafts: drafts.map(({ savedAt, expiresAt, ...draft }) => ({
        ...draft,
        savedAt: formatInstant(savedAt),
        expiresAt: formatInstant(expiresAt),
      })),
    };
  }

  @Asks('case.draft')
  @Get(':draftId')
  async read(
    @OnBehalf() house: House,
    @Param('draftId') draftId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    const { savedAt, expiresAt, ...draft } = await this.drafts.read(house, draftId);
    void reply.header('etag', etag(draft.version)).header('cache-control', 'no-store');
    return { ...draft, savedAt: formatInstant(savedAt), expiresAt: formatInstant(expiresAt) };
  }

  /** The whole form again, from the version that was read (`If-Match`): nothing is lost in silence. */
  @Asks('case.draft')
  @Put(':draftId')
  async change(
    @OnBehalf() house: House,
    @Param('draftId') draftId: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() form: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    return said(await this.drafts.change(house, draftId, form, versionRead(ifMatch)), reply);
  }

  @Asks('case.draft')
  @Delete(':draftId')
  @HttpCode(204)
  async remove(@OnBehalf() house: House, @Param('draftId') draftId: string): Promise<void> {
    await this.drafts.knock(house, draftId, 'delete', 'delete');
  }

  /** Every fault of shape, as if it were handed in now. */
  @Asks('case.draft')
  @Get(':draftId/faults')
  async faults(@OnBehalf() house: House, @Param('draftId') draftId: string): Promise<object> {
    const { form } = await this.drafts.read(house, draftId);
    return { faults: form === null ? [] : this.intake.faults(form) };
  }

  @Asks('case.draft')
  @Post(':draftId/share')
  @HttpCode(204)
  async share(@OnBehalf() house: House, @Param('draftId') draftId: string, @Body() body: unknown): Promise<void> {
    const parsed = sharing.safeParse(body);
    if (!parsed.success) throw badInput(faultsOfZod(parsed.error));
    await this.drafts.knock(house, draftId, 'share', `share-${parsed.data.with}`, parsed.data);
  }

  /** 201 with the case it has become; 200 when it had become it before. */
  @Asks('case.submit')
  @Post(':draftId/submit')
  async submit(
    @OnBehalf() house: House,
    @Param('draftId') draftId: string,
    @Headers(CONSENT_VERSION) consentVersion: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    const { repeated, ...taken } = await this.submission.submit(house, draftId, consentVersion);
    void reply.status(repeated ? 200 : 201).header('location', `/api/v1/cases/${draftId}`);
    return taken;
  }
}

function said({ draftId, version, expiresAt }: SavedDraft, reply: FastifyReply): object {
  void reply.header('etag', etag(version));
  return { draftId, version, expiresAt: formatInstant(expiresAt) };
}

const etag = (version: number): string => `"${String(version)}"`;

/** @throws Problem 428 when it is not said which version was read */
function versionRead(ifMatch: string | undefined): number {
  const [, version] = /^"?(\d{1,9})"?$/.exec(ifMatch?.trim() ?? '') ?? [];
  if (version !== undefined) return Number(version);
  throw new Problem(
    428,
    'VERSION_MISSING',
    text(
      '请在 If-Match 请求头中写明所读的版本（读取时的 ETag）',
      'say in the header If-Match which version you read: its ETag',
    ),
  );
}
