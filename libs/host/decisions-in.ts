/** Events by the decision they were written in: those of one share what asked for it, and stand one after the other. */
export function decisionsIn<E extends { readonly cause: string }>(events: readonly E[]): (readonly [E, ...E[]])[] {
  const decisions: [E, ...E[]][] = [];
  for (const event of events) {
    const last = decisions.at(-1);
    if (last?.[0].cause === event.cause) last.push(event);
    else decisions.push([event]);
  }
  return decisions;
}
