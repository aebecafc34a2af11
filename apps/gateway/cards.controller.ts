import { Body, Controller, Get, Headers, HttpCode, Param, Post, Query } from '@nestjs/common';
import { Asks } from '@yichuang/host';
import type { CardAct } from '@yichuang/matters';
import { knockAtCase } from './desk-door.js';
import type { House } from './house.js';
import { OnBehalf } from './on-behalf.js';

interface Card {
  readonly caseId: string;
  readonly cardId: string;
}
type Key = string | undefined;

/** 督办牌: which there are, and what becomes of one. */
@Controller('api/v1')
export class CardsController {
  @Asks('card.read')
  @Get('cards')
  async list(@OnBehalf() house: House, @Query() query: Readonly<Record<string, string>>): Promise<unknown> {
    return house.orchestrator.get(`/cards?${new URLSearchParams(query).toString()}`);
  }

  @Asks('card.issue')
  @Post('cases/:caseId/cards')
  @HttpCode(200)
  issue(
    @OnBehalf() house: House,
    @Param('caseId') caseId: string,
    @Headers('idempotency-key') key: Key,
    @Body() body: unknown,
  ) {
    return knockAtCase(house, { caseId, door: 'issue-card', key, body });
  }

  @Asks('card.explain')
  @Post('cases/:caseId/cards/:cardId/explain')
  @HttpCode(200)
  explain(@OnBehalf() house: House, @Param() card: Card, @Headers('idempotency-key') key: Key, @Body() body: unknown) {
    return act(house, 'explain', card, key, body);
  }

  @Asks('card.uphold')
  @Post('cases/:caseId/cards/:cardId/uphold')
  @HttpCode(200)
  uphold(@OnBehalf() house: House, @Param() card: Card, @Headers('idempotency-key') key: Key, @Body() body: unknown) {
    return act(house, 'uphold', card, key, body);
  }

  @Asks('card.cancel')
  @Post('cases/:caseId/cards/:cardId/cancel')
  @HttpCode(200)
  cancel(@OnBehalf() house: House, @Param() card: Card, @Headers('idempotency-key') key: Key, @Body() body: unknown) {
    return act(house, 'cancel', card, key, body);
  }

  @Asks('card.explain')
  @Post('cases/:caseId/cards/:cardId/rectify')
  @HttpCode(200)
  rectify(@OnBehalf() house: House, @Param() card: Card, @Headers('idempotency-key') key: Key, @Body() body: unknown) {
    return act(house, 'rectify', card, key, body);
  }

  @Asks('card.uphold')
  @Post('cases/:caseId/cards/:cardId/close')
  @HttpCode(200)
  close(@OnBehalf() house: House, @Param() card: Card, @Headers('idempotency-key') key: Key, @Body() body: unknown) {
    return act(house, 'close', card, key, body);
  }
}

function act(house: House, act: CardAct, { caseId, cardId }: Card, key: Key, body: unknown): Promise<object> {
  const said = { ...(body as object | null), card: cardId };
  return knockAtCase(house, { caseId, door: `${act}-card`, key, body: said });
}
