import { text } from '@yichuang/kernel';
import { Failure } from '../failure.js';
import type { Options } from '../options.js';
import { askedClock } from '../start/asked-clock.js';
import { startHouse } from '../start/start.js';
import type { Language } from '../words.js';

/** Serves until told to end; says when everything is ready, and where. */
export async function start(options: Options, language: Language): Promise<void> {
  const house = await startHouse({
    data: String(options['data']),
    port: portOf(options, 'port'),
    signInPort: portOf(options, 'sign-in-port', 'signInPort'),
    clock: askedClock(said(options['clock']), said(options['speed'])),
    logLevel: process.env['LOG_LEVEL'] ?? 'warn',
  });
  if (house.adoptedPostgres) {
    say(text('接管了上次遗留的 Postgres', 'took over the Postgres of a start that was killed')[language]);
  }
  say(text(`就绪：${house.url}`, `ready: ${house.url}`)[language]);
  const asAnybody = text(
    `演示登录：${house.issuer}（任何人都可以任何身份登录，因此只在本机回环地址监听）`,
    `demo sign-in: ${house.issuer} (anybody may be anybody there, so it listens on loopback only)`,
  );
  say(asAnybody[language]);
  const end = (): void => {
    process.removeAllListeners('SIGINT').removeAllListeners('SIGTERM');
    say(text('正在结束…', 'ending…')[language]);
    void house.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(`yichuang: ${error instanceof Error ? error.message : 'failed'}\n`);
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', end).on('SIGTERM', end);
}

/** @throws Failure naming the option */
function portOf(options: Options, option: string, key = option): number {
  const port = Number(options[key]);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new Failure(text(`--${option} 应为 0 到 65535 的整数`, `--${option} is a whole number from 0 to 65535`));
}

const said = (option: Options[string]): string | undefined => (option === undefined ? undefined : String(option));

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};
