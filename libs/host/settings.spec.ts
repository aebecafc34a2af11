import { describe, expect, it } from '@jest/globals';
import { BadSettings, readSettings } from './settings.js';

const good = {
  DATABASE_URL: 'postgres://a@localhost/b',
  DATABASE_OWNER_URL: 'postgres://o@localhost/b',
  STREAM_URL: 'postgres://s@localhost/s',
  LISTEN: '127.0.0.1:0',
  TAG_KEY: Buffer.alloc(32, 1).toString('base64'),
};

describe('settings', () => {
  it('are production settings unless they say otherwise', () => {
    expect(readSettings(good)).toMatchObject({ MODE: 'production', SHARDS: 8 });
  });

  it('that are wrong are all named at once', () => {
    const message = (() => {
      try {
        readSettings({ ...good, TAG_KEY: 'short', SHARDS: 'many', LISTEN: undefined });
        return '';
      } catch (error) {
        expect(error).toBeInstanceOf(BadSettings);
        return (error as Error).message;
      }
    })();
    for (const name of ['TAG_KEY', 'SHARDS', 'LISTEN']) expect(message).toContain(name);
  });

  it('refuse a training clock outside development', () => {
    expect(() => readSettings({ ...good, CLOCK_ANCHOR: '0,0,60' })).toThrow(BadSettings);
    expect(readSettings({ ...good, MODE: 'development', CLOCK_ANCHOR: '0,0,60' }).CLOCK_ANCHOR).toBe('0,0,60');
  });

  it('take limits that the store knows, in development', () => {
    const tuned = (YICHUANG_TUNING: string) => () => readSettings({ ...good, MODE: 'development', YICHUANG_TUNING });
    expect(tuned('{"errandDeadlineMillis":300}')().YICHUANG_TUNING).toEqual({ errandDeadlineMillis: 300 });
    for (const wrong of ['{"errandDeadlineMillis":0}', '{"patience":1}', '{', '[]', 'null'])
      expect(tuned(wrong)).toThrow(BadSettings);
    expect(() => readSettings({ ...good, YICHUANG_TUNING: '{}' })).toThrow(BadSettings);
  });

  it('name every process, one by one unless told how', () => {
    expect(readSettings(good).INSTANCE).not.toBe(readSettings(good).INSTANCE);
    expect(readSettings({ ...good, INSTANCE: 'house' }).INSTANCE).toBe('house');
  });

  it.each([
    ['YICHUANG_CRASH_AT', 'committed:5'],
    ['YICHUANG_SWITCH_OFF', 'watermark'],
  ] as const)('refuse %s outside development', (name, value) => {
    expect(() => readSettings({ ...good, [name]: value })).toThrow(BadSettings);
    expect(readSettings({ ...good, MODE: 'development', [name]: value })[name]).toBe(value);
    expect(() => readSettings({ ...good, MODE: 'development', [name]: 'elsewhere' })).toThrow(BadSettings);
  });
});
