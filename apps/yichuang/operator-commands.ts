import type { Command, Option } from 'commander';
import { text } from '@yichuang/kernel';
import type { Options } from './options.js';
import { both, type Language } from './words.js';

/** What every command of the program is made with. */
export interface Usual {
  readonly json: () => Option;
  readonly server: () => Option;
  readonly language: () => Language;
}

/** What an operator does with a running house. Each loads what it needs only when it runs. */
export function operatorCommands(program: Command, usual: Usual): void {
  parkedCommands(program, usual);
  registerCommands(program, usual);
  packCommands(program, usual);
  streamCommands(program, usual);
}

function parkedCommands(program: Command, { json, server, language }: Usual): void {
  const parked = program.command('parked').description(both(text('挂起的办件', 'parked cases')));
  const commands = () => import('./commands/parked.js');
  parked
    .command('list', { isDefault: true })
    .description(both(text('列出挂起的办件', 'list the parked cases')))
    .addOption(json())
    .addOption(server())
    .action(async (options: Options) => (await commands()).list(options, language()));
  parked
    .command('show <department> <case>')
    .description(both(text('查看原因及其后等待的事项', 'why it is parked and what waits behind it')))
    .addOption(json())
    .addOption(server())
    .action(async (department: string, caseId: string, options: Options) =>
      (await commands()).show({ department, caseId }, options, language()),
    );
  parked
    .command('retry <department> <case>')
    .description(both(text('重试', 'try again')))
    .addOption(json())
    .addOption(server())
    .action(async (department: string, caseId: string, options: Options) =>
      (await commands()).retry({ department, caseId }, options, language()),
    );
  parked
    .command('resolve <department> <case>')
    .description(both(text('不再重试，注明理由', 'set aside, with the reason')))
    .requiredOption('--reason <words>', both(text('理由', 'reason')))
    .addOption(json())
    .addOption(server())
    .action(async (department: string, caseId: string, options: Options) =>
      (await commands()).resolve({ department, caseId }, options, language()),
    );
}

function registerCommands(program: Command, { json, server, language }: Usual): void {
  const register = program.command('register').description(both(text('登记簿', 'registers (read models)')));
  const commands = () => import('./commands/registers.js');
  register
    .command('list', { isDefault: true })
    .description(both(text('列出登记簿', 'list the registers of every service')))
    .addOption(json())
    .addOption(server())
    .action(async (options: Options) => (await commands()).list(options));
  register
    .command('rebuild <name>')
    .description(both(text('由事件重建，业务不中断', 'build it anew from the events while everything goes on')))
    .option('--service <service>', both(text('只在该服务', 'where several services have one of this name')))
    .addOption(json())
    .addOption(server())
    .action(async (name: string, options: Options) => (await commands()).rebuild(name, options, language()));
}

function packCommands(program: Command, { json, server, language }: Usual): void {
  const pack = program.command('pack').description(both(text('旧事件的归并', 'packs of old events')));
  const commands = () => import('./commands/packs.js');
  pack
    .command('list', { isDefault: true })
    .description(both(text('列出各服务已归并的事件', 'what stands in packs, service by service')))
    .addOption(json())
    .addOption(server())
    .action(async (options: Options) => (await commands()).list(options, language()));
  pack
    .command('now')
    .description(
      both(text('立即归并到期的旧事件，业务不中断', 'pack what is old enough now, while everything goes on')),
    )
    .addOption(json())
    .addOption(server())
    .action(async (options: Options) => (await commands()).now(options, language()));
}

function streamCommands(program: Command, { json, server, language }: Usual): void {
  const stream = program.command('stream').description(both(text('共享事件流', 'the shared stream')));
  const commands = () => import('./commands/stream.js');
  stream
    .command('gaps', { isDefault: true })
    .description(both(text('列出停住的分区', 'list the partitions at which a service stopped')))
    .addOption(json())
    .addOption(server())
    .action(async (options: Options) => (await commands()).gaps(options, language()));
  stream
    .command('repair [service]')
    .description(both(text('补发缺失的事件并继续', 'publish again what is missing, and let those who stopped go on')))
    .option('--partition <n>', both(text('只修复该分区', 'only this partition')))
    .addOption(json())
    .addOption(server())
    .action(async (service: string | undefined, options: Options) =>
      (await commands()).repair(service, options, language()),
    );
}
