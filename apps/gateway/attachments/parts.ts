import type { Settings } from '@yichuang/host';
import type { AttachmentParts } from './attachment-book.js';
import { FileStore } from './store.js';
import { clamd, simulatedScanner } from './virus-scan.js';

/** What this house has of a place and of a scanner; `null` where either is missing: nothing is kept that nobody looked at. */
export function attachmentParts({ MODE, raw }: Settings): AttachmentParts | null {
  const { ATTACHMENTS_DIR: directory, CLAMD: address } = raw;
  const simulated = MODE === 'development' ? simulatedScanner : null;
  const scanner = present(address) ? clamd(address) : simulated;
  return present(directory) && scanner !== null ? { store: new FileStore(directory), scanner } : null;
}

const present = (setting: string | undefined): setting is string => setting !== undefined && setting !== '';
