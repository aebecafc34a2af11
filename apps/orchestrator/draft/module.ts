import { Module } from '@nestjs/common';
import { DATA_SOURCE, Desks } from '@yichuang/host';
import type { DataSource } from 'typeorm';
import { DraftsController } from './drafts.controller.js';
import { Drafts } from './drafts.js';

@Module({
  controllers: [DraftsController],
  providers: [
    {
      provide: Drafts,
      inject: [Desks, DATA_SOURCE],
      useFactory: (desks: Desks, registers: DataSource) => new Drafts(desks, registers),
    },
  ],
})
export class DraftsModule {}
