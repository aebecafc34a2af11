import { describe, expect, it } from '@jest/globals';
import type { Actor } from '@yichuang/contracts';
import { permissionFor } from '@yichuang/contracts';
import { decide, fold } from '@yichuang/kernel';
import { draftKey } from '@yichuang/matters';
import { storyOf } from '@yichuang/testing';
import { parseInstant } from '@yichuang/working-time';
import fc from 'fast-check';
import { belongingOf, draftDesk, printOf } from './desk.js';
import { draft, endOf, SHARED_MAX, type DraftCommand, type DraftEvent } from './draft.js';
import { draftRows } from './register.js';

function at(written: string): number {
  const parsed = parseInstant(written);
  if (parsed.kind === 'fault') throw new RangeError(parsed.text.en);
  return parsed.at;
}

const DAY = at('2026-11-23 09:00');
const become = [{ key: draftKey('d1'), stream: 'case/d1', data: null }];
const save = (based: number, print: string, over: object = {}): DraftCommand => ({
  type: 'SaveDraft',
  at: DAY,
  draftId: 'd1',
  by: 'owner',
  based,
  print,
  matter: 'company-opening',
  hall: null,
  ...over,
});
const share = (other: string, by = 'owner'): DraftCommand => ({ type: 'ShareDraft', at: DAY, by, with: other });
const remove = (over: object = {}): DraftCommand => ({ type: 'DeleteDraft', at: DAY, by: 'owner', ...over });
const expire = (when: number, over: object = {}): DraftCommand => ({ type: 'ExpireDraft', at: when, ...over });
const note = (holders: typeof become | [] = become): DraftCommand => ({ type: 'NoteSubmission', at: DAY, holders });

const { played: play } = storyOf(draft);
const typesOf = (...commands: DraftCommand[]) => play(commands).events.map(({ type }) => type);
const rejectionsOf = (...commands: DraftCommand[]) => play(commands).rejections;
const stateOf = (...commands: DraftCommand[]) => fold(draft, play(commands).events);

