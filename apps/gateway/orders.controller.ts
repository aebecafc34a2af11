import { Body, Controller, Get, Header, Headers, HttpCode, Param, Post } from '@nestjs/common';
import { Asks, type Sent } from '@yichuang/host';
import { checkedId } from './case-id.js';
import type { House } from './house.js';
import { requiredKey } from './idempotency-key.js';
import { namedService } from './named-service.js';
import { OnBehalf } from './on-behalf.js';

/** 刻章订单: a maker reads the orders that were given to him, and says what he made. The seal desk judges which are his. */
@Controller('api/v1/orders')
export class OrdersController {
  @Asks('order.read')
  @Get()
  list(@OnBehalf() house: House): Promise<object> {
    return sealOf(house).get('/orders');
  }

  @Asks('order.read')
  @Get(':caseId')
  read(@OnBehalf() house: House, @Param('caseId') caseId: string): Promise<object> {
    return sealOf(house).get(`/orders/${checkedId(caseId)}`);
  }

  /** The vault records who reads it, and opens it; it is kept nowhere. */
  @Asks('order.read-name')
  @Get(':caseId/name')
  @Header('cache-control', 'no-store')
  name(@OnBehalf() house: House, @Param('caseId') caseId: string): Promise<object> {
    return sealOf(house).get(`/orders/${checkedId(caseId)}/name`);
  }

  @Asks('order.fill')
  @Post(':caseId/fill')
  @HttpCode(200)
  async fill(
    @OnBehalf() house: House,
    @Param('caseId') caseId: string,
    @Headers('idempotency-key') key: string | undefined,
    @Body() body: unknown,
  ): Promise<object> {
    const path = `/desks/order/cases/${checkedId(caseId)}/fill`;
    const headers = { 'idempotency-key': requiredKey(key) };
    const { answer, position } = await sealOf(house).post<Sent>(path, body ?? {}, headers);
    return { caseId, position, ...(answer as object) };
  }
}

const sealOf = (house: House) => namedService(house, 'seal');
