import { TestHouse } from '@yichuang/testing';

/** The day on which the samples and the generated applications are handed in: their dates follow from it. */
export const FILED_ON = '2026-11-23';

/** A house in which it is the morning of that day, whatever the day is outside. */
export const openingHouse = (env: Readonly<Record<string, string>> = {}): TestHouse =>
  new TestHouse(['--clock', `${FILED_ON} 09:00`], env);
