import type { Pool } from 'pg';

export const wordsSql = `
create function stream.learn(in_words text[]) returns table (id integer, word text) language plpgsql volatile as $$
#variable_conflict use_column
begin
  insert into stream.word (word)
    select distinct asked from unnest(in_words) as asked
      where not exists (select from stream.word known where known.word = asked)
      order by asked
    on conflict do nothing;
  return query select known.id, known.word from stream.word known where known.word = any (in_words);
end $$;
`;

/** Words that repeat in every record, stored once. There are some hundred of them; they are learnt as they come up. */
export class Words {
  private readonly ids = new Map<string, number>();
  private readonly words = new Map<number, string>();

  constructor(private readonly pool: Pool) {}

  /** Makes sure that every word has a number. */
  async learn(words: Iterable<string>): Promise<void> {
    const unknown = new Set<string>();
    for (const word of words) if (!this.ids.has(word)) unknown.add(word);
    if (unknown.size === 0) return;
    const { rows } = await this.pool.query<Row>('select id, word from stream.learn($1)', [[...unknown]]);
    this.keep(rows);
  }

  /** Makes sure that every number read from the log has its word. */
  async recall(ids: Iterable<number>): Promise<void> {
    for (const id of ids) {
      if (this.words.has(id)) continue;
      const { rows } = await this.pool.query<Row>('select id, word from stream.word');
      this.keep(rows);
      return;
    }
  }

  /** @throws RangeError for a word never learnt */
  idOf(word: string): number {
    const id = this.ids.get(word);
    if (id === undefined) throw new RangeError(`word not learnt: ${word}`);
    return id;
  }

  /** @throws RangeError for a number no word has */
  wordOf(id: number): string {
    const word = this.words.get(id);
    if (word === undefined) throw new RangeError(`no word has the number ${String(id)}`);
    return word;
  }

  private keep(rows: readonly Row[]): void {
    for (const { id, word } of rows) {
      this.ids.set(word, id);
      this.words.set(id, word);
    }
  }
}

interface Row {
  readonly id: number;
  readonly word: string;
}
