import { describe, expect, it } from '@jest/globals';
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { currentTrace, tracesUrl, tracingOf, withinTrace } from './tracing.js';

describe('tracing', () => {
  it('is off unless a collector is named, and by the names OpenTelemetry gives', async () => {
    expect(tracesUrl({})).toBeNull();
    expect(tracesUrl({ OTEL_EXPORTER_OTLP_ENDPOINT: '' })).toBeNull();
    expect(tracesUrl({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://c:4318/' })).toBe('http://c:4318/v1/traces');
    const own = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://c:4318', OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://t:1/x' };
    expect(tracesUrl(own)).toBe('http://t:1/x');
    expect(tracesUrl({ ...own, OTEL_SDK_DISABLED: 'true' })).toBeNull();
    expect(await tracingOf('tax', {})).toBeNull();
  });

  it('goes on in the trace it is given, and begins one of its own where there is none or it cannot be read', async () => {
    const collector = createServer((request, response) => {
      request.resume().on('end', () => response.end('{}'));
    }).listen(0, '127.0.0.1');
    await once(collector, 'listening');
    const { port } = collector.address() as AddressInfo;
    const tracing = await tracingOf('tax', { OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${String(port)}` });
    const parent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    const child = tracing?.start({ name: 'child', kind: 'server', parent });
    expect(child?.traceparent).toMatch(/^00-0af7651916cd43dd8448eb211c80319c-[0-9a-f]{16}-01$/);
    expect(child?.traceparent).not.toBe(parent);
    const unsampled = tracing?.start({ name: 'child', kind: 'server', parent: parent.replace(/1$/, '0') });
    expect(unsampled?.traceparent).toMatch(/^00-0af7651916cd43dd8448eb211c80319c-[0-9a-f]{16}-00$/);
    for (const broken of [undefined, '', '00-x', `${parent}-more`, '99-1-1-1']) {
      const root = tracing?.start({ name: 'root', kind: 'server', parent: broken });
      expect(root?.traceparent).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
      expect(root?.traceparent).not.toContain('0af7651916cd43dd8448eb211c80319c');
      root?.end();
    }
    child?.end();
    unsampled?.end('failed');
    await tracing?.close();
    collector.close();
  });

  it('is known to whatever is done for a request, and to nothing else', async () => {
    expect(currentTrace()).toBeUndefined();
    const seen: (string | undefined)[] = [];
    await new Promise<void>((resolve) => {
      withinTrace('00-a-b-01', () => {
        setImmediate(() => {
          seen.push(currentTrace());
          resolve();
        });
      });
    });
    expect([...seen, currentTrace()]).toEqual(['00-a-b-01', undefined]);
  });
});
