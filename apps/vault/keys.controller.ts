import { randomBytes } from 'node:crypto';
import { Body, Controller, Headers, Inject, Post } from '@nestjs/common';
import { badInput, CLOCK, Desks, faultsOfZod, KEY_BYTES, Problem, sectionKey, type DomainClock } from '@yichuang/host';
import { text } from '@yichuang/kernel';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import type { MasterKey } from './master-key.js';
import { MASTER_KEY } from './tokens.js';

const makeRequest = z.strictObject({
  caseIds: z.array(z.string().min(1).max(64)).min(1).max(1000),
  sections: z.array(z.string()).max(20),
});
const grantRequest = z.strictObject({
  sections: z
    .array(z.strictObject({ caseId: z.string().min(1).max(64), section: z.string().min(1).max(64) }))
    .min(1)
    .max(5000),
});

/** Wrapped keys of cases in flight, so that a grant needs no reading of the case's stream. */
const WRAPPED_CACHE_ENTRIES = 50_000;
/** Only these may make keys: the door that takes the form, and nobody else. */
const MAKERS = new Set(['gateway']);

/** The vault's door: keys are made and handed out in batches, and every hand-out is an event of the case. */
@Controller('keys')
export class KeysController {
  private readonly wrapped = new LRUCache<string, string>({ max: WRAPPED_CACHE_ENTRIES });

  constructor(
    @Inject(Desks) private readonly desks: Desks,
    @Inject(CLOCK) private readonly clock: DomainClock,
    @Inject(MASTER_KEY) private readonly master: MasterKey,
  ) {}

  /** Keys of all sections of new cases, for the service that takes the form; a case's key is made once. */
  @Post('make')
  async make(@Headers('x-service') to: string | undefined, @Body() body: unknown): Promise<{ keys: string[][] }> {
    if (to === undefined || !MAKERS.has(to)) throw notYours();
    const parsed = makeRequest.safeParse(body);
    if (!parsed.success) throw badInput(faultsOfZod(parsed.error));
    const { caseIds, sections } = parsed.data;
    const keys = await Promise.all(
      caseIds.map(async (caseId) => {
        const wrapped = await this.master.wrap(randomBytes(KEY_BYTES));
        await this.desks.send('key', caseId, { type: 'MakeKey', at: this.clock.now(), wrapped, to } as never);
        const caseKey = await this.caseKey(caseId);
        return sections.map((section) => sectionKey(caseKey, { caseId, section }).toString('base64'));
      }),
    );
    return { keys };
  }

  /** Keys of a department's own section; recorded each time, before the key leaves. */
  @Post('grant')
  async grant(
    @Headers('x-service') to: string | undefined,
    @Body() body: unknown,
  ): Promise<{ keys: (string | null)[] }> {
    if (to === undefined) throw notYours();
    const parsed = grantRequest.safeParse(body);
    if (!parsed.success) throw badInput(faultsOfZod(parsed.error));
    const keys = await Promise.all(
      parsed.data.sections.map(async ({ caseId, section }) => {
        await this.desks.send('key', caseId, { type: 'GrantKey', at: this.clock.now(), section, to } as never);
        return sectionKey(await this.caseKey(caseId), { caseId, section }).toString('base64');
      }),
    );
    return { keys };
  }

  private async caseKey(caseId: string): Promise<Buffer> {
    let wrapped = this.wrapped.get(caseId);
    if (wrapped === undefined) {
      const { state } = await this.desks.state('key', caseId);
      wrapped = (state as { wrapped: string | null }).wrapped ?? undefined;
      if (wrapped === undefined) throw new Problem(404, 'NO_KEY', text('该办件没有密钥', 'this case has no key'));
      this.wrapped.set(caseId, wrapped);
    }
    return this.master.unwrap(wrapped);
  }
}

const notYours = (): Problem =>
  new Problem(403, 'NOT_YOUR_SECTION', text('无权取得该密钥', 'this service may not have this key'));
