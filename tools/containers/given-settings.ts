import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { BadSettings, readSettings, type Department } from '@yichuang/host';

export const parseSettings = (path: string): Record<string, string> =>
  parseEnv(readFileSync(path, 'utf8')) as Record<string, string>;

/** @returns what a service would refuse to start for; where it would not, each name that it does not read */
export function faultsOfSettings(given: Readonly<Record<string, string>>, service: Department): readonly string[] {
  try {
    const known = new Set(Object.keys({ ...readSettings(given, service), ...own(service, given) }));
    return Object.keys(given)
      .filter((name) => !known.has(name))
      .map((name) => `${name}: nobody reads it`);
  } catch (error) {
    if (error instanceof BadSettings) return error.faults;
    throw error;
  }
}

const own = ({ settings }: Department, given: Readonly<Record<string, string>>): object => settings?.parse(given) ?? {};
