import { Controller, Get, Inject, Param } from '@nestjs/common';
import { NOTIFIER, type CaseBelonging } from '@yichuang/contracts';
import { Asks } from '@yichuang/host';
import { matterOf, papersIn, type CaseEvent } from '@yichuang/matters';
import { belongingOf } from './case-reach.js';
import { Cases } from './cases.js';

/** A case's sections as they were last handed in: nobody can read them without the vault, and the vault asks for them. */
interface Sealed {
  readonly belonging: CaseBelonging;
  /** base64, by section. */
  readonly sections: Readonly<Record<string, string>>;
  /** SHA-256 of the papers as they stand in the list of a section, by section: it does not repeat them. */
  readonly fingerprints: Readonly<Record<string, readonly string[]>>;
}

/** For the vault, which alone opens: whose the case is, and its ciphertext. */
@Controller('cases/:caseId/sealed')
export class SealedController {
  constructor(@Inject(Cases) private readonly cases: Cases) {}

  @Asks('nobody')
  @Get()
  async read(@Param('caseId') caseId: string): Promise<Sealed> {
    const { book, state, events } = await this.cases.get(caseId, {});
    const sections = Object.entries(lastSealed(events)).map(([name, bytes]) => [name, base64(bytes)] as const);
    const fingerprints = lastFingerprints(events);
    return {
      belonging: belongingOf(book.plan, state),
      sections: Object.fromEntries(sections),
      fingerprints: Object.fromEntries(
        (matterOf(state.matter)?.papersFor ?? []).map((section) => [section, fingerprints]),
      ),
    };
  }
}

/** Every section by its name. A correction is the whole form again: what it leaves out is no part of the case any more. */
export function lastSealed(events: readonly CaseEvent[]): Readonly<Record<string, Uint8Array>> {
  let last: Record<string, Uint8Array> = {};
  for (const event of events) {
    if (event.type === 'CorrectionSubmitted') last = {};
    if ('sealed' in event) last['department' in event ? event.department : NOTIFIER] = event.sealed;
  }
  return last;
}

/** Of the papers handed in with the form, in the order in which they stand there; what came later stands in no section. */
export function lastFingerprints(events: readonly CaseEvent[]): readonly string[] {
  const form = events.findLast((one) => one.type === 'ApplicationSubmitted' || one.type === 'CorrectionSubmitted');
  return papersIn(form?.inputs ?? {}).map(({ sha256 }) => sha256);
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
