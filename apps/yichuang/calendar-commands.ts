import type { Command } from 'commander';
import { text } from '@yichuang/kernel';
import type { Usual } from './operator-commands.js';
import type { Options } from './options.js';
import { both } from './words.js';

/** The working calendar of each year: one proposes the notice, another publishes it. */
export function calendarCommands(program: Command, { json, server, language }: Usual): void {
  const commands = () => import('./commands/calendar.js');
  const calendar = program
    .command('calendar')
    .description(both(text('工作日历：录入与发布放假通知', 'working calendar: propose and publish the yearly notice')));
  calendar
    .command('list', { isDefault: true })
    .description(both(text('各年度的版本，缺哪一年的通知', 'every version of every year, and which notice is missing')))
    .addOption(json())
    .addOption(server())
    .action(async (options: Options) => (await commands()).list(options, language()));
  calendar
    .command('show <version>')
    .description(both(text('某一版本的假日与调休', 'its holidays and make-up days')))
    .addOption(json())
    .addOption(server())
    .action(async (version: string, options: Options) => (await commands()).show(version, options, language()));
  calendar
    .command('propose <file>')
    .description(both(text('提出：放假通知（YAML 或 JSON）', 'propose a notice (YAML or JSON)')))
    .addOption(json())
    .addOption(server())
    .action(async (file: string, options: Options) => (await commands()).propose(file, options, language()));
  calendar
    .command('publish <version>')
    .description(both(text('发布，须由另一人；未结办件重算期限', 'publish it, another must; open deadlines move')))
    .addOption(json())
    .addOption(server())
    .action(async (version: string, options: Options) =>
      (await commands()).act('publish', version, options, language()),
    );
  calendar
    .command('reject <version>')
    .description(both(text('驳回', 'reject a proposal')))
    .requiredOption('--reason <text>', both(text('事由', 'reason')))
    .addOption(json())
    .addOption(server())
    .action(async (version: string, options: Options) =>
      (await commands()).act('reject', version, options, language()),
    );
  calendar
    .command('withdraw <version>')
    .description(both(text('撤回自己提出的', 'withdraw one’s own proposal')))
    .addOption(json())
    .addOption(server())
    .action(async (version: string, options: Options) =>
      (await commands()).act('withdraw', version, options, language()),
    );
}

/** Which calendar version said what of a case's clocks. */
export function explainCommand(clock: Command, { json, server, language }: Usual): void {
  clock
    .command('explain <case>')
    .description(
      both(text('办件时钟：依哪一版日历何时到期', 'clocks of a case: which calendar said they are due when')),
    )
    .option('--at <instant>', both(text('某一时刻的样子', 'as it was at this instant')))
    .addOption(json())
    .addOption(server())
    .action(async (id: string, options: Options) =>
      (await import('./commands/clock-explain.js')).explain(id, options, language()),
    );
}
