import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { rolesPage } from './roles-page.js';

const page = fileURLToPath(new URL('../../docs/roles.md', import.meta.url));

describe('docs/roles.md', () => {
  it('says of every route and every role what the one table says; `npm run roles` writes it anew', () => {
    const made = rolesPage();
    if (process.env['YICHUANG_WRITE_ROLES'] === '1') writeFileSync(page, made);
    expect(readFileSync(page, 'utf8')).toBe(made);
  });
});
