import { describe, expect, it } from '@jest/globals';
import type { Actor } from '@yichuang/contracts';
import { decide } from '@yichuang/kernel';
import { catalogue, publishedCalendars } from '@yichuang/matters';
import { bookOf, caseDesk } from './desk.js';
import { Played, submission } from './play.js';
import { shownReceipts } from '../shown-receipts.js';

const desk = caseDesk(catalogue, publishedCalendars);
const clerk: Actor = { id: 'clerk-1', roles: ['clerk'], department: null, division: '350405' };
const presence = { signed: 'pad', papersSeen: ['identity-document', 'lease'] };

function taken(by: Actor = clerk, over: object = {}): Played {
  const played = new Played(desk);
  played.actor = by;
  played.knock('intake', submission({ principal: 'walk-in', presence, ...over }));
  return played;
}

describe('the counter', () => {
  it('takes an application for whoever is present, and says which clerk did and how it was signed', () => {
    expect(taken().state).toMatchObject({
      principal: 'walk-in',
      intake: { by: 'clerk-1', hall: '350405', signed: 'pad', papersSeen: ['identity-document', 'lease'] },
    });
  });

  it('takes it once: the same again, also through the door of applicants, adds nothing', () => {
    const played = taken();
    expect(played.knock('intake', submission({ principal: 'walk-in', presence }))).toEqual([]);
    expect(played.knock('submit', submission())).toEqual([]);
  });

  it('turns down a clerk of another hall, one without a hall, and one who applies himself', () => {
    expect(() => taken({ ...clerk, division: '350400' })).toThrow('NOT_YOUR_HALL');
    expect(() => taken({ ...clerk, division: null })).toThrow('NOT_YOUR_HALL');
    expect(() => taken(clerk, { principal: clerk.id })).toThrow('DUTIES_NOT_SEPARATE');
  });

  it('names every fault of what is said of the presence', () => {
    const bad = desk.doors!['intake']!.schema.safeParse(
      submission({ principal: '', presence: { signed: 'aloud', papersSeen: ['passport photo'] } }),
    );
    expect(bad.error?.issues.map(({ path }) => path.join('/')).sort()).toEqual([
      'presence/papersSeen/0',
      'presence/signed',
      'principal',
    ]);
  });

  it('leaves to the applicant what he hands in himself: nobody else can be named', () => {
    const { schema } = desk.doors!['submit']!;
    expect(schema.safeParse(submission({ principal: 'another' })).success).toBe(false);
  });

  it('can decide again what it decided', () => {
    for (const { before, events } of taken().decisions)
      expect(decide(desk.decider, desk.recall(events, before), before)).toEqual({ kind: 'decided', events });
  });
});

describe('a correction at the counter', () => {
  const { inputs, leftOut, sections } = submission() as Record<'inputs' | 'leftOut' | 'sections', object>;
  const corrected = { inputs, leftOut, sections, presence: { signed: 'seal', papersSeen: ['lease'] } };

  it('says how it was signed, and of which papers the originals were seen, under their paths', () => {
    const { schema } = desk.doors!['correct-at-counter']!;
    expect(schema.safeParse(corrected).success).toBe(true);
    const { presence: _presence, ...unsigned } = corrected;
    expect(schema.safeParse(unsigned).error?.issues.map(({ path }) => path)).toEqual([['presence']]);
    expect(schema.safeParse({ ...corrected, by: 'somebody' }).success).toBe(false);
  });

  it('comes from the clerk who is signed in, with his functions, and of his hall', () => {
    const by: Actor = { ...clerk, id: 'clerk-2', roles: ['clerk', 'auditor'] };
    const { schema, command } = desk.doors!['correct-at-counter']!;
    const given = command(schema.parse(corrected), { caseId: 'c1', now: 5, actor: by });
    expect(given).toMatchObject({
      type: 'CorrectApplication',
      at: 5,
      intake: { by: 'clerk-2', hall: '350405', signed: 'seal', papersSeen: ['lease'] },
      intakeRoles: ['clerk', 'auditor'],
    });
    expect(given).not.toHaveProperty('by');
  });
});

describe('a receipt', () => {
  it('is shown with its papers by name, in two languages, and an honest sentence about the end', () => {
    const papers = [{ kind: 'lease', sha256: 'a'.repeat(64) }];
    const inputs = { ...(submission() as { inputs: object }).inputs, papers };
    const { state, events, now: at } = taken(clerk, { inputs });
    const book = bookOf(catalogue, publishedCalendars)(state);
    const shown = shownReceipts({ book, state, events, at, position: '0:1' }, { all: [] });
    expect(shown).toHaveProperty('promise.text.en', expect.stringContaining('within 4 working hours from acceptance'));
    expect(shown).toMatchObject({
      number: state.number,
      receipts: [
        {
          number: `${state.number}-R1`,
          what: { code: 'application', text: { 'zh-CN': '申请', en: 'application' } },
          receivedAt: '2026-11-23T09:00:00+08:00',
          answerDueAt: '2026-11-23T09:30:00+08:00',
          handedInBy: 'walk-in',
          clerk: { id: 'clerk-1', hall: '350405', signed: 'pad' },
          papers: [
            { kind: 'lease', text: { 'zh-CN': '租赁合同', en: 'Lease' }, sha256: 'a'.repeat(64), attachmentId: null },
          ],
        },
      ],
      promise: { acceptedAt: null, dueAt: null, endedAt: null, budgetMinutes: 240 },
    });
  });
});
