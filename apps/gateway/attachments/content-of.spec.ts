import { describe, expect, it } from '@jest/globals';
import { contentOf } from './content-of.js';

const told = (bytes: Buffer): string | null => contentOf(bytes, bytes.subarray(-64));
const latin1 = (written: string): Buffer => Buffer.from(written, 'latin1');

describe('what an attachment is', () => {
  it.each([
    ['application/pdf', latin1('%PDF-1.7\n')],
    ['image/jpeg', Buffer.from([0xff, 0xd8, 0xff, 0xe0])],
    ['image/png', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0])],
    ['image/heic', latin1('\0\0\0\x18ftypheic\0\0\0\0')],
    ['application/ofd', latin1('PK\x03\x04..............OFD.xml')],
  ])('%s is told by its first bytes', (content, bytes) => {
    expect(told(bytes)).toBe(content);
  });

  it('is told of an OFD by the list at the end of the archive too', () => {
    expect(contentOf(latin1('PK\x03\x04 Doc_0/Document.xml'), latin1('PK\x01\x02 OFD.xml'))).toBe('application/ofd');
  });

  it.each([
    ['a program', latin1('MZ\x90\0')],
    ['a web page that says it is a PDF further down', latin1('<html>%PDF-1.7')],
    ['an archive of something else', latin1('PK\x03\x04word/document.xml')],
    ['a film', latin1('\0\0\0\x18ftypisom')],
    ['text', latin1('hello')],
    ['nothing', Buffer.alloc(0)],
  ])('is none of ours where it is %s', (_what, bytes) => {
    expect(told(bytes)).toBeNull();
  });
});
