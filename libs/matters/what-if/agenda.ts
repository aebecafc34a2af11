/** What comes next, soonest first: a binary heap, so that n entries cost n log n. */
export class Agenda<T> {
  private readonly heap: T[] = [];

  /** @param before whether one entry comes before another; entries of which neither does must not matter in their order */
  constructor(private readonly before: (one: T, other: T) => boolean) {}

  get next(): T | undefined {
    return this.heap[0];
  }

  add(entry: T): void {
    const { heap } = this;
    let at = heap.push(entry) - 1;
    for (let above = (at - 1) >> 1; at > 0 && this.before(entry, heap[above] as T); above = (at - 1) >> 1) {
      heap[at] = heap[above] as T;
      at = above;
    }
    heap[at] = entry;
  }

  take(): T | undefined {
    const { heap } = this;
    const [first] = heap;
    const last = heap.pop();
    if (last !== undefined && heap.length > 0) this.sink(last);
    return first;
  }

  private sink(entry: T): void {
    const { heap } = this;
    let at = 0;
    for (;;) {
      const child = this.sooner(2 * at + 1, 2 * at + 2);
      if (child >= heap.length || !this.before(heap[child] as T, entry)) break;
      heap[at] = heap[child] as T;
      at = child;
    }
    heap[at] = entry;
  }

  private sooner(left: number, right: number): number {
    const { heap } = this;
    return right < heap.length && this.before(heap[right] as T, heap[left] as T) ? right : left;
  }
}
