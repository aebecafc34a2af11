import { describe, expect, it } from '@jest/globals';
import { decide, fold } from '@yichuang/kernel';
import { storyOf } from '@yichuang/testing';
import fc from 'fast-check';
import { attachment, ATTACHMENTS_MAX, type AttachmentCommand } from './attachment.js';
import { attachmentDesk } from './desk.js';

const keep = (attachmentId: string, sha256 = attachmentId, at = 1): AttachmentCommand => ({
  type: 'KeepAttachment',
  at,
  by: 'owner',
  kept: { attachmentId, sha256, bytes: 9, content: 'application/pdf', scannedBy: 'clamd' },
});
const open = (attachmentId: string, by = 'clerk'): AttachmentCommand => ({
  type: 'OpenAttachment',
  at: 2,
  by,
  attachmentId,
});
const { played: play } = storyOf(attachment);

describe('the attachments of a draft or a case', () => {
  it('are kept once by their fingerprint: the same bytes again are the first ones', () => {
    const { events, state } = play([keep('a', 'print'), keep('b', 'print'), keep('c', 'other')]);
    expect(events).toHaveLength(2);
    expect(state.all.map(({ attachmentId }) => attachmentId)).toEqual(['a', 'c']);
  });

  it('are so many and no more', () => {
    const all = Array.from({ length: ATTACHMENTS_MAX + 1 }, (_, index) => keep(`a${String(index)}`));
    expect(play(all).rejections).toEqual(['TOO_MANY_ATTACHMENTS']);
  });

  it('are recorded each time somebody reads them, the second time too', () => {
    const { events, rejections } = play([keep('a'), open('a'), open('a'), open('b')]);
    expect(events.slice(1)).toEqual([
      { type: 'AttachmentOpened', at: 2, by: 'clerk', attachmentId: 'a' },
      { type: 'AttachmentOpened', at: 2, by: 'clerk', attachmentId: 'a' },
    ]);
    expect(rejections).toEqual(['NO_SUCH_ATTACHMENT']);
  });

  it('are heard of by no other service', () => {
    expect(attachmentDesk.audience).toEqual({});
  });

  it('can be decided again event by event, and keeping one twice adds nothing', () => {
    const name = fc.constantFrom('a', 'b', 'c');
    const keeping = fc.tuple(name, name).map(([id, print]) => keep(id, print));
    const histories = fc.array(
      fc.oneof(
        keeping,
        name.map((id) => open(id)),
      ),
      { maxLength: 15 },
    );
    fc.assert(
      fc.property(histories, keeping, (commands, once) => {
        const { events } = play(commands);
        events.forEach((event, index) => {
          const before = fold(attachment, events.slice(0, index));
          const again = decide(attachment, attachmentDesk.recall([event], before), before);
          expect(again).toEqual({ kind: 'decided', events: [event] });
        });
        expect(play([...commands, once, once]).events).toEqual(play([...commands, once]).events);
      }),
    );
  });
});
