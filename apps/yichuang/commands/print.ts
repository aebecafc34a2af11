import type { Options } from '../options.js';

export const print = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

/** As data where that was asked for, in words else. */
export const say = (options: Options, answer: object, words: () => string): void => {
  print(options['json'] === true ? JSON.stringify(answer) : words());
};
