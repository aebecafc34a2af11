import { pino, type DestinationStream, type Logger } from 'pino';
import type { LoggerService } from '@nestjs/common';

/** Structured, one JSON object a line on standard error; standard output belongs to answers. Nothing private is ever logged. */
export const logOf = (
  service: string,
  level: string,
  to: DestinationStream = pino.destination({ dest: 2, sync: false }),
): Logger => pino({ name: service, level, base: { service } }, to);

/** Nest's own messages through the same log; its chatter at start is of no use to an operator. */
export const nestLog = (log: Logger): LoggerService => ({
  log: (message: unknown) => {
    log.trace({ nest: String(message) }, 'nest');
  },
  error: (message: unknown) => {
    log.error({ nest: String(message) }, 'nest');
  },
  warn: (message: unknown) => {
    log.warn({ nest: String(message) }, 'nest');
  },
});
