import { Controller, Get, Inject, Query } from '@nestjs/common';
import type { Actor } from '@yichuang/contracts';
import { Asks, DATA_SOURCE, SignedIn } from '@yichuang/host';
import type { DataSource } from 'typeorm';
import { cardReaders, listCards, type CardPage } from './card-list.js';
import { within } from './case-reach.js';
import { readQuery } from './query.js';

/** 督办牌 of all cases, as far as whoever asks may see. What becomes of one comes through the desk's doors. */
@Controller('cards')
export class CardsController {
  constructor(@Inject(DATA_SOURCE) private readonly registers: DataSource) {}

  @Asks('card.read')
  @Get()
  async list(@Query() query: Readonly<Record<string, unknown>>, @SignedIn() actor: Actor): Promise<CardPage> {
    return listCards(this.registers, { ...readQuery(query, cardReaders), within: within(actor, 'card.read') });
  }
}
