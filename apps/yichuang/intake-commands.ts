import type { Command } from 'commander';
import { text } from '@yichuang/kernel';
import type { Usual } from './operator-commands.js';
import type { Options } from './options.js';
import { both } from './words.js';

/** What comes before a case and with it: drafts, scans, receipts. */
export function intakeCommands(program: Command, usual: Usual): void {
  draftCommands(program, usual);
  const { json, server } = usual;
  program
    .command('attach <file>')
    .description(both(text('上传附件', 'hand in a scan (PDF, OFD, JPEG, PNG, HEIC)')))
    .requiredOption('--to <id>', both(text('草稿或者办件', 'the draft or the case it is for')))
    .addOption(json())
    .addOption(server())
    .action(async (file: string, options: Options) => (await import('./commands/papers.js')).attach(file, options));
  program
    .command('receipt <case>')
    .description(both(text('收件凭证', 'receipts for everything handed in')))
    .addOption(json())
    .addOption(server())
    .action(async (id: string, options: Options) => (await import('./commands/papers.js')).receipt(id, options));
}

function draftCommands(program: Command, { json, server, language }: Usual): void {
  const draft = program
    .command('draft')
    .description(both(text('草稿：保存、共享、提交', 'drafts: save, share, hand in')));
  const commands = () => import('./commands/drafts.js');
  draft
    .command('save <file>')
    .description(both(text('保存填了一部分的表单', 'save a form, however much of it there is (YAML or JSON)')))
    .option('--draft <id>', both(text('再次保存此草稿', 'this draft again')))
    .option('--version <n>', both(text('所读的版本', 'the version that was read')))
    .addOption(json())
    .addOption(server())
    .action(async (file: string, options: Options) => (await commands()).save(file, options, language()));
  draft
    .command('list', { isDefault: true })
    .description(both(text('我的和与我共享的草稿', 'mine, and those shared with me')))
    .addOption(json())
    .addOption(server())
    .action(async (options: Options) => (await commands()).list(options, language()));
  draft
    .command('show <id>')
    .description(both(text('查看草稿，可改后再存', 'show one, as a file to change and save again')))
    .addOption(json())
    .addOption(server())
    .action(async (id: string, options: Options) => (await commands()).show(id, options, language()));
  draft
    .command('share <id> <with>')
    .description(both(text('与某人或者某大厅共享', 'share it with a person, by id, or a hall, by its six digits')))
    .addOption(server())
    .action(async (id: string, other: string, options: Options) => (await commands()).share(id, other, options));
  draft
    .command('delete <id>')
    .description(both(text('删除，内容永远不可再读', 'delete it: nobody can ever read it again')))
    .addOption(server())
    .action(async (id: string, options: Options) => (await commands()).remove(id, options));
  draft
    .command('submit <id>')
    .description(both(text('提交，成为办件', 'hand it in: it becomes a case')))
    .addOption(json())
    .addOption(server())
    .action(async (id: string, options: Options) => (await commands()).submit(id, options, language()));
}
