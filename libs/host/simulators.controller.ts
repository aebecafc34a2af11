import { Body, Controller, Get, Inject, Param, Put } from '@nestjs/common';
import { Asks } from './asks.js';
import { text } from '@yichuang/kernel';
import { z } from 'zod';
import { faultsOfZod } from './faults.js';
import { badInput, notFound } from './problem.js';
import type { SimulatorMode } from './simulator.js';
import { Simulators } from './simulators.js';

const modes = z.discriminatedUnion('mode', [
  z.strictObject({ mode: z.literal('prompt') }),
  z.strictObject({ mode: z.literal('slow'), millis: z.int().positive().max(3_600_000) }),
  z.strictObject({ mode: z.literal('failing') }),
  z.strictObject({ mode: z.literal('unknown') }),
]);

/** How the simulated outside behaves, for training and tests. Exists in development mode only. */
@Controller('simulators')
export class SimulatorsController {
  constructor(@Inject(Simulators) private readonly simulators: Simulators) {}

  @Asks('simulator.read')
  @Get()
  list(): readonly { name: string; title: object; mode: SimulatorMode }[] {
    return this.simulators.list();
  }

  @Asks('simulator.set')
  @Put(':name')
  async behave(@Param('name') name: string, @Body() body: unknown): Promise<{ name: string; mode: SimulatorMode }> {
    const parsed = modes.safeParse(body);
    if (!parsed.success) throw badInput(faultsOfZod(parsed.error));
    const ledger = this.simulators.ledger(name);
    if (ledger === undefined) throw notFound(text('没有这个模拟系统', 'there is no such simulator'));
    await ledger.behave(name, parsed.data);
    return { name, mode: parsed.data };
  }
}
