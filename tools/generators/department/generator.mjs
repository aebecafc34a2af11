import { fileURLToPath } from 'node:url';
import { formatFiles, generateFiles } from '@nx/devkit';
import { enter } from '../catalogue.mjs';
import { namesOf, quoted, requireFree } from '../naming.mjs';

const files = fileURLToPath(new URL('./files', import.meta.url));
/** The house's own services stand beside the departments under these names. */
const taken = ['vault', 'orchestrator', 'notifier', 'gateway'];

/** A department with one desk and one rule: its folder, and its line in the catalogue. */
export default async function department(tree, { name, title, titleZh, article, accountable }) {
  const names = namesOf(name);
  const folder = `apps/departments/${name}`;
  if (taken.includes(name)) throw new Error(`${name} is a service of the house`);
  requireFree(tree, folder);
  generateFiles(tree, files, folder, {
    ...names,
    title: title ?? names.sentence,
    titleZh,
    article,
    accountable,
    quoted,
  });
  enter(tree, 'apps/departments/catalogue.ts', names.propertyName, `./${name}/department.js`);
  await formatFiles(tree);
}
