import { Worker } from 'node:worker_threads';
import { afterEach, describe, expect, it } from '@jest/globals';
import { PRINTS_WAITING_MAX } from '../limits.js';
import type { PrintJob } from './print-job.js';
import { licenceWith } from './print.fixture.js';
import { Printer } from './printer.js';

/** A thread that answers with the name on the licence, counted; or does as the name says. */
const script = `
  const { parentPort } = require('node:worker_threads');
  let jobs = 0;
  parentPort.on('message', ({ licence: { licence: { companyName } } }) => {
    jobs += 1;
    if (companyName === 'hangs') return;
    if (companyName === 'dies') process.exit(1);
    if (companyName === 'throws') throw new Error('secret');
    if (companyName === 'fails') parentPort.postMessage({ failed: 'TypeError' });
    else parentPort.postMessage({ bytes: Buffer.from(companyName + ' ' + jobs) });
  });
`;
const job = (companyName: string): PrintJob => ({ kind: 'licence', licence: licenceWith({ companyName }) });

describe('the printer', () => {
  let begun = 0;
  const start = (): Worker => {
    begun += 1;
    return new Worker(script, { eval: true });
  };
  let printer = new Printer(start, 300);
  afterEach(async () => {
    await printer.close();
    begun = 0;
    printer = new Printer(start, 300);
  });
  const print = async (name: string): Promise<string> => (await printer.print(job(name))).toString();

  it('begins no thread before it is asked, and then one', async () => {
    expect(begun).toBe(0);
    expect(await Promise.all([print('a'), print('b')])).toEqual(['a 1', 'b 2']);
    expect(begun).toBe(1);
  });

  it('prints equal jobs once, at the same time and later', async () => {
    expect(await Promise.all([print('a'), print('a')])).toEqual(['a 1', 'a 1']);
    expect(await print('a')).toBe('a 1');
    expect(await print('b')).toBe('b 2');
  });

  it('lets nobody wait behind too many', async () => {
    const first = Array.from({ length: PRINTS_WAITING_MAX }, (_, at) => print(`job ${String(at)}`));
    await expect(print('one more')).rejects.toMatchObject({ status: 503, code: 'PRINTER_BUSY' });
    expect(await Promise.all(first)).toHaveLength(PRINTS_WAITING_MAX);
    expect(await print('one more')).toMatch(/^one more/);
  });

  it.each(['hangs', 'dies', 'throws'])('goes on with another thread when one %s', async (what) => {
    const [stopped, next] = await Promise.allSettled([print(what), print('next')]);
    expect(stopped).toMatchObject({ status: 'rejected', reason: { status: 503 } });
    expect(next).toMatchObject({ status: 'fulfilled', value: 'next 1' });
    expect(begun).toBe(2);
  });

  it('tells that a document failed, without what was in it, and keeps no failure', async () => {
    await expect(print('fails')).rejects.toThrow('printing failed: TypeError');
    await expect(print('fails')).rejects.toThrow('printing failed: TypeError');
    expect(await print('a')).toBe('a 3');
    expect(begun).toBe(1);
  });
});
