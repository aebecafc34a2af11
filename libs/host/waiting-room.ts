import { chmod, rm } from 'node:fs/promises';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import { text } from '@yichuang/kernel';
import { Problem } from './problem.js';
import { NOT_READY_RETRY_AFTER_SECONDS } from './limits.js';

/** Answers at a service's door while what the service stands on is away: it lives, it is not ready, and why. */
export class WaitingRoom {
  private constructor(private readonly server: Server) {}

  /** @param reason what is waited for, as `/readyz` shows it */
  static async open(address: string, reason: () => string): Promise<WaitingRoom> {
    const server = createServer((request, response) => {
      const path = request.url?.split('?')[0];
      if (path === '/healthz') json(response, 200, { status: 'ok' });
      else if (path === '/readyz') json(response, 503, { ready: false, parts: { start: reason() } });
      else notYet(response);
    });
    const { socket, host, port } = placeOf(address);
    if (socket === undefined) server.listen(port, host);
    else {
      await rm(socket, { force: true });
      server.listen(socket);
    }
    await once(server, 'listening');
    if (socket !== undefined) await chmod(socket, 0o600);
    return new WaitingRoom(server);
  }

  async close(): Promise<void> {
    this.server.close();
    this.server.closeAllConnections();
    await once(this.server, 'close');
  }
}

/** `host:port` or the path of a Unix socket, as LISTEN says it. */
export function placeOf(address: string): { socket?: string; host?: string; port?: number } {
  if (address.startsWith('/')) return { socket: address };
  const cut = address.lastIndexOf(':');
  return { host: address.slice(0, cut).replace(/^\[|\]$/g, ''), port: Number(address.slice(cut + 1)) };
}

function json(response: ServerResponse, status: number, body: unknown, type = 'application/json'): void {
  response.writeHead(status, { 'content-type': `${type}; charset=utf-8` }).end(JSON.stringify(body));
}

function notYet(response: ServerResponse): void {
  const said = text('系统正在启动，请稍后再试', 'it is starting; try again shortly');
  response.setHeader('retry-after', NOT_READY_RETRY_AFTER_SECONDS);
  json(response, 503, new Problem(503, 'TRY_LATER', said).body('zh-CN'), 'application/problem+json');
}
