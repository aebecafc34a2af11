import type { Readable } from 'node:stream';
import { Controller, Get, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { Asks, Problem } from '@yichuang/host';
import { text } from '@yichuang/kernel';
import { formatInstant } from '@yichuang/working-time';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { AttachmentBook, type KeptAttachment } from './attachment-book.js';
import type { House } from '../house.js';
import { OnBehalf } from '../on-behalf.js';
import { UPLOADED_AS } from './uploaded-as.js';

/** `/api/v1/attachments/{ownerId}`: scans of a draft, or of a case. */
@Controller('api/v1/attachments/:ownerId')
export class AttachmentsController {
  /** Made with the module and not later: a parser holds for the routes that are made after it. */
  constructor(
    @Inject(HttpAdapterHost) adapter: HttpAdapterHost,
    @Inject(AttachmentBook) private readonly attachments: AttachmentBook,
  ) {
    adapter.httpAdapter
      .getInstance<FastifyInstance>()
      // the bytes go on as they come: they are counted where they are read
      .addContentTypeParser(UPLOADED_AS, (_request, payload, done) => {
        done(null, payload);
      });
  }

  /** The raw bytes. 201; of bytes that are there already, the attachment they are. */
  @Asks('case.draft')
  @Post()
  async take(
    @OnBehalf() house: House,
    @Param('ownerId') ownerId: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    const body = request.body as Readable | undefined;
    if (typeof body?.pipe !== 'function') throw notBytes();
    try {
      // not destroyed when it is not read to its end: whoever sends it is to hear why
      const bytes = body.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>;
      return shown(await this.attachments.take(house, ownerId, bytes, request.headers['content-length']));
    } catch (error) {
      // … and then the rest is not waited for
      void reply.header('connection', 'close');
      throw error;
    }
  }

  @Asks('case.read')
  @Get()
  async list(@OnBehalf() house: House, @Param('ownerId') ownerId: string): Promise<object> {
    return { attachments: (await this.attachments.list(house, ownerId)).map(shown) };
  }

  /** The bytes, for whoever may see all of them; who reads is recorded. */
  @Asks('personal-data.read')
  @Get(':attachmentId')
  async open(
    @OnBehalf() house: House,
    @Param('ownerId') ownerId: string,
    @Param('attachmentId') attachmentId: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { kept, plain } = await this.attachments.open(house, ownerId, attachmentId);
    await reply
      .header('content-type', kept.content)
      .header('content-disposition', 'attachment')
      .header('cache-control', 'no-store')
      .header('x-content-type-options', 'nosniff')
      .send(plain);
  }
}

const shown = ({ at, ...kept }: KeptAttachment): object => ({ ...kept, at: formatInstant(at) });

const notBytes = (): Problem =>
  new Problem(
    415,
    'CONTENT_NOT_TAKEN',
    text('请以文件本身作为请求体上传', `send the bytes themselves, as one of ${UPLOADED_AS.join(', ')}`),
  );
