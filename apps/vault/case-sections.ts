import type { CaseBelonging } from '@yichuang/contracts';
import { type Desks, open, Problem, sectionKey, type ServiceClient } from '@yichuang/host';
import { text } from '@yichuang/kernel';
import type { KeyState } from './key/key.js';
import type { MasterKey } from './master-key.js';

/** Whose a case is, and its sections as they were last handed in. */
export interface CaseSections {
  readonly belonging: CaseBelonging;
  /** Ciphertext in base64, by section. */
  readonly sections: Readonly<Record<string, string>>;
  /** SHA-256 of the papers in the list of a section, by section. An orchestrator of before does not say it. */
  readonly fingerprints?: Readonly<Record<string, readonly string[]>>;
}

/** Fetches a case's ciphertext and opens it here: no key leaves the vault for it. */
export class SectionOpener {
  constructor(
    private readonly orchestrator: Pick<ServiceClient, 'get' | 'close'>,
    private readonly desks: Pick<Desks, 'state' | 'secrets'>,
    private readonly master: MasterKey,
  ) {}

  /** @throws Problem 404 for a case nobody handed in, TryLater while the orchestrator is away */
  sectionsOf(caseId: string): Promise<CaseSections> {
    return this.orchestrator.get<CaseSections>(`/cases/${caseId}/sealed`);
  }

  /**
   * The case's key, for opening only.
   *
   * @throws Problem 409 when it is destroyed: nobody can read the case any more
   */
  async keyOf(caseId: string): Promise<Buffer> {
    const { state } = await this.desks.state('key', caseId);
    if ((state as KeyState).print === null) throw destroyed();
    const wrapped = (await this.desks.secrets('key', [caseId])).get(caseId);
    // it was destroyed this moment
    if (wrapped === undefined) throw destroyed();
    return this.master.unwrap(wrapped);
  }

  /** In clear. @throws SealBroken for what is no ciphertext of this case's */
  open(caseKey: Buffer, caseId: string, section: string, sealed: string): unknown {
    const of = { caseId, section };
    return open(sectionKey(caseKey, of), of, Buffer.from(sealed, 'base64'));
  }

  close(): Promise<void> {
    return this.orchestrator.close();
  }
}

/** A section whose papers are named with the fingerprints that stand in clear in the application. */
export function withFingerprints(section: unknown, fingerprints: readonly string[] = []): unknown {
  const { papers } = section as { readonly papers?: unknown };
  if (!Array.isArray(papers)) return section;
  const named = (papers as readonly object[]).map((paper, index) =>
    fingerprints[index] === undefined ? paper : { sha256: fingerprints[index], ...paper },
  );
  return { ...(section as object), papers: named };
}

const destroyed = (): Problem =>
  new Problem(
    409,
    'KEY_DESTROYED',
    text(
      '该办件的密钥已销毁，个人信息不能再读取',
      'the key of this case is destroyed: its personal data can be read by nobody any more',
    ),
  );
