import type { Command } from 'commander';
import { text, type Text } from '@yichuang/kernel';
import type { Usual } from './operator-commands.js';
import type { Options } from './options.js';
import { both } from './words.js';

/** Said in the help, which loads nothing that knows them; a test holds them against the door. */
const PAUSES = 'CORRECTION, APPLICANT, HEARING, EXPERT_REVIEW, INSPECTION, TESTING';

/** What people do to the clocks of a case. */
export function clockCommands(clock: Command, { json, server, language }: Usual): void {
  const commands = () => import('./commands/clock-acts.js');
  const reason = (command: Command, codes: string): Command =>
    command
      .requiredOption('--reason <code>', `${both(text('事由代码', 'code of the reason'))} (${codes})`)
      .addOption(json())
      .addOption(server());
  const department = (command: Command): Command =>
    command.option('--department <name>', both(text('只涉及这个部门', 'it concerns this department only')));

  reason(department(clock.command('pause <case>')), PAUSES)
    .description(both(text('暂停办件计时', 'pause the clocks of a case')))
    .requiredOption('--note <words>', both(text('告知申请人的说明', 'what the applicant is told')))
    .option('--until <day>', both(text('预计至某日', 'the day until which it is expected to last')))
    .action(async (id: string, options: Options) => (await commands()).pause(id, options, language()));
  reason(department(clock.command('resume <case>')), `${PAUSES}, UTILITY_OUTAGE`)
    .description(both(text('恢复办件计时', 'let them go on with what was left')))
    .option('--note <words>', both(text('告知申请人的说明', 'what the applicant is told')))
    .action(async (id: string, options: Options) => (await commands()).resume(id, options, language()));
  reason(clock.command('extend <case>'), 'REGISTRATION_HEAD, AUTHORITY_HEAD, GOVERNMENT_HEAD')
    .description(both(text('延长法定时限', 'extend the statutory term of a case')))
    .requiredOption('--note <words>', both(text('告知申请人的说明', 'what the applicant is told')))
    .action(async (id: string, options: Options) => (await commands()).extend(id, options, language()));
  reason(clock.command('restart <case>'), 'APPLICATION_REPLACED, COMPETENCE_TRANSFERRED')
    .description(both(text('重新受理后重新计时', 'let the whole term of a case begin anew')))
    .requiredOption('--note <words>', both(text('告知申请人的说明', 'what the applicant is told')))
    .action(async (id: string, options: Options) => (await commands()).restart(id, options, language()));
}

const acts: Readonly<Record<string, Text>> = {
  explain: text('说明督办牌', 'explain a card'),
  uphold: text('维持督办牌', 'uphold a card'),
  cancel: text('撤销督办牌', 'cancel a card, with the reason'),
  rectify: text('报告整改', 'say what was done about it'),
  close: text('办结督办牌', 'close a card'),
};

/** 效能监察: which cards there are, and what becomes of one. */
export function cardCommands(program: Command, { json, server, language }: Usual): void {
  const cards = program.command('cards').description(both(text('督办牌', 'cards')));
  const commands = () => import('./commands/cards.js');
  const words = (command: Command): Command =>
    command
      .requiredOption('--words <words>', both(text('说明', 'what is said with it')))
      .addOption(json())
      .addOption(server());
  cards
    .command('list', { isDefault: true })
    .description(both(text('列出督办牌，最新的在前', 'list the cards, the newest first')))
    .option('--state <state>', both(text('只看某一状态', 'only of one state')))
    .option('--holder <holder>', both(text('只看某一部门，或者 hall', 'only of one department, or hall')))
    .addOption(json())
    .addOption(server())
    .action(async (options: Options) => (await commands()).list(options, language()));
  words(cards.command('issue <case>'))
    .description(both(text('发出督办牌', 'issue a card')))
    .requiredOption('--kind <kind>', both(text('yellow 或 red', 'yellow or red')))
    .option('--department <name>', both(text('发给哪个部门', 'whom it is for')))
    .action(async (id: string, options: Options) => (await commands()).issue(id, options, language()));
  for (const [act, said] of Object.entries(acts))
    words(cards.command(`${act} <case> <card>`))
      .description(both(said))
      .action(async (id: string, card: string, options: Options) =>
        (await commands()).act(act, { id, card }, options, language()),
      );
}
