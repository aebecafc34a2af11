import { createHash } from 'node:crypto';
import { digitsOf, type Identity } from './identities.js';
import { asText, type Lap, type Piece, type Writing } from './pieces.js';

/**
 * Whatever may tell one case from another: its id, the digits of its number, its company's part of the uniform code, its
 * trade name and the sound of it, its seals' numbers; and the tags of persons in the ledgers of simulators.
 */
const MARKS = new RegExp(
  [
    '(?<![0-9a-z])[0-9a-z]{24}(?![0-9a-z])',
    '[0-9]{8}-[0-9]{4}-[0-9]{4}-[0-9]',
    'MAF[0-9A-Z]{7}',
    '虚\\p{Script=Han}{3}',
    'xu [a-z]+ [a-z]+ [a-z]+',
    '(?<![0-9A-Z])350405[0-9]{7}(?![0-9])',
    '(?<=insured:)[0-9a-f]{32}',
  ].join('|'),
  'gu',
);

const SEAL_DIVISION = '350405';
const SEAL_DIGITS = 7;

/** What stands in a copy for a mark of an original; its writing in any column follows from {@link Writing}. */
type Stand = (lap: Lap) => string;

/** Finds the marks of the originals in any text, so that a copy of it speaks of the copied cases. */
export class Substitution {
  private readonly stands = new Map<string, Stand>();

  constructor(private readonly originals: readonly Identity[]) {
    originals.forEach((one, index) => {
      const take = (mark: string, of: (copy: Identity) => string): void => {
        this.stands.set(mark, ({ identities }) => of(identities[index] as Identity));
      };
      take(one.caseId, ({ caseId }) => caseId);
      take(digitsOf(one.number), ({ number }) => number);
      take(one.codeTail, ({ codeTail }) => codeTail);
      take(one.tradeName, ({ tradeName }) => tradeName);
      take(one.sound, ({ sound }) => sound);
      for (let seal = 0; seal < 10; seal += 1) {
        take(sealNumber(one.seals + seal), ({ seals }) => sealNumber(seals + seal));
      }
    });
  }

  pieces(text: string, writing: Writing = asText): Piece[] {
    const pieces: Piece[] = [];
    let from = 0;
    MARKS.lastIndex = 0;
    for (let found = MARKS.exec(text); found !== null; found = MARKS.exec(text)) {
      const [mark] = found;
      const stand = this.standFor(mark, text, found.index);
      if (stand === undefined) {
        MARKS.lastIndex = found.index + 1;
        continue;
      }
      pieces.push(writing(text.slice(from, found.index)), (lap) => writing(stand(lap)));
      from = found.index + mark.length;
    }
    pieces.push(writing(text.slice(from)));
    return pieces;
  }

  /** Some characters of an original's trade name; the same ones of the copy's. */
  partOfName(caseId: string, part: string): Piece {
    const index = this.originals.findIndex((one) => one.caseId === caseId);
    const from = this.originals[index]?.tradeName.indexOf(part) ?? -1;
    if (from < 0) throw new TypeError(`case ${caseId} holds a part of a name that is not its own`);
    return ({ identities }) => (identities[index] as Identity).tradeName.slice(from, from + part.length);
  }

  private standFor(mark: string, text: string, index: number): Stand | undefined {
    const known = this.stands.get(mark);
    if (known !== undefined || !text.endsWith('insured:', index)) return known;
    // a tag tells nothing but that two persons are one: in a copy he is another
    return (lap) =>
      createHash('md5')
        .update(`${String(lap.index)} ${mark}`)
        .digest('hex');
  }
}

/** GA 241: the division, then the sequence. */
const sealNumber = (sequence: number): string => `${SEAL_DIVISION}${String(sequence).padStart(SEAL_DIGITS, '0')}`;
