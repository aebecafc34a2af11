import { AsyncLocalStorage } from 'node:async_hooks';

/** What a span may say: types and names of the house, never a value of a form. */
export type SpanFacts = Readonly<Record<string, string | number>>;

export type SpanKind = 'server' | 'client' | 'consumer';

export interface OpenSpan {
  /** W3C trace context under which whatever it leads to goes on. */
  readonly traceparent: string;
  /** @param fault what went wrong, in a word; absent: nothing */
  end(fault?: string, facts?: SpanFacts): void;
}

/** Spans of one service. There is one only where a collector was configured; without it nothing of this costs anything. */
export interface Tracing {
  start(span: {
    readonly name: string;
    readonly kind: SpanKind;
    readonly parent?: string | undefined;
    readonly facts?: SpanFacts;
  }): OpenSpan;
  /** Sends what is left. */
  close(): Promise<void>;
}

const present = new AsyncLocalStorage<string>();

/** The trace context of the request that is being answered, if it is traced. */
export const currentTrace = (): string | undefined => present.getStore();

/** Everything that is done for a traced request knows its trace. */
export const withinTrace = (traceparent: string, act: () => void): void => {
  present.run(traceparent, act);
};

type Raw = Readonly<Record<string, string | undefined>>;

/** Where spans go to, by the names OpenTelemetry gives its settings; `null`: nobody traces. */
export function tracesUrl(raw: Raw): string | null {
  if (raw['OTEL_SDK_DISABLED']?.toLowerCase() === 'true') return null;
  const own = raw['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT'];
  if (own !== undefined && own !== '') return own;
  const all = raw['OTEL_EXPORTER_OTLP_ENDPOINT'];
  return all === undefined || all === '' ? null : `${all.replace(/\/$/, '')}/v1/traces`;
}

/** The library is loaded only where somebody traces. */
export async function tracingOf(service: string, raw: Raw): Promise<Tracing | null> {
  const url = tracesUrl(raw);
  if (url === null) return null;
  const { openTelemetry } = await import('./open-telemetry.js');
  return openTelemetry(service, url);
}
