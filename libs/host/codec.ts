import type { DeskEvent } from './desk.js';

/**
 * How a message becomes bytes: its JSON, and after one zero byte (which JSON never holds) its ciphertext.
 * Ciphertext stays binary: in base64 it would cost a third more in every table and topic.
 */
const SEPARATOR = 0;

export interface Framed {
  readonly json: unknown;
  readonly sealed: Uint8Array | undefined;
}

export function frame(json: unknown, sealed?: Uint8Array): Uint8Array {
  const head = Buffer.from(JSON.stringify(json), 'utf8');
  return sealed === undefined ? head : Buffer.concat([head, Buffer.of(SEPARATOR), sealed]);
}

export function unframe(bytes: Uint8Array): Framed {
  const buffer = asBuffer(bytes);
  const cut = buffer.indexOf(SEPARATOR);
  if (cut < 0) return { json: JSON.parse(buffer.toString('utf8')), sealed: undefined };
  return { json: JSON.parse(buffer.toString('utf8', 0, cut)), sealed: buffer.subarray(cut + 1) };
}

/** Event bodies just encoded are folded at once by the same turn; they need no parsing again. */
const known = new WeakMap<Uint8Array, DeskEvent>();

/** `type` and `at` are columns of the store; the body holds the rest. */
export function encodeEvent(event: DeskEvent): Uint8Array {
  const { type: _type, at: _at, sealed, ...rest } = event;
  const body = frame(rest, sealed);
  known.set(body, event);
  return body;
}

export function decodeEvent(stored: {
  readonly type: string;
  readonly at: number;
  readonly body: Uint8Array;
}): DeskEvent {
  const remembered = known.get(stored.body);
  if (remembered !== undefined) return remembered;
  const { json, sealed } = unframe(stored.body);
  const event = { ...(json as object), type: stored.type, at: stored.at };
  return sealed === undefined ? event : { ...event, sealed };
}

export const asBuffer = (bytes: Uint8Array): Buffer =>
  Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
