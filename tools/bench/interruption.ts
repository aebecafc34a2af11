/** Ctrl-C, or being told to end. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Works within works: the innermost is cut short first, and the outer ones hear of it by its failure. */
const underWay: symbol[] = [];

/**
 * Does the work, and what `cleanUp` does afterwards in any case: at the end, on an error, on Ctrl-C. A second Ctrl-C does
 * not cut the cleaning up short: nothing may be left behind.
 *
 * @throws Interrupted when a signal came first
 */
export async function interruptible<T>(work: () => Promise<T>, cleanUp: () => Promise<void>): Promise<T> {
  const self = Symbol('work');
  underWay.push(self);
  let onSignal: () => void = () => undefined;
  const interrupted = new Promise<never>((_, reject) => {
    onSignal = () => {
      if (underWay.at(-1) === self) reject(new Interrupted('interrupted'));
    };
  });
  for (const signal of signals) process.on(signal, onSignal);
  try {
    return await Promise.race([work(), interrupted]);
  } finally {
    await cleanUp();
    underWay.splice(underWay.indexOf(self), 1);
    for (const signal of signals) process.off(signal, onSignal);
  }
}
