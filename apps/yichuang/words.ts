import type { Text } from '@yichuang/kernel';

export type Language = 'zh-CN' | 'en';

/** Chinese first; English where the machine's own language says so or it is asked for. */
export function languageOf(asked: string | undefined, env: Readonly<Record<string, string | undefined>>): Language {
  const said = asked ?? env['YICHUANG_LANG'];
  return said !== undefined && /^en/i.test(said) ? 'en' : 'zh-CN';
}

/** Help shows both, so that nobody has to know of the switch. */
export const both = ({ 'zh-CN': chinese, en }: Text): string => `${chinese} / ${en}`;
