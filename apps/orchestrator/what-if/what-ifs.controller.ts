import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import type { Actor } from '@yichuang/contracts';
import { Asks, SignedIn } from '@yichuang/host';
import type { Calendars, Catalogue } from '@yichuang/matters';
import { formatInstant } from '@yichuang/working-time';
import { within } from '../case-reach.js';
import { askedWhatIf } from './asked-what-if.js';
import { shownWhatIf } from './shown-what-if.js';
import { WhatIfs } from './what-ifs.js';

export const SUPPOSABLE = Symbol('what may be supposed');

/** What there is to suppose something of. */
export interface Supposable {
  readonly catalogue: Catalogue;
  readonly calendars: Calendars;
}

/** 推演: what would have been. It answers and keeps nothing; the question is a body because a calendar does not fit into a line. */
@Controller('what-if')
export class WhatIfsController {
  constructor(
    @Inject(WhatIfs) private readonly whatIfs: WhatIfs,
    @Inject(SUPPOSABLE) private readonly supposable: Supposable,
  ) {}

  @Asks('appraisal.read')
  @Post()
  @HttpCode(200)
  async run(@Body() body: unknown, @SignedIn() actor: Actor): Promise<object> {
    const { catalogue, calendars } = this.supposable;
    const asked = askedWhatIf(body, catalogue, calendars);
    const report = await this.whatIfs.run(asked, within(actor, 'appraisal.read'));
    const { matter, from, to } = asked;
    return { matter, from: formatInstant(from), before: formatInstant(to), ...shownWhatIf(report) };
  }
}
