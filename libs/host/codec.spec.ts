import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decodeEvent, encodeEvent, frame, unframe } from './codec.js';

describe('bytes of a message', () => {
  it('give back the JSON and the ciphertext, whatever bytes it has', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.option(fc.uint8Array(), { nil: undefined }), (json, sealed) => {
        const back = unframe(frame(json, sealed));
        expect(back.json).toEqual(JSON.parse(JSON.stringify(json)));
        expect(back.sealed === undefined ? undefined : [...back.sealed]).toEqual(
          sealed === undefined ? undefined : [...sealed],
        );
      }),
    );
  });

  it('hold a text with a zero character, which JSON escapes', () => {
    expect(unframe(frame({ text: 'a\u0000b' }, Uint8Array.of(0, 0, 1)))).toMatchObject({ json: { text: 'a\u0000b' } });
  });

  it('leave type and instant of an event to the columns of the store', () => {
    const event = { type: 'SealFiled', at: 5, numbers: ['3504050000011'], sealed: Uint8Array.of(1, 2) };
    const body = encodeEvent(event);
    expect(Buffer.from(body).toString('latin1')).not.toContain('SealFiled');
    expect(decodeEvent({ type: 'SealFiled', at: 5, body: Buffer.from(body) })).toMatchObject({
      numbers: ['3504050000011'],
    });
  });
});
