import type { CommanderError } from 'commander';
import { text, type Text } from '@yichuang/kernel';

/** What is said in Chinese of a command line that cannot be understood; the English comes from commander. */
const chinese: Readonly<Record<string, string>> = {
  'commander.unknownOption': '没有这个选项',
  'commander.unknownCommand': '没有这个命令',
  'commander.missingArgument': '缺少参数',
  'commander.excessArguments': '参数过多',
  'commander.optionMissingArgument': '选项缺少值',
  'commander.missingMandatoryOptionValue': '缺少必需的选项',
};

/** One line with what to do. */
export function usageText({ code, message }: CommanderError): Text {
  const english = message
    .replace(/^error: /, '')
    .replace(/\s+/g, ' ')
    .trim();
  const [, named] = /'([^']*)'/.exec(english) ?? [];
  const said = chinese[code];
  return text(
    `${said === undefined ? english : `${said}${named === undefined ? '' : ` ${named}`}`}（用 --help 查看用法）`,
    `${english} (see --help)`,
  );
}