describe('a draft', () => {
  it('is saved, and saved again by who read the version before', () => {
    const { events } = play([save(0, 'a'), save(1, 'b', { by: 'helper' })]);
    expect(events.map((event) => event.type === 'DraftSaved' && [event.version, event.print, event.by])).toEqual([
      [1, 'a', 'owner'],
      [2, 'b', 'helper'],
    ]);
    expect(stateOf(save(0, 'a'), save(1, 'b', { by: 'helper' }))).toMatchObject({ owner: 'owner', savedBy: 'helper' });
  });

  it('is never lost in silence: whoever read an older version is told', () => {
    expect(rejectionsOf(save(0, 'a'), save(1, 'b'), save(1, 'c'))).toEqual(['DRAFT_CHANGED']);
    expect(rejectionsOf(save(3, 'a'))).toEqual(['DRAFT_CHANGED']);
    expect(rejectionsOf(save(0, 'a'), save(0, 'b'))).toEqual(['DRAFT_CHANGED']);
  });

  it('stays with its matter', () => {
    expect(rejectionsOf(save(0, 'a'), save(1, 'b', { matter: 'toy' }))).toEqual(['OTHER_MATTER']);
  });

  it('has no content in an event, and its content replaces the one before', () => {
    const sealed = Buffer.from('the sealed form');
    const { events } = play([save(0, printOf(sealed), { sealed })]);
    expect(JSON.stringify(events)).not.toContain(sealed.toString('base64'));
    expect(draftDesk.secret?.replaceable).toBe(true);
    expect(draftDesk.secret?.of(save(0, '', { sealed }))).toBe(sealed);
    expect(draftDesk.secret?.print(stateOf(save(0, 'a'), save(1, 'b')))).toBe('b');
  });

  it('is forgotten when it is deleted, expired or has become a case', () => {
    const ends = [remove(), expire(endOf(DAY)), note()];
    for (const end of ends) {
      const state = stateOf(save(0, 'a'), end);
      expect(draftDesk.secret?.print(state)).toBeNull();
      expect(draftDesk.timers?.(state)).toEqual({});
      expect(draftRows.project({} as DraftEvent, state, 'd1')).toEqual([{ key: ['d1'], row: null }]);
    }
  });

  it('is shared by its owner alone, with persons and with a hall, once each, and not with everybody', () => {
    const state = stateOf(save(0, 'a'), share('helper'), share('helper'), share('350405'), share('owner'));
    expect([state.sharedWith, state.hall]).toEqual([['helper'], '350405']);
    expect(rejectionsOf(save(0, 'a'), share('friend', 'helper'))).toEqual(['NOT_PERMITTED']);
    const many = Array.from({ length: SHARED_MAX + 1 }, (_, index) => share(`p${String(index)}`));
    expect(rejectionsOf(save(0, 'a'), ...many)).toEqual(['SHARED_WITH_TOO_MANY']);
  });

  it('is deleted by its owner alone', () => {
    expect(rejectionsOf(save(0, 'a'), remove({ by: 'helper' }))).toEqual(['NOT_PERMITTED']);
    expect(typesOf(save(0, 'a'), remove(), remove())).toEqual(['DraftSaved', 'DraftDeleted']);
    expect(rejectionsOf(save(0, 'a'), remove(), save(1, 'b'), share('x'), note())).toEqual(Array(3).fill('DRAFT_GONE'));
  });

  it('expires at midnight in Shanghai after the thirtieth day from the last save, and not before', () => {
    expect(endOf(DAY)).toBe(at('2026-12-24 00:00'));
    expect(endOf(at('2026-11-23 23:59'))).toBe(at('2026-12-24 00:00'));
    expect(endOf(at('2026-11-24 00:00'))).toBe(at('2026-12-25 00:00'));
    const later = DAY + 86_400_000;
    const again = stateOf(save(0, 'a'), save(1, 'b', { at: later }));
    expect(draftDesk.timers?.(again)).toEqual({ expiry: endOf(later) });
    expect(typesOf(save(0, 'a'), expire(endOf(DAY) - 1))).toEqual(['DraftSaved']);
    expect(typesOf(save(0, 'a'), save(1, 'b', { at: later }), expire(endOf(DAY)))).toEqual([
      'DraftSaved',
      'DraftSaved',
    ]);
    expect(typesOf(save(0, 'a'), expire(endOf(DAY)))).toEqual(['DraftSaved', 'DraftExpired']);
    expect(draftDesk.fires?.('expiry', endOf(DAY), endOf(DAY) + 5)).toEqual(expire(endOf(DAY) + 5));
  });

  it('that has become a case takes nothing more, and neither expires nor is deleted under it', () => {
    const holders = become;
    expect(rejectionsOf(save(0, 'a'), save(1, 'b', { holders }), remove({ holders }))).toEqual([
      'DRAFT_SUBMITTED',
      'DRAFT_SUBMITTED',
    ]);
    expect(typesOf(save(0, 'a'), expire(endOf(DAY), { holders }))).toEqual(['DraftSaved', 'DraftSubmitted']);
    expect(typesOf(save(0, 'a'), note(), note())).toEqual(['DraftSaved', 'DraftSubmitted']);
    expect(rejectionsOf(save(0, 'a'), note([]))).toEqual(['NOT_SUBMITTED']);
  });

  it('says under its key how it stands while it stands, for the case that comes of it', () => {
    const open = stateOf(save(0, 'a'), share('helper'));
    expect(draftDesk.holds?.({} as DraftEvent, open, 'd1')).toEqual({
      keep: [
        {
          key: 'draft/d1',
          data: { version: 1, owner: 'owner', sharedWith: ['helper'], atCounter: false, entrusts: true },
        },
      ],
    });
    expect(draftDesk.holds?.({} as DraftEvent, stateOf(save(0, 'a'), remove()), 'd1')).toEqual({
      release: ['draft/d1'],
    });
    for (const command of [save(0, 'a'), remove(), expire(1), note()])
      expect(draftDesk.claims?.(command, open, 'c1')).toEqual(['draft/d1']);
    expect(draftDesk.claims?.(share('x'), open, 'c1')).toEqual([]);
  });
});

