import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { Asks, badInput, faultsOfZod } from '@yichuang/host';
import { formatInstant } from '@yichuang/working-time';
import { z } from 'zod';
import { GapRepair, type Repair } from './gap-repair.js';
import type { House } from './house.js';
import { OnBehalf } from './on-behalf.js';

const wish = z.strictObject({
  service: z.string().min(1).max(100).optional(),
  partition: z.int().nonnegative().optional(),
});

/** Partitions of the shared stream at which services stopped rather than lose something. */
@Controller('api/v1/stream')
export class StreamController {
  @Asks('stream.read')
  @Get('gaps')
  async gaps(@OnBehalf() house: House): Promise<readonly object[]> {
    const all = await new GapRepair(house).stopped();
    return all.map((one) => ({ ...one, stoppedAt: formatInstant(one.stoppedAt) }));
  }

  /** Repairs what stopped, of one service and partition or of all; answers what was published again. */
  @Asks('stream.repair')
  @Post('repair')
  @HttpCode(200)
  async repair(@OnBehalf() house: House, @Body() body: unknown): Promise<readonly Repair[]> {
    const parsed = wish.safeParse(body ?? {});
    if (!parsed.success) throw badInput(faultsOfZod(parsed.error));
    return new GapRepair(house).repair(parsed.data);
  }
}
