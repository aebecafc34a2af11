import type { Command } from 'commander';
import { text } from '@yichuang/kernel';
import type { Usual } from './operator-commands.js';
import type { Options } from './options.js';
import { both } from './words.js';

/** 再次告知: what waits for the supervisor's consent, and what he says. */
export function noticeCommands(program: Command, { json, server, language }: Usual): void {
  const notice = program
    .command('notice')
    .description(both(text('再次告知：待效能监督员同意', 'second notices, for which the supervisor must consent')));
  const commands = () => import('./commands/notices.js');
  notice
    .command('list', { isDefault: true })
    .description(both(text('列出待同意的办件', 'list the cases that wait for it')))
    .addOption(json())
    .addOption(server())
    .action(async (options: Options) => (await commands()).list(options, language()));
  notice
    .command('show <case>')
    .description(both(text('查看拟告知的内容', 'show what would be told')))
    .addOption(json())
    .addOption(server())
    .action(async (id: string, options: Options) => (await commands()).show(id, options, language()));
  for (const [decision, said] of [
    ['consent', text('同意告知，并向造成的部门发出黄牌', 'let it out; who caused it has a yellow card')],
    ['refuse', text('不同意，退回部门处理', 'keep it back; the departments must think again')],
  ] as const)
    notice
      .command(`${decision} <case>`)
      .description(both(said))
      .requiredOption('--reason <words>', both(text('理由', 'reason')))
      .option('--proposal <id>', both(text('哪一项，默认为当前的', 'which one; the present one by default')))
      .addOption(json())
      .addOption(server())
      .action(async (id: string, options: Options) => (await commands()).decide(decision, id, options, language()));
}
