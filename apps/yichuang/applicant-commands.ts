import type { Command } from 'commander';
import { text } from '@yichuang/kernel';
import type { Usual } from './operator-commands.js';
import type { Options } from './options.js';
import { both } from './words.js';

/** What an applicant is told, whom he turns to, and what he says of it. Each loads what it needs only when it runs. */
export function applicantCommands(program: Command, { json, server, language }: Usual): void {
  const commands = () => import('./commands/told.js');
  program
    .command('told <case>')
    .description(both(text('告知与送达', 'what the applicant was told, and its proof')))
    .option('--read <about>', both(text('已阅此告知，如 notice-1', 'has read this one, as notice-1')))
    .addOption(json())
    .addOption(server())
    .action(async (id: string, options: Options) => (await commands()).showTold(id, options, language()));
  program
    .command('rate <case>')
    .description(both(text('好差评：办结后评价一次', 'rate the service, once, when all is done')))
    .requiredOption('--stars <n>', both(text('1 至 5', '1 to 5')))
    .option('--tag <tag...>', both(text('标签，如 fast', 'tags, as fast')))
    .addOption(json())
    .addOption(server())
    .action(async (id: string, options: Options) => (await commands()).rate(id, options, language()));
  program
    .command('entrust <case>')
    .description(both(text('委托他人办理或者协助', 'let another act in a case of yours, or help')))
    .requiredOption('--to <id>', both(text('其账户标识', 'the id of the account')))
    .option(
      '--helper',
      both(text('作为帮办：只看不办', 'as a helper, who reads and acts on nothing; else as an agent')),
    )
    .addOption(json())
    .addOption(server())
    .action(async (id: string, options: Options) => (await commands()).entrust(id, options, language()));
  program
    .command('revoke <case>')
    .description(both(text('收回委托', 'let him act no more')))
    .requiredOption('--from <id>', both(text('其账户标识', 'the id of the account')))
    .addOption(json())
    .addOption(server())
    .action(async (id: string, options: Options) => (await commands()).revoke(id, options, language()));
  program
    .command('manager <case>')
    .description(both(text('指定首席代办', 'name who walks a case through, whom the applicant turns to')))
    .requiredOption('--to <id>', both(text('其账户标识', 'the id of the account')))
    .addOption(json())
    .addOption(server())
    .action(async (id: string, options: Options) => (await commands()).nameManager(id, options, language()));
  program
    .command('consent [matter]')
    .description(both(text('个人信息处理告知', 'what becomes of personal data')))
    .option('--version-shown <version>', both(text('某一版本', 'one version of it')))
    .addOption(json())
    .addOption(server())
    .action(async (matter: string | undefined, options: Options) =>
      (await commands()).showConsent(matter ?? 'company-opening', options, language()),
    );
}
