/** What can be handed in as a scan: formats of archives and of telephones. */
export type Content = 'application/pdf' | 'application/ofd' | 'image/jpeg' | 'image/png' | 'image/heic';

/** Enough of the beginning, and of the end, to tell by: a ZIP has its list of files at the end. */
export const LOOKED_AT_BYTES = 64 * 1024;

const starts = (head: Buffer, ...bytes: readonly number[]): boolean =>
  head.subarray(0, bytes.length).equals(Buffer.from(bytes));

/** Brands of HEIF with HEVC images (ISO/IEC 23008-12), as telephones write them. */
const HEIC_BRANDS = ['heic', 'heix', 'hevc', 'heim', 'heis', 'mif1', 'msf1'];

/**
 * Judged by the bytes, never by a name or by what the sender says; `null` for anything else.
 * PDF (ISO 32000-1, 7.5.2), OFD (GB/T 33190-2016: a ZIP with OFD.xml), JPEG, PNG, HEIC.
 */
export function contentOf(head: Buffer, tail: Buffer): Content | null {
  if (starts(head, 0x25, 0x50, 0x44, 0x46, 0x2d)) return 'application/pdf';
  if (starts(head, 0xff, 0xd8, 0xff)) return 'image/jpeg';
  if (starts(head, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'image/png';
  if (starts(head, 0x50, 0x4b, 0x03, 0x04))
    return head.includes('OFD.xml') || tail.includes('OFD.xml') ? 'application/ofd' : null;
  if (head.toString('latin1', 4, 8) === 'ftyp' && HEIC_BRANDS.includes(head.toString('latin1', 8, 12)))
    return 'image/heic';
  return null;
}
