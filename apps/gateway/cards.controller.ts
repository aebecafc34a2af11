import { Body, Controller, Get, Headers, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { Asks } from '@yichuang/host';
import type { CardAct } from '@yichuang/matters';
import { knockAtCase } from './desk-door.js';
import { House } from './house.js';

interface Card {
  readonly caseId: string;
  readonly cardId: string;
}
type Key = string | undefined;

/** 督办牌: which there are, and what becomes of one. */
@Controller('api/v1')
export class CardsController {
  constructor(@Inject(House) private readonly house: House) {}

  @Asks('card.read')
  @Get('cards')
  async list(@Query() query: Readonly<Record<string, string>>): Promise<unknown> {
    return this.house.orchestrator.get(`/cards?${new URLSearchParams(query).toString()}`);
  }

  @Asks('card.issue')
  @Post('cases/:caseId/cards')
  @HttpCode(200)
  issue(@Param('caseId') caseId: string, @Headers('idempotency-key') key: Key, @Body() body: unknown) {
    return knockAtCase(this.house, { caseId, door: 'issue-card', key, body });
  }

  @Asks('card.explain')
  @Post('cases/:caseId/cards/:cardId/explain')
  @HttpCode(200)
  explain(@Param() card: Card, @Headers('idempotency-key') key: Key, @Body() body: unknown) {
    return this.act('explain', card, key, body);
  }

  @Asks('card.uphold')
  @Post('cases/:caseId/cards/:cardId/uphold')
  @HttpCode(200)
  uphold(@Param() card: Card, @Headers('idempotency-key') key: Key, @Body() body: unknown) {
    return this.act('uphold', card, key, body);
  }

  @Asks('card.cancel')
  @Post('cases/:caseId/cards/:cardId/cancel')
  @HttpCode(200)
  cancel(@Param() card: Card, @Headers('idempotency-key') key: Key, @Body() body: unknown) {
    return this.act('cancel', card, key, body);
  }

  @Asks('card.explain')
  @Post('cases/:caseId/cards/:cardId/rectify')
  @HttpCode(200)
  rectify(@Param() card: Card, @Headers('idempotency-key') key: Key, @Body() body: unknown) {
    return this.act('rectify', card, key, body);
  }

  @Asks('card.uphold')
  @Post('cases/:caseId/cards/:cardId/close')
  @HttpCode(200)
  close(@Param() card: Card, @Headers('idempotency-key') key: Key, @Body() body: unknown) {
    return this.act('close', card, key, body);
  }

  private act(act: CardAct, { caseId, cardId }: Card, key: Key, body: unknown): Promise<object> {
    const said = { ...(body as object | null), card: cardId };
    return knockAtCase(this.house, { caseId, door: `${act}-card`, key, body: said });
  }
}
