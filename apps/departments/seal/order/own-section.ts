import { sealSection, type SealSection } from '@yichuang/contracts';
import type { ServiceClient } from '@yichuang/host';
import { z } from 'zod';

const opened = z.object({ section: sealSection });

/** The section of this department, opened by the vault for a person, who is recorded before. */
export class OwnSection {
  constructor(private readonly vault: Pick<ServiceClient, 'onBehalfOf' | 'close'>) {}

  /**
   * @param token by which he is signed in
   * @throws Problem 403, 409 when the key is destroyed, TryLater while the vault is away
   */
  async openedFor(token: string, caseId: string, sealed: Uint8Array): Promise<SealSection> {
    const body = { sealed: Buffer.from(sealed).toString('base64') };
    const path = `/personal-data/${caseId}/own-section`;
    return opened.parse(await this.vault.onBehalfOf(token).post(path, body)).section;
  }

  close(): Promise<void> {
    return this.vault.close();
  }
}
