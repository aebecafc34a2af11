import { randomBytes } from 'node:crypto';
import { Body, Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import {
  Asks,
  badInput,
  Caller,
  CaseParked,
  CLOCK,
  Desks,
  faultsOfZod,
  KEY_BYTES,
  Problem,
  sectionKey,
  type DomainClock,
} from '@yichuang/host';
import { text } from '@yichuang/kernel';
import { z } from 'zod';
import { printOf, viewOf, type KeyView } from './key/desk.js';
import type { KeyCommand, KeyState } from './key/key.js';
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

/**
 * The vault's door: keys are made and handed out in batches, and every hand-out is an event of its case. All commands of
 * a batch are sent at once, so they share commits. Who may ask at all stands in the house's table of admissions; who asks
 * is told by his token.
 */
@Controller('keys')
export class KeysController {
  constructor(
    @Inject(Desks) private readonly desks: Desks,
    @Inject(CLOCK) private readonly clock: DomainClock,
    @Inject(MASTER_KEY) private readonly master: MasterKey,
  ) {}

  /** Keys of all sections of new cases, for the service that takes the form; a case's key is made once. */
  @Asks('nobody')
  @Post('make')
  @HttpCode(200)
  async make(@Caller() to: string, @Body() body: unknown): Promise<{ keys: string[][] }> {
    const parsed = makeRequest.safeParse(body);
    if (!parsed.success) throw badInput(faultsOfZod(parsed.error));
    const { caseIds, sections } = parsed.data;
    const made = await Promise.all(caseIds.map((id) => this.made(id, to)));
    const others = await this.wrapped(made.flatMap(({ id, key }) => (key === null ? [id] : [])));
    const keys = made.map(async ({ id, key }) => {
      const caseKey = key ?? (await this.unwrapped(others, id));
      return sections.map((name) => sectionKey(caseKey, { caseId: id, section: name }).toString('base64'));
    });
    return { keys: await Promise.all(keys) };
  }

  /**
   * Keys of a department's own section; each hand-out is recorded before the key leaves. `null` for a case that has no
   * key, so that one lost case keeps no other waiting.
   */
  @Asks('nobody')
  @Post('grant')
  @HttpCode(200)
  async grant(@Caller() to: string, @Body() body: unknown): Promise<{ keys: (string | null)[] }> {
    const parsed = grantRequest.safeParse(body);
    if (!parsed.success) throw badInput(faultsOfZod(parsed.error));
    const { sections } = parsed.data;
    // The desk says so too; here the whole batch is refused before any of it is recorded.
    if (sections.some((one) => one.section !== to)) throw notYours();
    const ids = [...new Set(sections.map((one) => one.caseId))];
    const [granted, wrapped] = await Promise.all([
      Promise.all(sections.map((one) => this.granted(one.caseId, one.section, to))),
      this.wrapped(ids),
    ]);
    const keys = sections.map(async (one, index) => {
      if (granted[index] !== true) return null;
      return sectionKey(await this.unwrapped(wrapped, one.caseId), one).toString('base64');
    });
    return { keys: await Promise.all(keys) };
  }

  /** How a case's key stands; never the key. */
  @Asks('key.read')
  @Get(':caseId')
  async view(@Param('caseId') id: string): Promise<KeyView> {
    const { state } = await this.desks.state('key', id);
    return viewOf(state as KeyState);
  }

  /** The key just made, or `null` where another stood already. */
  private async made(id: string, to: string): Promise<{ readonly id: string; readonly key: Buffer | null }> {
    const key = randomBytes(KEY_BYTES);
    const wrapped = await this.master.wrap(key);
    const print = printOf(wrapped);
    const command: KeyCommand = { type: 'MakeKey', at: this.clock.now(), print, to, wrapped };
    const { answer } = await this.desks.send('key', id, command, { door: 'make' });
    return { id, key: (answer as { print: string }).print === print ? key : null };
  }

  /** `false` where the case has no key, has none any more, or is parked here: that keeps no other case of the batch waiting. */
  private async granted(id: string, section: string, to: string): Promise<boolean> {
    try {
      const command: KeyCommand = { type: 'GrantKey', at: this.clock.now(), section, to };
      await this.desks.send('key', id, command, { door: 'grant' });
      return true;
    } catch (error) {
      if (error instanceof CaseParked) return false;
      if (error instanceof Problem && (error.code === 'NO_KEY' || error.code === 'KEY_DESTROYED')) return false;
      throw error;
    }
  }

  private wrapped(ids: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>> {
    return ids.length === 0 ? Promise.resolve(new Map()) : this.desks.secrets('key', ids);
  }

  private async unwrapped(wrapped: ReadonlyMap<string, Uint8Array>, id: string): Promise<Buffer> {
    const own = wrapped.get(id);
    // the event says there is one: whoever took it away did so behind the vault's back, and replay says so
    if (own === undefined) throw new TypeError('a key that was made and not destroyed is missing');
    return this.master.unwrap(own);
  }
}

const notYours = (): Problem =>
  new Problem(403, 'NOT_YOUR_SECTION', text('无权取得该密钥', 'this service may not have this key'));
