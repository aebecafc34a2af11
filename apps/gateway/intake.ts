import { badInput, canonicalTag, Problem, seal, type ServiceClient } from '@yichuang/host';
import { text } from '@yichuang/kernel';
import { matterOf as findMatter, type FormFaultLine, type Matter } from '@yichuang/matters';
import { caseIdOf } from './case-id.js';

/** What the orchestrator's door takes: nothing in it is readable but what is not private. */
export interface SealedApplication {
  readonly matter: string;
  readonly hall: string;
  readonly authority: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly leftOut: Readonly<Record<string, string>>;
  /** base64 of each department's ciphertext. */
  readonly sections: Readonly<Record<string, string>>;
  /** Keyed tag of the plain form: sealing twice gives different bytes for one form. */
  readonly tagged: string;
}

export interface Taken {
  readonly caseId: string;
  readonly application: SealedApplication;
}

type Correction = Pick<SealedApplication, 'inputs' | 'leftOut' | 'sections' | 'tagged'>;

/** Keys asked for together share one question to the vault. */
interface Waiting {
  readonly caseId: string;
  readonly sections: readonly string[];
  readonly resolve: (keys: readonly Buffer[]) => void;
  readonly reject: (error: unknown) => void;
}

/** What the vault takes in one question. */
const BATCH_MAX = 500;

/** Takes a form at the door: judges its shape, seals each department's section, keeps nothing. */
export class Intake {
  private waiting: Waiting[] = [];

  constructor(
    private readonly vault: Pick<ServiceClient, 'post'>,
    private readonly tagKey: Buffer,
  ) {}

  /** @throws Problem 400 with every fault of shape under its path */
  async take(body: unknown, principal: string, idempotencyKey: string): Promise<Taken> {
    return this.sealFor(caseIdOf(this.tagKey, principal, idempotencyKey), body);
  }

  /** The whole form again, for a case that exists. @throws Problem 400 */
  async takeAgain(caseId: string, body: unknown): Promise<Taken> {
    return this.sealFor(caseId, body);
  }

  /** The same as a correction of that case takes it: whose it is, and to whom it is made, stays. @throws Problem 400 */
  async correction(caseId: string, body: unknown): Promise<Correction> {
    const { inputs, leftOut, sections, tagged } = (await this.takeAgain(caseId, body)).application;
    return { inputs, leftOut, sections, tagged };
  }

  /** Every fault of shape, as if it were handed in; nothing is sealed and nothing asked. @throws Problem 400 for no matter of ours */
  faults(body: unknown): readonly FormFaultLine[] {
    const read = this.matterOf(body).readForm(body);
    return read.ok ? [] : read.faults;
  }

  private async sealFor(caseId: string, body: unknown): Promise<Taken> {
    const matter = this.matterOf(body);
    const read = matter.readForm(body);
    if (!read.ok) throw badInput(read.faults);
    const { sections, inputs, leftOut, hall, authority } = matter.divide(read.form);
    const names = Object.keys(sections);
    const keys = await this.keysOf(caseId, names);
    const sealed = Object.fromEntries(
      names.map((section, index) => {
        const bytes = seal(keys[index] as Buffer, { caseId, section }, sections[section]);
        return [section, bytes.toString('base64')];
      }),
    );
    const tagged = Buffer.from(canonicalTag(this.tagKey, read.form)).toString('base64');
    return {
      caseId,
      application: { matter: matter.name, hall, authority, inputs, leftOut, sections: sealed, tagged },
    };
  }

  /** @throws Problem 400 for no matter of ours */
  matterOf(body: unknown): Matter {
    const name = typeof body === 'object' && body !== null && 'matter' in body ? body.matter : undefined;
    const matter = findMatter(typeof name === 'string' ? name : 'company-opening');
    if (matter === undefined) {
      throw new Problem(400, 'UNKNOWN_MATTER', text('没有这个事项', 'there is no such matter'), {
        faults: [{ path: '/matter', code: 'UNKNOWN_MATTER', text: text('没有这个事项', 'there is no such matter') }],
      });
    }
    return matter;
  }

  /** Keys of a case's sections, in their order: made by the first who asks. */
  keysOf(caseId: string, sections: readonly string[]): Promise<readonly Buffer[]> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ caseId, sections, resolve, reject });
      if (this.waiting.length === 1) {
        setImmediate(() => {
          const all = this.waiting;
          this.waiting = [];
          for (let at = 0; at < all.length; at += BATCH_MAX) void this.ask(all.slice(at, at + BATCH_MAX));
        });
      }
    });
  }

  private async ask(batch: readonly Waiting[]): Promise<void> {
    try {
      const sections = [...new Set(batch.flatMap((one) => one.sections))];
      const { keys } = await this.vault.post<{ keys: string[][] }>('/keys/make', {
        caseIds: batch.map(({ caseId }) => caseId),
        sections,
      });
      batch.forEach((one, index) => {
        const all = keys[index] ?? [];
        one.resolve(one.sections.map((section) => Buffer.from(all[sections.indexOf(section)] ?? '', 'base64')));
      });
    } catch (error) {
      // a key that is destroyed is the affair of who asked for it, and of nobody who asked together with him
      if (batch.length > 1 && error instanceof Problem) await Promise.all(batch.map((one) => this.ask([one])));
      else for (const one of batch) one.reject(error);
    }
  }
}
