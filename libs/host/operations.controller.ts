import { Controller, Get, Inject, Param, Post } from '@nestjs/common';
import { Asks } from './asks.js';
import type { EventStore, Packed, PackFigures } from '@yichuang/event-store';
import { text } from '@yichuang/kernel';
import type { Department } from './department.js';
import { DeskHandler, type DeskWork } from './desk-handler.js';
import { ParkedController } from './parked.controller.js';
import { Problem } from './problem.js';
import { replay, type ReplayReport } from './replay.js';
import { StreamController } from './stream.controller.js';
import { DEPARTMENT, STORE } from './tokens.js';

/** What an operator does with a whole service: replay, rebuilding a register, packing what is old. */
@Controller()
export class OperationsController {
  constructor(
    @Inject(STORE) private readonly store: EventStore<DeskWork, unknown>,
    @Inject(DeskHandler) private readonly handler: DeskHandler,
    @Inject(DEPARTMENT) private readonly department: Department,
  ) {}

  @Asks('register.read')
  @Get('registers')
  registers(): readonly { readonly name: string }[] {
    return registersOf(this.department).map((name) => ({ name }));
  }

  /** Beside the live table, then switched: traffic goes on meanwhile. */
  @Asks('register.rebuild')
  @Post('registers/:name/rebuild')
  async rebuild(@Param('name') name: string): Promise<{ readonly register: string; readonly rows: number }> {
    if (!registersOf(this.department).includes(name))
      throw new Problem(404, 'NO_SUCH_REGISTER', text('没有这个登记簿', 'there is no such register'));
    return { register: name, rows: await this.store.rebuildRegister(name) };
  }

  @Asks('pack.read')
  @Get('packs')
  packs(): Promise<PackFigures> {
    return this.store.packFigures();
  }

  /** `busy`: another process of this service is at it. */
  @Asks('pack.make')
  @Post('packs')
  async pack(): Promise<Packed & { readonly busy: boolean }> {
    const packed = await this.store.pack();
    return packed === null ? { events: 0, packs: 0, busy: true } : { ...packed, busy: false };
  }

  @Asks('log.replay')
  @Get('replay')
  async replay(): Promise<ReplayReport> {
    return replay(this.department, this.store, this.handler);
  }
}

const registersOf = ({ desks }: Department): string[] =>
  desks.flatMap(({ registers }) => (registers ?? []).map(({ table }) => table.name));

/** Doors for operators, the same way at every service that keeps events. */
export const operatorControllers = [OperationsController, ParkedController, StreamController];
