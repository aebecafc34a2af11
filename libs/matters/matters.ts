import * as every from './every-matter.js';
import type { Matter } from './matter.js';

/** Those of {@link every}, by the alphabet. */
export const matters: readonly Matter[] = Object.values(every);

export const matterOf = (name: string): Matter | undefined => matters.find((matter) => matter.name === name);
