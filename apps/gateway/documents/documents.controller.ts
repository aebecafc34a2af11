import { Controller, Get, Header, Inject, Param, Query, Res, StreamableFile } from '@nestjs/common';
import type { Actor } from '@yichuang/contracts';
import { Asks, Problem, SignedIn } from '@yichuang/host';
import { text } from '@yichuang/kernel';
import type { LicenceKeys } from '@yichuang/licence';
import type { FastifyReply } from 'fastify';
import { checkedId } from '../case-id.js';
import type { House } from '../house.js';
import { OnBehalf } from '../on-behalf.js';
import { namedService } from '../named-service.js';
import { Permits } from '../permits.js';
import { pageFor, type PageType } from '../printed-as.js';
import type { DocumentView, LicenceDocument } from './document-answers.js';
import { documentHtml, documentText } from './document-page.js';
import { Openings } from './openings.js';
import { printedCaseOf, type CompletedCase } from './printed-case.js';
import type { PrintJob } from './print-job.js';
import { Printer } from './printer.js';

const AUTHORITY = 'market-regulation';

const PRINTED = {
  'text/plain': documentText,
  'text/html': documentHtml,
} as const satisfies Readonly<Record<PageType, unknown>>;

/**
 * What a case gives out. The authority signs its licences itself; the door only hands them on, or prints them. What the
 * applicant opens is noted after it was made, and holds nothing up.
 */
@Controller('api/v1')
export class DocumentsController {
  constructor(
    @Inject(Permits) private readonly permits: Permits,
    @Inject(Printer) private readonly printer: Printer,
    @Inject(Openings) private readonly openings: Openings,
  ) {}

  @Asks('case.read')
  @Get('cases/:caseId/documents/:number')
  async document(
    @OnBehalf() house: House,
    @Param() { caseId, number }: { caseId: string; number: string },
    @Query() query: Readonly<Record<string, string>>,
    @SignedIn() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const path = `/cases/${checkedId(caseId)}/documents/${encodeURIComponent(number)}`;
    const view = await house.orchestrator.get<DocumentView>(`${path}?${new URLSearchParams(query).toString()}`);
    this.openings.note(house, { caseId, document: view.number, reader: actor });
    const type = pageFor(reply);
    return type === null ? view : PRINTED[type](view);
  }

  /** @throws Problem 404 as long as no licence was issued */
  @Asks('case.read')
  @Get('cases/:caseId/licence')
  async licence(
    @OnBehalf() house: House,
    @Param('caseId') caseId: string,
    @SignedIn() actor: Actor,
  ): Promise<LicenceDocument> {
    await this.permits.check(actor, 'case.read', checkedId(caseId));
    const licence = await licenceOf(house, caseId);
    this.openings.note(house, { caseId, document: 'licence', reader: actor });
    return licence;
  }

  @Asks('case.read')
  @Get('cases/:caseId/licence.pdf')
  async licencePdf(
    @OnBehalf() house: House,
    @Param('caseId') caseId: string,
    @SignedIn() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    await this.permits.check(actor, 'case.read', checkedId(caseId));
    const licence = await licenceOf(house, caseId);
    const printed = await this.printed({ kind: 'licence', licence }, `营业执照-${licence.licence.uscc}.pdf`, reply);
    this.openings.note(house, { caseId, document: 'licence', reader: actor });
    return printed;
  }

  /** @throws Problem 404 as long as the case is not concluded with a licence */
  @Asks('case.read')
  @Get('cases/:caseId/package.pdf')
  async packagePdf(
    @OnBehalf() house: House,
    @Param('caseId') caseId: string,
    @SignedIn() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const view = await house.orchestrator.get<CompletedCase>(`/cases/${checkedId(caseId)}`);
    if (view.status !== 'completed')
      throw new Problem(
        404,
        'NO_PACKAGE',
        text('办件尚未办结，没有大礼包', 'the case is not concluded: no package yet'),
      );
    const licence = await licenceOf(house, caseId);
    const job: PrintJob = { kind: 'package', licence, case: printedCaseOf(view) };
    const printed = await this.printed(job, `企业开办大礼包-${licence.licence.uscc}.pdf`, reply);
    this.openings.note(house, { caseId, document: 'package', reader: actor });
    return printed;
  }

  /** Anybody may verify. Old keys stay, so an answer may be kept for a while. */
  @Asks('api.read')
  @Get('licence-keys')
  @Header('cache-control', 'public, max-age=3600')
  async keys(@OnBehalf() house: House): Promise<LicenceKeys> {
    return namedService(house, AUTHORITY).get<LicenceKeys>('/licence-keys');
  }

  private async printed(job: PrintJob, name: string, reply: FastifyReply): Promise<StreamableFile> {
    const bytes = await this.printer.print(job);
    void reply.header('cache-control', 'private, no-cache');
    return new StreamableFile(bytes, {
      type: 'application/pdf',
      length: bytes.length,
      disposition: `inline; filename="document.pdf"; filename*=UTF-8''${encodeURIComponent(name)}`,
    });
  }
}

const licenceOf = (house: House, caseId: string): Promise<LicenceDocument> =>
  namedService(house, AUTHORITY).get<LicenceDocument>(`/cases/${checkedId(caseId)}/licence`);
