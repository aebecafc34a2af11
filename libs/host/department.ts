import type { DataSource } from 'typeorm';
import type { z } from 'zod';
import type { AnyDesk, Port } from './desk.js';
import type { SimulatorDefinition } from './simulator.js';

/** Everything that makes a service of a department, by value. `serve` turns it into a running NestJS application. */
export interface Department {
  readonly name: string;
  /** Title a person sees. */
  readonly title: { readonly 'zh-CN': string; readonly en: string };
  readonly desks: readonly AnyDesk[];
  /** The part of the form this department receives, and its key's name in the vault. */
  readonly section?: { readonly name: string; readonly schema: z.ZodType };
  /** Services whose public events concern this one; everything else on the stream is passed over. */
  readonly hears: readonly string[];
  /** Every type of those services this build knows; a type it does not know parks its case. */
  readonly knows?: (source: string, type: string) => boolean;
  /** Simulators of the outside; each has a database of its own for its ledger. */
  readonly simulators?: readonly SimulatorDefinition[];
  /** Ports by name; by default each simulator is its port. */
  readonly ports?: (settings: Readonly<Record<string, string | undefined>>) => readonly Port[];
  /** What of the settings the desks' ears turn into commands, read once at start. */
  readonly setUp?: (settings: Readonly<Record<string, string | undefined>>) => unknown;
  /** Reads what folding its streams needs to know, before the store opens: registers may be built anew there. */
  readonly readFirst?: (registers: DataSource) => Promise<void>;
  /** Settings of its own, validated with the others at start; its modules find them in `raw`. */
  readonly settings?: z.ZodType;
  /** The department's own Nest modules, if any. */
  readonly modules?: readonly unknown[];
}

export const department = (definition: Department): Department => definition;
