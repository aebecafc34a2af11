import { text } from '@yichuang/kernel';
import type { Client } from '../client.js';
import { Failure } from '../failure.js';
import { isAtRest, type CaseView } from './case-object.js';

/** A live line may be lost with its connection: now and then the case is read without one. */
const LOOK_MILLIS = 1_000;

/** Reads the case at each of its events until it ends or waits for a person. @throws Failure when the time is over */
export async function waitForEnd(
  client: Client,
  caseId: string,
  position: string,
  seconds: number,
  onView: (view: CaseView) => void,
): Promise<CaseView> {
  const until = performance.now() + seconds * 1000;
  const ending = new AbortController();
  let wake: () => void = () => undefined;
  const listening = client.listen(caseId, ending.signal, () => {
    wake();
  });
  listening.catch(() => undefined);
  try {
    for (;;) {
      const woken = new Promise<void>((resolve) => {
        wake = resolve;
      });
      const view = await client.get<CaseView>(`/api/v1/cases/${caseId}?after=${encodeURIComponent(position)}`);
      onView(view);
      if (isAtRest(view)) return view;
      const left = until - performance.now();
      if (left <= 0) {
        throw new Failure(
          text(`${String(seconds)} 秒后仍在办理（${view.status}）`, `still ${view.status} after ${String(seconds)} s`),
        );
      }
      await firstOf(woken, Math.min(left, LOOK_MILLIS));
    }
  } finally {
    ending.abort();
  }
}

async function firstOf(woken: Promise<void>, millis: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  await Promise.race([
    woken,
    new Promise<void>((resolve) => {
      timer = setTimeout(resolve, millis);
    }),
  ]);
  clearTimeout(timer);
}
