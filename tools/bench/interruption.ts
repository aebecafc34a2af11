/** Ctrl-C, or being told to end. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Does the work, and what `cleanUp` does afterwards in any case: at the end, on an error, on Ctrl-C. A second Ctrl-C does
 * not cut the cleaning up short: nothing may be left behind.
 *
 * @throws Interrupted when a signal came first
 */
export async function interruptible<T>(work: () => Promise<T>, cleanUp: () => Promise<void>): Promise<T> {
  let onSignal: () => void = () => undefined;
  const interrupted = new Promise<never>((_, reject) => {
    onSignal = () => {
      reject(new Interrupted('interrupted'));
    };
  });
  for (const signal of signals) process.on(signal, onSignal);
  try {
    return await Promise.race([work(), interrupted]);
  } finally {
    await cleanUp();
    for (const signal of signals) process.off(signal, onSignal);
  }
}
