/**
 * Where a process may be told to die, to show that nothing is lost there. Development mode only; set with
 * `YICHUANG_CRASH_AT=<point>:<n>`, counted over all services of the process.
 *
 * - `errand-called:3`: the third call to the outside was answered, and its desk knows nothing of it yet.
 * - `committed:5`: the fifth commit with public events stands; nothing of it is published, nobody is answered.
 */
export const crashPoints = ['errand-called', 'committed'] as const;
export type CrashPoint = (typeof crashPoints)[number];

/** What {@link crashAt} takes. */
export const crashAtPattern = new RegExp(`^(${crashPoints.join('|')}):[1-9]\\d{0,6}$`);

const reached = new Map<CrashPoint, number>();

/** A function to call at each point; it kills the process, as `kill -9` does, at the one it was told of. */
export function crashAt(
  setting: string | undefined,
  die: () => void = () => {
    process.kill(process.pid, 'SIGKILL');
  },
): (point: CrashPoint) => void {
  if (setting === undefined) return () => undefined;
  const [chosen, count] = setting.split(':');
  return (point) => {
    if (point !== chosen) return;
    const times = (reached.get(point) ?? 0) + 1;
    reached.set(point, times);
    if (times === Number(count)) die();
  };
}
