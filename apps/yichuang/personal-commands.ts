import type { Command } from 'commander';
import { text } from '@yichuang/kernel';
import type { Usual } from './operator-commands.js';
import type { Options } from './options.js';
import { both } from './words.js';

/** What of a case is about people: how much of it whoever asks may read, and who has looked. */
export function personalCommands(program: Command, { json, server, language }: Usual): void {
  const commands = () => import('./commands/personal.js');
  const personal = program
    .command('personal')
    .description(both(text('办件中的个人信息', 'personal data of a case, and who looked at it')));
  personal
    .command('show <case>')
    .description(both(text('按身份可见或遮蔽', 'as far as your function shows it, masked else')))
    .addOption(json())
    .addOption(server())
    .action(async (id: string, options: Options) => (await commands()).show(id, options, language()));
  personal
    .command('open <case>')
    .description(both(text('写明事由查阅明文，本人可见', 'without the mask, for a reason the applicant can see')))
    .requiredOption('--section <name>', both(text('哪一部分，如 tax', 'which section, as tax')))
    .requiredOption('--reason <text>', both(text('事由', 'reason')))
    .option('--warrant <number>', both(text('审计文书编号', 'number of the auditor’s warrant')))
    .addOption(json())
    .addOption(server())
    .action(async (id: string, options: Options) => (await commands()).open(id, options, language()));
  personal
    .command('accesses <case>')
    .description(both(text('谁、何时、为何看过', 'who has looked, when and why')))
    .addOption(json())
    .addOption(server())
    .action(async (id: string, options: Options) => (await commands()).accesses(id, options, language()));
}
