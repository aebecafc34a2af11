import { ClaimBook } from './claim-book.fixture.js';
import type { CheckName, NameCommand, NameEvent, TakeLibraryAnswer } from './events.js';
import type { NameFacts, Rival } from './facts.js';
import { emptyLibrary, factsWith } from './fixture.js';
import { lawInForce } from './law.js';

/** 08:30 in Shanghai on the filing day of the samples. */
export const at = Date.parse('2026-11-23T08:30:00+08:00');
export const day = 24 * 60 * 60 * 1000;

export const check = (facts: NameFacts = factsWith(), round = 1): CheckName => ({
  type: 'CheckName',
  at,
  step: 'name',
  round,
  number: '沙开办20261123-0001',
  ruleSet: lawInForce,
  facts,
});
export const says = (library: TakeLibraryAnswer['library'], round = 1, when = at + 10): TakeLibraryAnswer => ({
  type: 'TakeLibraryAnswer',
  at: when,
  round,
  library,
});
export const free = says(emptyLibrary);
export const silence = says(null);
export const tells = (...names: readonly Rival[]) => says({ ...emptyLibrary, names });
export const end: NameCommand = { type: 'EndCase', at: at + 40, reason: 'withdrawn' };
export const taken: NameCommand = {
  type: 'TakeName',
  at: at + 50,
  uscc: '91350405MAFAKE0198',
  companyName: factsWith().companyName,
};
export const expire = (dueAt: number, when = dueAt): NameCommand => ({ type: 'ExpireReservation', at: when, dueAt });

/** One case after some commands, in a book where it is alone. */
export function after(...commands: readonly NameCommand[]): ClaimBook {
  const book = new ClaimBook();
  for (const command of commands) book.decide('a', command);
  return book;
}
export const given = (...commands: readonly NameCommand[]) => ({
  when: (command: NameCommand) => after(...commands).decide('a', command),
});
export const typesOf = (events: readonly NameEvent[]) => events.map(({ type }) => type);
