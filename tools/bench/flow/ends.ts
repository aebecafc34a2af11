import { unframe, type StreamRecord } from '@yichuang/host';

/** A case that is over, as whoever handed it in hears of it. */
export interface ToyEnd {
  readonly caseId: string;
  readonly steps: number;
  readonly code: string;
}

/** Counts what the stream says of each case, by headers; only the answers of who issues the code are parsed. */
export class Ends {
  private readonly open = new Map<string, { steps: number; code: string }>();

  /** @returns what ended with these records */
  take(records: readonly StreamRecord[]): ToyEnd[] {
    return records.flatMap((record) => this.takeOne(record));
  }

  private takeOne({ key, type, source, body }: StreamRecord): ToyEnd[] {
    if (type === 'CaseCompleted') {
      const end = { caseId: key, ...this.of(key) };
      this.open.delete(key);
      return [end];
    }
    if (type !== 'ToyAnswered' && type !== 'ApplicationAccepted' && type !== 'PackageReady') return [];
    const known = this.of(key);
    known.steps += 1;
    if (source !== 'market-regulation') return [];
    const { answer } = unframe(body).json as { answer: { step: string; result?: { code?: string } } };
    known.code = answer.result?.code ?? known.code;
    return [];
  }

  private of(caseId: string): { steps: number; code: string } {
    const known = this.open.get(caseId) ?? { steps: 0, code: '' };
    this.open.set(caseId, known);
    return known;
  }
}
