import { fileURLToPath } from 'node:url';
import { formatFiles, generateFiles } from '@nx/devkit';
import { enter } from '../catalogue.mjs';
import { namesOf, quoted, requireFree } from '../naming.mjs';

const files = fileURLToPath(new URL('./files', import.meta.url));

/** A matter of one step at one department: its folder, and its line in the catalogue. */
export default async function matter(tree, { name, department, title, titleZh, sign }) {
  const names = namesOf(name);
  const folder = `libs/matters/${name}`;
  requireFree(tree, folder);
  if (!tree.exists(`apps/departments/${department}/department.ts`))
    throw new Error(`there is no department ${department}`);
  generateFiles(tree, files, folder, {
    ...names,
    department,
    answers: namesOf(department).className,
    title: title ?? names.sentence,
    titleZh,
    sign,
    quoted,
  });
  enter(tree, 'libs/matters/every-matter.ts', names.propertyName, `./${name}/matter.js`);
  await formatFiles(tree);
}
