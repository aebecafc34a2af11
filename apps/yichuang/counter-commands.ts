import type { Command } from 'commander';
import { text } from '@yichuang/kernel';
import type { Usual } from './operator-commands.js';
import { another, type Options } from './options.js';
import { both } from './words.js';

/** What a clerk does for a person who stands before him. */
export function counterCommands(program: Command, { json, server, language }: Usual): void {
  const counter = program
    .command('counter')
    .description(both(text('窗口：为到场的人收件、补正', 'the counter: for a person who is present')));
  const commands = () => import('./commands/counter.js');
  counter
    .command('take [file]')
    .description(both(text('收件并打印凭证', 'take an application, and print the receipt')))
    .option('--draft <id>', both(text('以此草稿代替表单', 'a draft of it instead of a form')))
    .option('--applicant <id>', both(text('申请人的账户，没有则新建', 'account of who applies; else a new one')))
    .option('--agent <id>', both(text('到场经办人的账户', 'account of the agent who stands there for him')))
    .requiredOption('--signed <how>', SIGNED)
    .option('--seen <kind>', SEEN, another)
    .addOption(json())
    .addOption(server())
    .action(async (file: string | undefined, options: Options) => (await commands()).take(file, options));
  counter
    .command('correct <case> <file>')
    .description(both(text('补正：收整份表单并打印凭证', 'take the corrected form, and print the receipt')))
    .requiredOption('--signed <how>', SIGNED)
    .option('--seen <kind>', SEEN, another)
    .addOption(json())
    .addOption(server())
    .action(async (id: string, file: string, options: Options) => (await commands()).correct(id, file, options));
  counter
    .command('check <file>')
    .description(both(text('当场检查，不作记录', 'every fault at once; nothing is written')))
    .addOption(json())
    .addOption(server())
    .action(async (file: string, options: Options) => (await commands()).check(file, options, language()));
}

const SIGNED = both(text('如何签名：paper、pad 或者 seal', 'how he signed: paper, pad or seal'));
const SEEN = both(text('已核对原件的材料种类，可重复', 'kind of a paper whose original was seen; repeated'));
