/**
 * Enters one export in a catalogue, by the alphabet of the paths. Every other line stays as it is.
 *
 * @throws Error where the catalogue has the path or the name already, or has no line to stand beside
 */
export function enter(tree, catalogue, exported, path) {
  const lines = tree.read(catalogue, 'utf8').split('\n');
  const line = `export { ${exported} } from '${path}';`;
  const known = lines.map((one) => /^export \{ (\w+) \} from '(.+)';$/.exec(one));
  if (known.some((one) => one?.[1] === exported || one?.[2] === path)) throw new Error(`${catalogue} has ${exported}`);
  const last = known.findLastIndex((one) => one !== null);
  if (last < 0) throw new Error(`${catalogue} lists nothing`);
  const after = known.findIndex((one) => one !== null && one[2] > path);
  lines.splice(after < 0 ? last + 1 : after, 0, line);
  tree.write(catalogue, lines.join('\n'));
}
