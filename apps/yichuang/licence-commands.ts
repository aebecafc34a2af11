import type { Command } from 'commander';
import { text } from '@yichuang/kernel';
import type { Usual } from './operator-commands.js';
import type { Options } from './options.js';
import { both } from './words.js';

/** The licence of a case; and, asking no server, whether one is genuine, and the keys that make it so. */
export function licenceCommands(program: Command, { json, server, language }: Usual): void {
  const verify = program.command('verify').description(both(text('离线核验', 'verify offline')));
  verify
    .command('licence <file-or-text>')
    .description(
      both(
        text(
          '营业执照：二维码文本、JSON 文件或 -（标准输入）',
          'a licence: the text of its QR code, its JSON, or - for stdin',
        ),
      ),
    )
    .option('--keys <file>', both(text('登记机关公钥集（JWKS）', 'public keys of the authority (JWKS)')))
    .option(
      '--data <dir>',
      both(text('否则取此数据目录的公钥', 'else those of this data directory')),
      process.env['YICHUANG_DATA'] ?? '.yichuang',
    )
    .addOption(json())
    .action(async (given: string, options: Options) =>
      (await import('./commands/verify.js')).verify(given, options, language()),
    );

  program
    .command('document <case> <number>')
    .description(both(text('一份文书，如 N1（一次性告知书）', 'a document of a case, as N1, the one-time notice')))
    .addOption(json())
    .addOption(server())
    .action(async (id: string, number: string, options: Options) =>
      (await import('./commands/papers.js')).document(id, number, options),
    );

  const licence = program
    .command('licence')
    .description(both(text('营业执照及其签名密钥', 'licences, and the keys that sign them')));
  licence
    .command('get <case>')
    .description(both(text('取得执照与大礼包（JSON、PDF）', 'fetch the licence and the package, as JSON and PDF')))
    .requiredOption('--out <dir>', both(text('输出目录', 'directory')))
    .addOption(server())
    .action(async (id: string, options: Options) =>
      (await import('./commands/licence.js')).get(id, options, language()),
    );
  licence
    .command('keys <file>')
    .description(both(text('公钥集（JWKS）', 'their public halves (JWKS)')))
    .action(async (file: string) => (await import('./commands/licence-keys.js')).show(file));
  licence
    .command('add-key <file>')
    .description(both(text('增加密钥，自某时刻起签名', 'add a key that signs from an instant on')))
    .requiredOption('--from <instant>', both(text('时刻，须在将来', 'the instant, not yet come')))
    .action(async (file: string, options: Options) =>
      (await import('./commands/licence-keys.js')).add(file, options, language()),
    );
}
