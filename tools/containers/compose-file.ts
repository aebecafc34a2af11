import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { root } from './checkout.js';

export interface ComposeService {
  readonly image?: string;
  readonly build?: { readonly context: string; readonly dockerfile: string };
  readonly user?: string;
  readonly read_only?: boolean;
  readonly privileged?: boolean;
  readonly tmpfs?: readonly string[];
  readonly cap_add?: readonly string[];
  readonly cap_drop?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly environment?: Readonly<Record<string, string | number>>;
  readonly secrets?: readonly (string | { readonly source: string; readonly target: string })[];
  readonly volumes?: readonly string[];
  readonly ports?: readonly string[];
  readonly networks?: readonly string[];
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly restart?: string;
  readonly stop_grace_period?: string;
}

export interface Compose {
  readonly services: Readonly<Record<string, ComposeService>>;
  readonly networks: Readonly<Record<string, { readonly internal?: boolean }>>;
  readonly volumes: Readonly<Record<string, unknown>>;
  readonly secrets: Readonly<Record<string, { readonly file?: string }>>;
}

/** Merges as YAML says and puts values for `${NAME:-default}`. @throws Error for a variable with neither value nor default */
export function readCompose(text: string, env: Readonly<Record<string, string>> = {}): Compose {
  const filled = text.replace(/\$\{(\w+)(?::-([^}]*))?\}/g, (whole, name: string, otherwise: string | undefined) => {
    const value = env[name] ?? otherwise;
    if (value === undefined) throw new Error(`${whole} has no value`);
    return value;
  });
  return parse(filled, { merge: true }) as Compose;
}

export const composeText = readFileSync(join(root, 'docker-compose.yml'), 'utf8');

/** The secrets of a service: what it finds under `/run/secrets`, and which of the composed secrets that is. */
export const secretsOf = ({ secrets = [] }: ComposeService): ReadonlyMap<string, string> =>
  new Map(secrets.map((one) => (typeof one === 'string' ? [one, one] : [one.target, one.source])));
