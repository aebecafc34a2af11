/** A stretch of time `[from, to)`, epoch ms. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** What is left of a span without the pauses in it. Pauses may overlap, touch, or lie outside. */
export function without(span: Span, pauses: readonly Span[]): Span[] {
  const left: Span[] = [];
  let from = span.from;
  for (const pause of pauses.toSorted((a, b) => a.from - b.from)) {
    if (pause.to < pause.from) throw new RangeError('a pause ends before it begins');
    const to = Math.min(pause.from, span.to);
    if (to > from) left.push({ from, to });
    from = Math.max(from, pause.to);
  }
  if (span.to > from) left.push({ from, to: span.to });
  return left;
}
