import type { Command } from 'commander';
import { text, type Text } from '@yichuang/kernel';
import type { Usual } from './operator-commands.js';
import { another, type Options } from './options.js';
import { both } from './words.js';

type Act =
  | 'claim'
  | 'release'
  | 'hand-over'
  | 'assign'
  | 'recommend'
  | 'decide'
  | 'override'
  | 'inspect'
  | 'consult'
  | 'withdraw-question'
  | 'answer-question';

const words: Readonly<Record<Act, Text>> = {
  claim: text('认领', 'claim it: nobody else works on it then'),
  release: text('退回', 'let it go'),
  'hand-over': text('移交他人', 'hand it over to another officer'),
  assign: text('指派', 'say whose it is'),
  recommend: text('提出审核意见', 'answer the rules, as a recommendation'),
  decide: text('核准', 'answer the rules: the law decides by it'),
  override: text('改变自动决定', 'override what a machine decided'),
  inspect: text('记录实地核查', 'record what was seen on the spot'),
  consult: text('征求其他部门意见', 'ask another department for its opinion'),
  'withdraw-question': text('撤回征求意见', 'take a question back'),
  'answer-question': text('答复征求意见', 'answer what another department asked'),
};

const withRulings = (command: Command): Command =>
  command
    .option('--pass <rule=reason>', both(text('符合，可重复', 'it is so; may be repeated')), another)
    .option('--fail <rule=article=reason>', both(text('不符合，可重复', 'it is not so; may be repeated')), another)
    .option('--competent <authority>', both(text('应向其申请的机关', 'the authority that is competent instead')));

/** What each act wants beside the case. */
const more: Readonly<Partial<Record<Act, (command: Command) => Command>>> = {
  'hand-over': (command) => command.requiredOption('--to <officer>', both(text('工作人员标识', 'id of the officer'))),
  assign: (command) => command.requiredOption('--to <officer>', both(text('工作人员标识', 'id of the officer'))),
  recommend: (command) => withRulings(command).requiredOption('--opinion <words>', both(text('意见', 'opinion'))),
  decide: (command) =>
    withRulings(command)
      .option('--as-recommended', both(text('同意审核意见', 'as it was recommended')))
      .option('--reason <words>', both(text('不采纳异议的理由', 'why, against an objection'))),
  override: (command) => withRulings(command).requiredOption('--reason <words>', both(text('理由', 'reason'))),
  inspect: (command) => command.requiredOption('--findings <words>', both(text('核查情况', 'what was seen'))),
  consult: (command) =>
    command
      .requiredOption('--to <department>', both(text('征求哪个部门', 'which department')))
      .requiredOption('--question <words>', both(text('征求什么意见', 'what it is asked')))
      .option('--minutes <n>', both(text('答复期限，工作分钟', 'working minutes to answer in'))),
  'withdraw-question': (command) =>
    command.requiredOption('--question <id>', both(text('征求意见编号', 'which question'))),
  'answer-question': (command) =>
    command
      .option('--question <id>', both(text('征求意见编号，有多项时', 'which question, where there are several')))
      .requiredOption('--reason <words>', both(text('理由', 'reason')))
      .option('--objection <article>', both(text('有异议，写明法律依据', 'it objects, by this article'))),
};

/** What officers do at the desks of their department. */
export function queueCommands(program: Command, { json, server, language }: Usual): void {
  const queue = program
    .command('queue')
    .description(both(text('待办：等待工作人员的事项', 'what waits for officers, and what they do about it')));
  const commands = () => import('./commands/queue.js');
  queue
    .command('list [department]', { isDefault: true })
    .description(both(text('列出待办，最急的在前', 'list it, the most urgent first')))
    .option('--mine', both(text('只看本人认领的', 'only what I have')))
    .option('--free', both(text('只看无人认领的', 'only what nobody has')))
    .addOption(json())
    .addOption(server())
    .action(async (department: string | undefined, options: Options) =>
      (await commands()).list(department, options, language()),
    );
  program
    .command('consultations <case>')
    .description(both(text('部门之间征求的意见', 'what departments asked each other, and what they answered')))
    .addOption(json())
    .addOption(server())
    .action(async (caseId: string, options: Options) =>
      (await import('./commands/consultations.js')).showConsultations(caseId, options, language()),
    );
  for (const act of Object.keys(words) as Act[]) {
    const command = queue.command(`${act} <department> <case>`).description(both(words[act]));
    if (act !== 'answer-question')
      command.option('--desk <desk>', both(text('经办台，有多个时', 'at which desk, where there are several')));
    (more[act]?.(command) ?? command)
      .addOption(json())
      .addOption(server())
      .action(async (department: string, caseId: string, options: Options) =>
        (await commands()).act({ act, department, caseId }, options, language()),
      );
  }
}
