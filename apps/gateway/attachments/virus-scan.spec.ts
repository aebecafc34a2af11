import { createServer, type Server } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { TryLater } from '@yichuang/host';
import { clamd, simulatedScanner, type VirusScanner } from './virus-scan.js';

const EICAR = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('');

async function scanned(scanner: VirusScanner, ...pieces: string[]): Promise<string | null> {
  const scan = await scanner.begin();
  for (const piece of pieces) await scan.feed(Buffer.from(piece, 'latin1'));
  return (await scan.verdict()).virus;
}

describe('the simulated scanner', () => {
  it('finds the test file wherever it lies and however it is cut, and says that it is a simulator', async () => {
    expect(await scanned(simulatedScanner, `%PDF-1.7 ${EICAR} more`)).toBe('Eicar-Test-Signature');
    for (const cut of [1, 20, 67]) {
      expect(await scanned(simulatedScanner, 'before', EICAR.slice(0, cut), EICAR.slice(cut))).not.toBeNull();
    }
    expect(await scanned(simulatedScanner, ...EICAR.split(''))).not.toBeNull();
    expect(await scanned(simulatedScanner, '%PDF-1.7', EICAR.slice(1))).toBeNull();
    expect(simulatedScanner.name).toContain('simulator');
  });
});

describe('clamd', () => {
  let server: Server | null = null;
  const heard: Buffer[] = [];
  afterEach(async () => {
    const closing = server;
    server = null;
    if (closing !== null) await new Promise((resolve) => closing.close(resolve));
  });

  /** Speaks as the daemon does: reads pieces until an empty one, then answers. */
  async function daemon(answer: (content: Buffer) => string | null): Promise<VirusScanner> {
    heard.length = 0;
    const made = createServer((socket) => {
      let got = Buffer.alloc(0);
      socket.on('error', () => undefined);
      socket.on('data', (bytes: Buffer) => {
        got = Buffer.concat([got, bytes]);
        const content = contentOf(got);
        if (content === null) return;
        heard.push(content);
        const said = answer(content);
        if (said === null) socket.destroy();
        else socket.end(`${said}\0`);
      });
    });
    server = made;
    await new Promise<void>((resolve) => made.listen(0, '127.0.0.1', resolve));
    return clamd(`127.0.0.1:${String((made.address() as AddressInfo).port)}`);
  }

  function contentOf(got: Buffer): Buffer | null {
    expect(got.toString('latin1', 0, 10)).toBe('zINSTREAM\0');
    const pieces: Buffer[] = [];
    for (let at = 10; at + 4 <= got.length;) {
      const length = got.readUInt32BE(at);
      if (length === 0) return Buffer.concat(pieces);
      pieces.push(got.subarray(at + 4, at + 4 + length));
      at += 4 + length;
    }
    return null;
  }

  it('is given the file in pieces and believed', async () => {
    expect(await scanned(await daemon(() => 'stream: OK'), 'one', '', 'two')).toBeNull();
    expect(heard.map(String)).toEqual(['onetwo']);
  });

  it('names what it found', async () => {
    expect(await scanned(await daemon(() => 'stream: Win.Test.EICAR_HDB-1 FOUND'), EICAR)).toBe('Win.Test.EICAR_HDB-1');
  });

  it.each([
    ['complains of the size', 'INSTREAM size limit exceeded. ERROR'],
    ['hangs up', null],
  ])('that %s has given no verdict: nothing is kept', async (_what, said) => {
    await expect(scanned(await daemon(() => said), 'one')).rejects.toThrow(TryLater);
  });

  it('that is not there is away', async () => {
    await expect(clamd('/nowhere/clamd.sock').begin()).rejects.toThrow(TryLater);
  });
});