describe('who may touch a draft', () => {
  const person = (id: string, role: Actor['roles'][number], division: string | null = null): Actor => ({
    id,
    roles: [role],
    department: null,
    division,
  });
  const may = (actor: Actor, ...commands: DraftCommand[]): boolean => {
    const belonging = belongingOf(stateOf(...commands));
    return belonging !== null && permissionFor(actor, 'case.draft', belonging) !== null;
  };

  it('are its owner and those it was shared with, and no other', () => {
    expect(may(person('owner', 'applicant'), save(0, 'a'))).toBe(true);
    expect(may(person('other', 'applicant'), save(0, 'a'))).toBe(false);
    expect(may(person('h', 'helper', '350405'), save(0, 'a'))).toBe(false);
    expect(may(person('h', 'helper', '350405'), save(0, 'a'), share('h'))).toBe(true);
  });

  it('is a hall where it was begun at the counter or shared with it', () => {
    const clerk = person('c', 'clerk', '350405');
    expect(may(clerk, save(0, 'a'))).toBe(false);
    expect(may(clerk, save(0, 'a'), share('350405'))).toBe(true);
    expect(may(clerk, save(0, 'a', { by: 'c2', hall: '350405' }))).toBe(true);
    expect(may(person('c', 'clerk', '350400'), save(0, 'a'), share('350405'))).toBe(false);
  });

  it('is nobody who watches, decides or operates', () => {
    for (const role of ['reviewer', 'approver', 'supervisor', 'auditor', 'system-administrator', 'hall-head'] as const)
      expect(may(person('x', role, '350405'), save(0, 'a'), share('350405'), share('x'))).toBe(false);
  });

  it('comes from the door: a clerk’s draft is his hall’s, an applicant’s is not', () => {
    const door = draftDesk.doors!['save']!;
    const input = door.schema.parse({
      based: 0,
      matter: 'company-opening',
      sealed: Buffer.from('x').toString('base64'),
    });
    const saved = (actor: Actor) => door.command(input, { caseId: 'd1', now: DAY, actor });
    expect(saved(person('c', 'clerk', '350405'))).toMatchObject({ hall: '350405', draftId: 'd1', by: 'c' });
    expect(saved(person('h', 'helper', '350405'))).toMatchObject({ hall: null });
  });
});

describe('any history of a draft', () => {
  const day = fc.nat({ max: 40 }).map((days) => DAY + days * 86_400_000);
  const who = fc.constantFrom('owner', 'helper', 'friend');
  const holders = fc.constantFrom(become, []);
  const command: fc.Arbitrary<DraftCommand> = fc.oneof(
    {
      weight: 4,
      arbitrary: fc
        .tuple(fc.nat({ max: 4 }), fc.constantFrom('a', 'b', 'c', 'd'), day, who, holders)
        .map(([based, print, when, by, held]) => save(based, print, { at: when, by, holders: held })),
    },
    { weight: 2, arbitrary: fc.tuple(who, who).map(([other, by]) => share(other, by)) },
    { weight: 1, arbitrary: fc.tuple(who, holders).map(([by, held]) => remove({ by, holders: held })) },
    { weight: 1, arbitrary: fc.tuple(day, holders).map(([when, held]) => expire(when, { holders: held })) },
    { weight: 1, arbitrary: holders.map((held) => note(held)) },
  );
  const histories = fc.array(command, { maxLength: 20 });

  it('can be decided again event by event', () => {
    fc.assert(
      fc.property(histories, (commands) => {
        const { events } = play(commands);
        events.forEach((event, index) => {
          const before = fold(draft, events.slice(0, index));
          expect(decide(draft, draftDesk.recall([event], before), before)).toEqual({
            kind: 'decided',
            events: [event],
          });
        });
      }),
    );
  });

  it('adds nothing when a command is decided twice', () => {
    fc.assert(
      fc.property(histories, command, (commands, once) => {
        expect(play([...commands, once, once]).events).toEqual(play([...commands, once]).events);
      }),
    );
  });

  it('ends at most once and holds a content exactly while it is open', () => {
    const ends = ['DraftDeleted', 'DraftExpired', 'DraftSubmitted'];
    fc.assert(
      fc.property(histories, (commands) => {
        const { events } = play(commands);
        const state = fold(draft, events);
        const ended = events.filter(({ type }) => ends.includes(type)).length;
        expect(ended).toBe(['none', 'open'].includes(state.status) ? 0 : 1);
        expect(state.print !== null).toBe(state.status === 'open');
        const versions = events.flatMap((event) => (event.type === 'DraftSaved' ? [event.version] : []));
        expect(versions).toEqual(versions.map((_, index) => index + 1));
      }),
    );
  });
});
