import { Module } from '@nestjs/common';
import { OrdersController } from './order/orders.controller.js';

@Module({ controllers: [OrdersController] })
export class OrdersModule {}
