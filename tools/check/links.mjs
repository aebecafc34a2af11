// Every relative link of every Markdown file leads to a file that is there, and to a heading or line that is in it; a path
// of this repository in code type (`libs/…`) does so too. Another folder than this repository may be named, for trying it.
import { readdir, readFile, stat } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = process.argv[2] ?? fileURLToPath(new URL('../..', import.meta.url));
const skipped = new Set(['node_modules', 'dist', '.git', '.nx']);
let broken = 0;

for (const file of await markdown(root)) {
  const text = await readFile(file, 'utf8');
  for (const [, target] of withoutCode(text).matchAll(/\]\(([^)\s]+)\)/g)) {
    if (/^[a-z]+:/i.test(target)) continue;
    const [path, fragment] = target.split('#');
    tell(file, target, await faultOf(path === '' ? file : resolve(dirname(file), decodeURI(path)), fragment));
  }
  for (const [, path] of withoutBlocks(text).matchAll(/`((?:apps|docs|libs|samples|tools)\/[\w./-]+\.\w+)`/g)) {
    tell(file, path, await faultOf(join(root, path)));
  }
}
process.exit(broken === 0 ? 0 : 1);

function tell(file, target, fault) {
  if (fault === null) return;
  broken += 1;
  console.error(`${relative(root, file)}: ${target}: ${fault}`);
}

async function faultOf(goal, fragment) {
  const found = await stat(goal).catch(() => null);
  if (found === null) return 'there is no such file';
  if (fragment === undefined || found.isDirectory()) return null;
  const text = await readFile(goal, 'utf8');
  if (goal.endsWith('.md')) return headings(withoutBlocks(text)).includes(fragment) ? null : 'there is no such heading';
  const line = /^L(\d+)$/.exec(fragment);
  return line !== null && Number(line[1]) > text.split('\n').length ? 'there is no such line' : null;
}

function headings(text) {
  return [...text.matchAll(/^#+\s+(.*)$/gm)].map(([, title]) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replaceAll(/\s/g, '-'),
  );
}

function withoutBlocks(text) {
  return text.replaceAll(/```[\s\S]*?```/g, '');
}

function withoutCode(text) {
  return withoutBlocks(text).replaceAll(/`[^`\n]*`/g, '');
}

async function markdown(directory) {
  const entries = await readdir(directory, { withFileTypes: true });
  const nested = await Promise.all(
    entries
      .filter(({ name }) => !skipped.has(name))
      .map((entry) => {
        const path = join(directory, entry.name);
        if (entry.isDirectory()) return markdown(path);
        return entry.name.endsWith('.md') ? [path] : [];
      }),
  );
  return nested.flat();
}
