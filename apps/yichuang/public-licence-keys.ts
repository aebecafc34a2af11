import { join } from 'node:path';

/** Where a house on this machine leaves the public keys of its registration authority: verifying needs no server. */
export const publicLicenceKeysIn = (data: string): string => join(data, 'licence.public-keys.json');
