import { Controller, Get, Headers, Inject, Param } from '@nestjs/common';
import type { Actor } from '@yichuang/contracts';
import { Asks, DATA_SOURCE, Desks, ON_BEHALF_OF, permitted, Problem, SignedIn } from '@yichuang/host';
import type { DataSource } from 'typeorm';
import { makersOf } from '../reference/seal-makers.js';
import { barredFromName, engravedName } from './engraved-name.js';
import { belongingOfOrder } from './maker.js';
import { OwnSection } from './own-section.js';
import { shownOrder } from './shown-order.js';
import { checkOf, type SealState } from './state.js';

/** As many as lie on a workbench; the longest waiting come first. */
const ORDERS_SHOWN_MAX = 200;

/**
 * 刻章订单, for the maker they were given to: company, code and what is to be made, and nothing about a person but the name
 * that he engraves by hand.
 */
@Controller('orders')
export class OrdersController {
  constructor(
    @Inject(Desks) private readonly desks: Desks,
    @Inject(DATA_SOURCE) private readonly registers: DataSource,
    @Inject(OwnSection) private readonly section: OwnSection,
  ) {}

  /** Those that are not made yet. */
  @Asks('order.read')
  @Get()
  async list(@SignedIn() actor: Actor): Promise<object> {
    const rows = await this.registers.query<{ case_id: string }[]>(
      `select case_id from seal_order where status = 'making' and maker = any($1)
        order by waits_since, case_id limit ${String(ORDERS_SHOWN_MAX)}`,
      [makersOf(actor.id)],
    );
    const caseIds = rows.map(({ case_id: caseId }) => caseId);
    const states = await this.desks.states('order', caseIds);
    return { orders: caseIds.map((caseId, index) => shownOrder(caseId, ownState(states[index]))) };
  }

  /** @throws Problem 403 for one that is another's, or no maker's */
  @Asks('order.read')
  @Get(':caseId')
  async read(@Param('caseId') caseId: string, @SignedIn() actor: Actor): Promise<object> {
    const state = ownState((await this.desks.state('order', caseId)).state);
    permitted(actor, 'order.read', belongingOfOrder(state));
    return shownOrder(caseId, state);
  }

  /**
   * Whose name the name seal carries, while it is engraved by hand. The look is recorded, and the applicant can see it.
   *
   * @throws Problem 403 for an order that is another's, 409 for one that is made, or by machine, or without such a seal
   */
  @Asks('order.read-name')
  @Get(':caseId/name')
  async name(
    @Param('caseId') caseId: string,
    @SignedIn() actor: Actor,
    @Headers(ON_BEHALF_OF) token: string,
  ): Promise<object> {
    const state = ownState((await this.desks.state('order', caseId)).state);
    permitted(actor, 'order.read-name', belongingOfOrder(state));
    const barred = barredFromName(state);
    if (barred !== null) throw new Problem(409, barred.code, barred.text);
    return { caseId, name: engravedName(await this.section.openedFor(token, caseId, checkOf(state).sealed)) };
  }
}

/** Of a desk at which officers work. */
const ownState = (state: unknown): SealState => (state as { readonly own: SealState }).own;
