import { Body, Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import type { Actor } from '@yichuang/contracts';
import { Asks, badInput, faultsOfZod, SignedIn } from '@yichuang/host';
import { z } from 'zod';
import { attachmentTypes } from './attachment.js';
import { Attachments } from './attachments.js';

const attachmentId = z.string().regex(/^[0-9a-z]{8,64}$/);
const kept = z.strictObject({
  attachmentId,
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  bytes: z.int().positive(),
  content: z.enum(attachmentTypes),
  scannedBy: z.string().min(1).max(100),
});

/** What the door may keep, list and show of attachments. The bytes never come here. */
@Controller('attachments')
export class AttachmentsController {
  constructor(@Inject(Attachments) private readonly attachments: Attachments) {}

  /** For who sweeps up: no person stands behind it. */
  @Asks('nobody')
  @Get(':ownerId/known')
  async known(@Param('ownerId') ownerId: string): Promise<object> {
    return { ids: await this.attachments.known(ownerId) };
  }

  @Asks('case.read')
  @Get(':ownerId')
  list(@Param('ownerId') ownerId: string, @SignedIn() actor: Actor): Promise<object> {
    return this.attachments.list(ownerId, actor);
  }

  /** Before a byte is taken: whether it may be kept at all. */
  @Asks('case.draft')
  @Get(':ownerId/may-keep')
  async mayKeep(@Param('ownerId') ownerId: string, @SignedIn() actor: Actor): Promise<object> {
    await this.attachments.mayKeep(ownerId, actor);
    return {};
  }

  @Asks('case.draft')
  @Post(':ownerId/keep')
  @HttpCode(200)
  keep(@Param('ownerId') ownerId: string, @Body() body: unknown, @SignedIn() actor: Actor): Promise<object> {
    return this.attachments.keep(ownerId, read(kept, body), actor);
  }

  @Asks('personal-data.read')
  @Post(':ownerId/open/:attachmentId')
  @HttpCode(200)
  open(
    @Param('ownerId') ownerId: string,
    @Param('attachmentId') id: string,
    @SignedIn() actor: Actor,
  ): Promise<object> {
    return this.attachments.open(ownerId, id, actor);
  }
}

function read<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body);
  if (!parsed.success) throw badInput(faultsOfZod(parsed.error));
  return parsed.data;
}
