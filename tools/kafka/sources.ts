import { fileURLToPath } from 'node:url';

/** A file of the checkout, also when the code that asks runs from dist. */
export function inSources(path: string): string {
  return fileURLToPath(new URL('../../', import.meta.url)).replace(/dist\/$/, '') + path;
}
