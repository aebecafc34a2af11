import type { Text } from '@yichuang/kernel';

/** In both languages, on paper; what is the same in both once. */
export const both = (said: Text): string => (said['zh-CN'] === said.en ? said['zh-CN'] : `${said['zh-CN']} ${said.en}`);
