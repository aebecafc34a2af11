import { describe, expect, it } from '@jest/globals';
import { fold } from '@yichuang/kernel';
import fc from 'fast-check';
import { ClaimBook } from './claim-book.fixture.js';
import type { NameCommand } from './events.js';
import { emptyLibrary, factsWith, rival } from './fixture.js';
import { keysHeld } from './keys.js';
import { expiresAt, name } from './name.js';
import { recall } from './recall.js';
import { at, check, day, end, expire, says, taken } from './story.fixture.js';
import { endOf } from './term.js';

describe('any history', () => {
  const round = fc.integer({ min: 1, max: 3 });
  const someFacts = fc.constantFrom(
    factsWith(),
    factsWith({ industry: '软件' }),
    factsWith({ trade: '虚衫' }),
    factsWith({ trade: '虚杉林', declaresSimilar: true }),
    factsWith({ trade: '杉' }),
    factsWith({ trade: '中华杉' }),
    factsWith({ trade: '虚存', division: '沙县区' }),
  );
  const library = fc.constantFrom(null, emptyLibrary, { ...emptyLibrary, names: [rival] });
  const when = fc.integer({ min: 0, max: 90 }).map((days) => at + days * day);
  const command: fc.Arbitrary<NameCommand> = fc.oneof(
    { weight: 4, arbitrary: fc.tuple(someFacts, round, when).map(([facts, n, t]) => ({ ...check(facts, n), at: t })) },
    { weight: 4, arbitrary: fc.tuple(library, round, when).map(([answer, n, t]) => says(answer, n, t)) },
    { weight: 1, arbitrary: when.map((t) => expire(endOf('2027-01-23'), t)) },
    { weight: 1, arbitrary: fc.constant(taken) },
    { weight: 1, arbitrary: fc.constant(end) },
  );
  const histories = fc.array(fc.tuple(fc.constantFrom('a', 'b'), command), { maxLength: 16 });

  it('adds nothing when a command is repeated, and every decision can be made again from its events', () => {
    fc.assert(
      fc.property(histories, (history) => {
        const book = new ClaimBook();
        for (const [caseId, one] of history) {
          const before = book.state(caseId);
          const events = book.decide(caseId, one);
          if (events.length > 0) {
            const again = recall(events, before);
            const decision = name.decide[again.type](again as never, before);
            expect(decision).toEqual({ kind: 'decided', events });
            expect(fold(name, events, before)).toEqual(book.state(caseId));
          }
          expect(book.decide(caseId, one)).toEqual([]);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('holds exactly the keys of the name it keeps, and never gives one name in force to two', () => {
    fc.assert(
      fc.property(histories, (history) => {
        const book = new ClaimBook();
        for (const [caseId, one] of history) {
          const events = book.decide(caseId, one);
          const state = book.state(caseId);
          const kept = 'held' in state && state.held !== null ? state.held.reservation : null;
          expect(book.keysOf(caseId).sort()).toEqual(kept === null ? [] : [...keysHeld(kept.authority, kept)].sort());
          const got = events.find((event) => event.type === 'NameReserved');
          if (got === undefined) continue;
          const other = book.state(caseId === 'a' ? 'b' : 'a');
          const theirs = 'held' in other && other.held !== null ? other.held.reservation : null;
          const inForce = theirs !== null && (expiresAt(other) ?? Infinity) > one.at;
          expect(inForce && theirs.tradeName === got.reservation.tradeName).toBe(false);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('is refused a decision by events no decision begins with', () => {
    expect(() => recall([], { status: 'idle' })).toThrow(TypeError);
  });
});
