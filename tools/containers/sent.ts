/**
 * What a build is sent, by a `.dockerignore` of a simple kind: everything is left out, whole names at the root are let in
 * again, and patterns that begin with two stars leave out by name wherever they meet it.
 *
 * @throws Error for a line of another kind, for nobody here could say what it does
 */
export function sentBy(ignoreFile: string): {
  readonly letIn: readonly string[];
  readonly sent: (path: string) => boolean;
} {
  const [first, ...lines] = ignoreFile.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  if (first !== '*') throw new Error('.dockerignore does not begin by leaving everything out');
  const letIn = lines.filter((line) => line.startsWith('!')).map((line) => line.slice(1));
  const leftOut = lines.filter((line) => !line.startsWith('!')).map(nameIn);
  if (letIn.some((name) => !/^[\w.-]+$/.test(name))) throw new Error('.dockerignore lets in something but whole names');
  return {
    letIn,
    sent(path) {
      const names = path.split('/').filter((name) => name !== '.');
      return (
        (names[0] === undefined || letIn.includes(names[0])) &&
        !names.some((name) => leftOut.some((one) => one.test(name)))
      );
    },
  };
}

function nameIn(line: string): RegExp {
  const [, name] = /^\*\*\/([\w.*-]+)$/.exec(line) ?? [];
  if (name === undefined) throw new Error(`.dockerignore: ${line} is not understood`);
  return new RegExp(`^${name.replaceAll('.', '\\.').replaceAll('*', '.*')}$`);
}
