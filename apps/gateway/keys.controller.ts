import { Body, Controller, Get, Headers, HttpCode, Inject, Param, Post } from '@nestjs/common';
import type { Actor } from '@yichuang/contracts';
import { Asks, SignedIn, Problem } from '@yichuang/host';
import { text } from '@yichuang/kernel';
import { formatInstant } from '@yichuang/working-time';
import { checkedId, noSuchCase } from './case-id.js';
import type { House } from './house.js';
import { OnBehalf } from './on-behalf.js';
import { Permits } from './permits.js';

/** What the vault tells of a key. */
interface KeyView {
  readonly state: 'none' | 'kept' | 'destroyed';
  readonly keptFor: 'open' | 'archive' | number;
  readonly holds: readonly string[];
  readonly destroyedAt: number | null;
}

/** How long a case's personal data can be read at all: the key of the case, its holds and its destruction. */
@Controller('api/v1/cases/:caseId/key')
export class CaseKeysController {
  constructor(@Inject(Permits) private readonly permits: Permits) {}

  @Asks('key.read')
  @Get()
  async view(@OnBehalf() house: House, @Param('caseId') caseId: string, @SignedIn() actor: Actor): Promise<object> {
    await this.permits.check(actor, 'key.read', checkedId(caseId));
    const view = await house.vault.get<KeyView>(`/keys/${checkedId(caseId)}`);
    if (view.state === 'none') throw noSuchCase();
    return shown(caseId, view);
  }

  /** Nobody destroys it while it is held: a lawsuit, an inquiry. */
  @Asks('key.hold')
  @Post('hold')
  @HttpCode(200)
  hold(
    @OnBehalf() house: House,
    @Param('caseId') caseId: string,
    @Headers('idempotency-key') key: string | undefined,
    @Body() body: unknown,
  ): Promise<object> {
    return knock(house, caseId, 'hold', key, body);
  }

  @Asks('key.lift')
  @Post('lift')
  @HttpCode(200)
  lift(
    @OnBehalf() house: House,
    @Param('caseId') caseId: string,
    @Headers('idempotency-key') key: string | undefined,
    @Body() body: unknown,
  ): Promise<object> {
    return knock(house, caseId, 'lift', key, body);
  }

  /** 409 with the reason while the law, or somebody, keeps it; for ever once done. */
  @Asks('key.destroy')
  @Post('destroy')
  @HttpCode(200)
  destroy(
    @OnBehalf() house: House,
    @Param('caseId') caseId: string,
    @Headers('idempotency-key') key: string | undefined,
    @Body() body: unknown,
  ): Promise<object> {
    return knock(house, caseId, 'destroy', key, body);
  }
}

async function knock(
  house: House,
  caseId: string,
  door: string,
  key: string | undefined,
  body: unknown,
): Promise<object> {
  const path = `/desks/key/cases/${checkedId(caseId)}/${door}`;
  const headers: Record<string, string> = key === undefined ? {} : { 'idempotency-key': key };
  try {
    const { answer } = await house.vault.post<{ answer: KeyView }>(path, body ?? {}, headers);
    return shown(caseId, answer);
  } catch (error) {
    if (error instanceof Problem && error.code === 'NO_KEY') throw noSuchCase();
    throw error;
  }
}

/** In words whoever asks can read: until when, or why without an end. */
function shown(caseId: string, { state, keptFor, holds, destroyedAt }: KeyView): object {
  return {
    caseId,
    state,
    keptUntil: typeof keptFor === 'number' ? formatInstant(keptFor) : null,
    because: keptBecause(keptFor),
    holds,
    destroyedAt: destroyedAt === null ? null : formatInstant(destroyedAt),
  };
}

function keptBecause(keptFor: KeyView['keptFor']): ReturnType<typeof text> {
  if (keptFor === 'open') return text('办件尚未终结', 'the case goes on');
  if (keptFor === 'archive')
    return text(
      '企业登记档案在企业存续期间及注销后一般二十年内保存',
      "a registration archive is kept for the company's life and generally 20 years after",
    );
  return text(
    '未设立企业的办件按保存期限保存，届满即销毁（个人信息保护法第十九条、第四十七条）',
    'papers of a case without a company are kept for a term and destroyed when it is over (个人信息保护法 a.19, 47)',
  );
}
