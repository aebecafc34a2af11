import { text } from '@yichuang/kernel';
import { clientOf } from '../client.js';
import { exitCodes } from '../failure.js';
import type { Options } from '../options.js';
import type { Language } from '../words.js';

interface Report {
  readonly events: number;
  readonly eventsPerSecond: number;
  readonly decisions: number;
  readonly registers: number;
  readonly destroyedKeys: number;
  readonly differences: readonly { service: string; stream: string; what: string; detail: string }[];
}

/** Exit 1 when the record does not hold together. */
export async function replay(options: Options, language: Language): Promise<void> {
  const report = await clientOf(options).post<Report>('/api/v1/replay', {});
  if (options['json'] === true) {
    process.stdout.write(`${JSON.stringify(report)}\n`);
  } else {
    const { events, eventsPerSecond, decisions, registers, destroyedKeys, differences } = report;
    const line = text(
      `事件 ${String(events)}（每秒 ${String(eventsPerSecond)}），决定 ${String(decisions)}，登记行 ${String(registers)}，已销毁密钥 ${String(destroyedKeys)}，差异 ${String(differences.length)}`,
      `${String(events)} events (${String(eventsPerSecond)}/s), ${String(decisions)} decisions, ${String(registers)} register rows, ${String(destroyedKeys)} keys destroyed, ${String(differences.length)} differences`,
    )[language];
    process.stdout.write(`${line}\n`);
    for (const { service, stream, what, detail } of differences) {
      process.stdout.write(`  ${service} ${stream} (${what}): ${detail}\n`);
    }
  }
  if (report.differences.length > 0) process.exitCode = exitCodes.other;
}
