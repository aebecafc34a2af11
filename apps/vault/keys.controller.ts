import { randomBytes } from 'node:crypto';
import { Body, Controller, Headers, HttpCode, Inject, Post } from '@nestjs/common';
import { badInput, CLOCK, Desks, faultsOfZod, KEY_BYTES, Problem, sectionKey, type DomainClock } from '@yichuang/host';
import { text } from '@yichuang/kernel';
import { z } from 'zod';
import type { KeyCommand } from './key/key.js';
import type { MasterKey } from './master-key.js';
import { MASTER_KEY } from './tokens.js';

/** A batch is what waits at one moment; a caller with more asks twice. */
const CASES_MAX = 1_000;
const GRANTS_MAX = 5_000;

const caseId = z.string().min(1).max(64);
const section = z.string().min(1).max(64);
const makeRequest = z.strictObject({
  caseIds: z.array(caseId).min(1).max(CASES_MAX),
  sections: z.array(section).max(20),
});
const grantRequest = z.strictObject({
  sections: z.array(z.strictObject({ caseId, section })).min(1).max(GRANTS_MAX),
});

/** Only these may make keys: the door that takes the form, and nobody else. */
const MAKERS = new Set(['gateway']);

/**
 * The vault's door: keys are made and handed out in batches, and every hand-out is an event of its case. All commands of
 * a batch are sent at once, so they share commits. Who asks is named by the header `x-service`: until services have
 * tokens, the operating system answers for it, for the socket may be reached by the house's own user only.
 */
@Controller('keys')
export class KeysController {
  constructor(
    @Inject(Desks) private readonly desks: Desks,
    @Inject(CLOCK) private readonly clock: DomainClock,
    @Inject(MASTER_KEY) private readonly master: MasterKey,
  ) {}

  /** Keys of all sections of new cases, for the service that takes the form; a case's key is made once. */
  @Post('make')
  @HttpCode(200)
  async make(@Headers('x-service') to: string | undefined, @Body() body: unknown): Promise<{ keys: string[][] }> {
    if (to === undefined || !MAKERS.has(to)) throw notYours();
    const parsed = makeRequest.safeParse(body);
    if (!parsed.success) throw badInput(faultsOfZod(parsed.error));
    const { caseIds, sections } = parsed.data;
    const keys = await Promise.all(
      caseIds.map(async (id) => {
        const wrapped = await this.master.wrap(randomBytes(KEY_BYTES));
        const caseKey = await this.caseKey(id, 'make', { type: 'MakeKey', at: this.clock.now(), wrapped, to });
        return sections.map((name) => sectionKey(caseKey, { caseId: id, section: name }).toString('base64'));
      }),
    );
    return { keys };
  }

  /**
   * Keys of a department's own section; each hand-out is recorded before the key leaves. `null` for a case that has no
   * key, so that one lost case keeps no other waiting.
   */
  @Post('grant')
  @HttpCode(200)
  async grant(
    @Headers('x-service') to: string | undefined,
    @Body() body: unknown,
  ): Promise<{ keys: (string | null)[] }> {
    const parsed = grantRequest.safeParse(body);
    if (!parsed.success) throw badInput(faultsOfZod(parsed.error));
    const { sections } = parsed.data;
    // The desk says so too; here the whole batch is refused before any of it is recorded.
    if (to === undefined || sections.some((one) => one.section !== to)) throw notYours();
    return { keys: await Promise.all(sections.map((one) => this.granted(one.caseId, one.section, to))) };
  }

  private async granted(id: string, name: string, to: string): Promise<string | null> {
    try {
      const command: KeyCommand = { type: 'GrantKey', at: this.clock.now(), section: name, to };
      const caseKey = await this.caseKey(id, 'grant', command);
      return sectionKey(caseKey, { caseId: id, section: name }).toString('base64');
    } catch (error) {
      if (error instanceof Problem && error.code === 'NO_KEY') return null;
      throw error;
    }
  }

  /** Through the desk, which answers with the wrapped key once what was asked is recorded. */
  private async caseKey(id: string, door: 'make' | 'grant', command: KeyCommand): Promise<Buffer> {
    const { answer } = await this.desks.send('key', id, command, { door });
    return this.master.unwrap((answer as { wrapped: string }).wrapped);
  }
}

const notYours = (): Problem =>
  new Problem(403, 'NOT_YOUR_SECTION', text('无权取得该密钥', 'this service may not have this key'));
