import { describe, expect, it } from '@jest/globals';
import type { CaseEvent } from '@yichuang/matters';
import { lastFingerprints, lastSealed } from './sealed.controller.js';

const bytes = (word: string): Uint8Array => Buffer.from(word);
/** Of an event only what decides here. */
const events = (...some: readonly object[]): readonly CaseEvent[] => some as unknown as readonly CaseEvent[];
const words = (sealed: Readonly<Record<string, Uint8Array>>): object =>
  Object.fromEntries(Object.entries(sealed).map(([name, one]) => [name, Buffer.from(one).toString()]));

describe('the ciphertext of a case', () => {
  it('is each department’s own, and how the applicant is reached', () => {
    const found = lastSealed(
      events(
        { type: 'ApplicationSubmitted', sealed: bytes('contact') },
        { type: 'DepartmentTaskDispatched', department: 'tax', sealed: bytes('tax') },
        { type: 'DepartmentTaskDispatched', department: 'market-regulation' },
        { type: 'DepartmentTaskDispatched', department: 'seal', sealed: bytes('seal') },
        { type: 'ApplicationAccepted' },
      ),
    );
    expect(words(found)).toEqual({ notifier: 'contact', tax: 'tax', seal: 'seal' });
  });

  it('is what was handed in last, without what was then left out', () => {
    const found = lastSealed(
      events(
        { type: 'ApplicationSubmitted', sealed: bytes('contact') },
        { type: 'DepartmentTaskDispatched', department: 'tax', sealed: bytes('tax') },
        { type: 'DepartmentTaskDispatched', department: 'seal', sealed: bytes('seal') },
        { type: 'CorrectionSubmitted', sealed: bytes('contact again') },
        { type: 'DepartmentTaskDispatched', department: 'tax', sealed: bytes('tax again') },
        { type: 'DepartmentTaskDispatched', department: 'tax' },
      ),
    );
    expect(words(found)).toEqual({ notifier: 'contact again', tax: 'tax again' });
  });
});

describe('fingerprints of the papers', () => {
  const given = (...prints: readonly string[]) => ({ papers: prints.map((sha256) => ({ kind: 'articles', sha256 })) });

  it('are those of the form that was handed in last, in its order, without what came later', () => {
    expect(
      lastFingerprints(
        events(
          { type: 'ApplicationSubmitted', inputs: given('first') },
          { type: 'CorrectionSubmitted', inputs: given('second', 'third') },
          { type: 'ToleranceFulfilled', papers: given('late').papers },
        ),
      ),
    ).toEqual(['second', 'third']);
  });

  it('are none where the matter asks for no papers', () => {
    expect(lastFingerprints(events({ type: 'ApplicationSubmitted', inputs: {} }))).toEqual([]);
  });
});
