import type { Command } from 'commander';
import { text } from '@yichuang/kernel';
import type { Usual } from './operator-commands.js';
import { another, type Options } from './options.js';
import { both } from './words.js';

/** What a maker of seals does. */
export function orderCommands(program: Command, { json, server, language }: Usual): void {
  const order = program.command('order').description(both(text('刻章订单', 'orders of seals, for their maker')));
  const commands = () => import('./commands/orders.js');
  order
    .command('list', { isDefault: true })
    .description(both(text('待制作的订单', 'those that wait to be made')))
    .addOption(json())
    .addOption(server())
    .action(async (options: Options) => (await commands()).list(options, language()));
  order
    .command('show <case>')
    .description(both(text('一份订单', 'one of them')))
    .addOption(json())
    .addOption(server())
    .action(async (id: string, options: Options) => (await commands()).show(id, options, language()));
  order
    .command('name <case>')
    .description(
      both(
        text('手工刻制名章所需的姓名，查看留痕', 'the name to engrave by hand on the name seal; who looks is recorded'),
      ),
    )
    .addOption(json())
    .addOption(server())
    .action(async (id: string, options: Options) => (await commands()).name(id, options));
  order
    .command('fill <case>')
    .description(both(text('制作并备案完毕', 'made, and filed with the public security')))
    .requiredOption(
      '--seal <kind=number>',
      both(text('印章及其编码，可重复', 'a seal and its number; repeated')),
      another,
    )
    .requiredOption('--filing <number>', both(text('备案回执编号', 'number of the receipt of the filing')))
    .requiredOption('--filed-on <day>', both(text('备案日期', 'day of the filing')))
    .option('--name <name>', both(text('所刊名称，默认为企业名称', 'the name engraved; else the company’s')))
    .addOption(json())
    .addOption(server())
    .action(async (id: string, options: Options) => (await commands()).fill(id, options, language()));
}
