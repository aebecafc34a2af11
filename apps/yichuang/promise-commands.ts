import type { Command } from 'commander';
import { text } from '@yichuang/kernel';
import type { Usual } from './operator-commands.js';
import { another, type Options } from './options.js';
import { both } from './words.js';

/** The words that were signed, and the file that shows it: its fingerprint is what is recorded. */
const signed = (command: Command): Command =>
  command
    .requiredOption('--words <version>', both(text('所签文本的版本', 'version of the words that were signed')))
    .requiredOption('--signed <file>', both(text('签署的文件', 'the file that was signed')));

const noted = (command: Command): Command =>
  command.requiredOption('--note <words>', both(text('告知申请人的说明', 'what the applicant is told')));

/** 容缺受理 and 告知承诺: what is promised instead of a paper, and what becomes of it. */
export function promiseCommands(program: Command, usual: Usual): void {
  tolerance(program, usual);
  commitment(program, usual);
}

function tolerance(program: Command, { json, server, language }: Usual): void {
  const promise = program.command('promise').description(both(text('容缺受理：承诺补交', 'papers that are promised')));
  const commands = () => import('./commands/promises.js');
  signed(promise.command('papers <case>'))
    .description(both(text('承诺补交所缺材料，随即受理', 'promise what a notice misses; the case is accepted at once')))
    .requiredOption('--paper <kind>', both(text('材料种类，可重复', 'kind of the paper; may be repeated')), another)
    .option('--days <n>', both(text('几个工作日内，默认最长', 'within how many working days; the most by default')))
    .addOption(json())
    .addOption(server())
    .action(async (id: string, options: Options) => (await commands()).promise(id, options, language()));
  promise
    .command('supply <case>')
    .description(both(text('补交全部所缺材料', 'hand in all of what was promised')))
    .requiredOption(
      '--paper <kind=file>',
      both(text('材料及其文件，可重复', 'paper and file; may be repeated')),
      another,
    )
    .addOption(json())
    .addOption(server())
    .action(async (id: string, options: Options) => (await commands()).supply(id, options, language()));
  noted(promise.command('pause <case>'))
    .description(both(text('待补期间暂停计时', 'let the clock stand while it is awaited')))
    .addOption(json())
    .addOption(server())
    .action(async (id: string, options: Options) => (await commands()).pause(id, options, language()));
  noted(promise.command('extend <case>'))
    .description(both(text('延长补交期限，限一次', 'put the deadline off, once')))
    .requiredOption('--days <n>', both(text('工作日', 'working days')))
    .addOption(json())
    .addOption(server())
    .action(async (id: string, options: Options) => (await commands()).extend(id, options, language()));
}

function commitment(program: Command, { json, server, language }: Usual): void {
  const commit = program
    .command('commitment')
    .description(both(text('告知承诺：代替证明', 'a signed promise in the place of a proof')));
  const commands = () => import('./commands/promises.js');
  signed(commit.command('sign <case> <commitment>'))
    .description(both(text('签署，如 seat', 'sign it, as seat')))
    .addOption(json())
    .addOption(server())
    .action(async (id: string, commitment: string, options: Options) =>
      (await commands()).commit({ id, commitment }, options, language()),
    );
  noted(commit.command('inspect <case> <commitment>'))
    .description(both(text('核查是否属实，须两人', 'say whether it is so; two must')))
    .requiredOption('--found <true|false>', both(text('属实 true，不实 false', 'whether it is so')))
    .addOption(json())
    .addOption(server())
    .action(async (id: string, commitment: string, options: Options) =>
      (await commands()).inspect({ id, commitment }, options, language()),
    );
}
