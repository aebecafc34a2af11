import { describe, expect, it } from '@jest/globals';
import { formJsonSchema } from '@yichuang/matters';
import { yichuang } from '@yichuang/testing';

describe('schema', () => {
  it('prints the JSON Schema of the one form', async () => {
    const { code, stdout, stderr } = await yichuang(['schema']);
    expect([code, stderr]).toEqual([0, '']);
    const schema = JSON.parse(stdout) as Record<string, unknown>;
    expect(schema).toEqual(JSON.parse(JSON.stringify(formJsonSchema())));
    expect(schema['$schema']).toBe('https://json-schema.org/draft/2020-12/schema');
  });
});
