// What a container asks its own service: ready, or not. Node is all that it needs.
const port = (process.env.LISTEN ?? '').split(':').at(-1);
const { ok } = await fetch(`http://127.0.0.1:${port}/readyz`, { signal: AbortSignal.timeout(4_000) });
process.exit(ok ? 0 : 1);
