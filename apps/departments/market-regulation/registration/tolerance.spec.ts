import { describe, expect, it } from '@jest/globals';
import { withOfficers } from '@yichuang/host';
import { decideStep, holdsInAnyHistory, rulingsOn, storyOf, throughOfficers, typesOf } from '@yichuang/testing';
import fc from 'fast-check';
import type { RegistrationCommand, TakePapers, TakeSaying, TakeTolerance } from './commands.js';
import { registrationDesk } from './desk.js';
import { facts, sourced } from './fixture.js';
import { officers } from './officers.js';
import { recall } from './recall.js';
import { registration } from './registration.js';
import { after, at, clear, code, end, given, hit, names, preCheck, register, says } from './story.fixture.js';

/** Sample E: a leased seat without the lessor's certificate, in a house the address library does not know. */
const leased = preCheck(1, {
  seat: { ...facts.seat, acquisition: 'lease' },
  papers: [...facts.papers.filter((kind) => kind !== 'property-certificate'), 'lease'],
});
const [realName, dishonest] = clear();
const unknownHouse: TakeSaying = says({
  source: 'address-library',
  answer: { ...sourced, found: false, propertyKnown: false, negative: false, companies: 0, addedIn30Days: 0 },
});
const checked = [leased, realName, dishonest, unknownHouse];
const promised: TakeTolerance = { type: 'TakeTolerance', at: at + 15, rules: ['R-SEAT-04'] };
const supplied = (kind = 'property-certificate'): TakePapers => ({
  type: 'TakePapers',
  at: at + 50,
  papers: [kind],
  holders: names(),
});

const answerOf = (event: unknown) =>
  (event as { answer: { outcome: string; findings: { rule: string; verdict: string; evidence: object }[] } }).answer;

describe('a paper that was promised', () => {
  it('is refused for where nobody promised it', () => {
    const [refused] = given(...checked).when(register());
    expect(refused).toMatchObject({ type: 'RegistrationRefused' });
  });

  it('holds the registration and refuses nothing: an officer sees what is owed', () => {
    const [review] = given(...checked, promised).when(register());
    expect(review).toMatchObject({ type: 'ManualReviewRequired' });
    expect(answerOf(review).findings).toMatchObject([
      { rule: 'R-SEAT-01', verdict: 'fail' },
      { rule: 'R-SEAT-04', verdict: 'unknown', evidence: { owed: true, lease: true } },
    ]);
  });

  it('is asked for once more by nobody: when it is here the company is registered by rule alone', () => {
    const events = given(...checked, promised, register()).when(supplied());
    expect(typesOf(events)).toEqual(['PapersSupplied', 'CodeRequested']);
    const [registered] = given(...checked, promised, register(), supplied()).when(code);
    expect(registered).toMatchObject({ type: 'CompanyRegistered', answer: { outcome: 'done', instant: true } });
    expect(given(...checked, promised, register(), supplied()).when(supplied())).toEqual([]);
    expect(given(...checked, promised, register(), supplied()).when(promised)).toEqual([]);
  });

  it('may be replaced by the commitment on the seat', () => {
    const [taken, requested] = given(...checked, promised, register()).when(supplied('seat-commitment'));
    expect([taken?.type, requested?.type]).toEqual(['PapersSupplied', 'CodeRequested']);
    const [registered] = given(...checked, promised, register(), supplied('seat-commitment')).when(code);
    expect(registered).toMatchObject({ evidence: { 'R-SEAT-04': { committed: true } } });
  });

  it('may be replaced before the registration is asked for', () => {
    expect(typesOf(given(...checked).when(supplied('seat-commitment')))).toEqual(['PapersSupplied']);
    expect(typesOf(given(...checked, supplied('seat-commitment')).when(register()))).toEqual(['CodeRequested']);
  });

  it('changes nothing once the case has ended, nor before it was asked for', () => {
    expect(given(...checked, promised, register(), end).when(supplied())).toEqual([]);
    expect(given().when(supplied())).toEqual([]);
    expect(given().when(promised)).toEqual([]);
    expect(after(...checked, promised, register(), end)).toMatchObject({ status: 'ended' });
  });
});

describe('a commitment that was false', () => {
  const dropped = { type: 'DropPapers' as const, at: at + 60, papers: ['seat-commitment'], holders: names() };
  /** A hit on the list of dishonest persons waits for an officer. */
  const waiting = [leased, realName, hit(), unknownHouse, supplied('seat-commitment'), register()];

  it('takes the place of nothing: what still waits for an officer is refused', () => {
    expect(after(...waiting)).toMatchObject({ status: 'review' });
    const [taken, refused] = given(...waiting).when(dropped);
    expect([taken?.type, refused?.type]).toEqual(['PapersDropped', 'RegistrationRefused']);
    expect(given(...waiting, dropped).when(dropped)).toEqual([]);
  });

  it('undoes no registration, nor one whose code is under way', () => {
    const asked = [...checked, supplied('seat-commitment'), register()];
    expect(given(...asked).when(dropped)).toEqual([]);
    expect(given(...asked, code).when(dropped)).toEqual([]);
  });
});

describe('officers', () => {
  const desk = withOfficers(registrationDesk, officers);
  const story = storyOf(desk.decider);
  const of = { principal: 'applicant-1', intakeBy: null, authority: '350405', hall: '350405' };
  const waiting = [{ ...leased, of }, ...checked.slice(1), promised, register()];

  it('cannot take the place of the paper: the result comes only when it is here', () => {
    const pass = rulingsOn(['R-SEAT-01', 'R-SEAT-04'], 'pass');
    const decided = story.given(...waiting, ...throughOfficers(pass, at + 30)).when(decideStep(pass, at + 30, names()));
    expect(typesOf(decided)).not.toContain('CodeRequested');
    const all = [...waiting, ...throughOfficers(pass, at + 30), decideStep(pass, at + 30, names())];
    expect(typesOf(story.given(...all).when(supplied()))).toContain('CodeRequested');
  });

  it('may still refuse for what they find themselves, with the article', () => {
    const rulings = [...rulingsOn(['R-SEAT-01'], 'fail'), ...rulingsOn(['R-SEAT-04'], 'pass')];
    const decided = story.given(...waiting, ...throughOfficers(rulings, at + 30));
    expect(typesOf(decided.when(decideStep(rulings, at + 30, names())))).toContain('RegistrationRefused');
  });
});

describe('any history with promises in it', () => {
  const dropped = { type: 'DropPapers' as const, at: at + 60, papers: ['seat-commitment'], holders: names() };
  const more: readonly RegistrationCommand[] = [
    dropped,
    hit(),
    promised,
    supplied(),
    supplied('seat-commitment'),
    end,
    register([]),
  ];
  it('adds nothing when a command is repeated, and every decision can be made again from its events', () => {
    holdsInAnyHistory({
      decider: registration,
      recall,
      command: fc.constantFrom(...checked, ...more, register(), code),
      possible: (one, state) => one.type !== 'Register' || state.status !== 'idle',
      likely: [...checked, promised, register(), supplied(), code],
      lengthMax: 14,
      runs: 400,
    });
  });
});
