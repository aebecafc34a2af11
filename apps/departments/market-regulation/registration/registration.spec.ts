import { describe, expect, it } from '@jest/globals';
import { typesOf } from '@yichuang/testing';
import { isUscc } from '@yichuang/identifiers';
import { marketRegulationSection, registrationResult } from '@yichuang/contracts';
import { registrationDesk } from './desk.js';
import type { RegistrationEvent, Saying } from './events.js';
import { caseId, codeReceipt, facts, particulars, section, sourced } from './fixture.js';
import { particularsOf } from './licence.js';
import { nameKeyOf } from './name-in-force.js';
import {
  after,
  at,
  clear,
  code,
  given,
  hit,
  names,
  notice,
  preCheck,
  register,
  says,
  sealed,
  silence,
} from './story.fixture.js';

const errandsOf = (events: readonly RegistrationEvent[], state: ReturnType<typeof after>) =>
  events.flatMap((event) => registrationDesk.errands?.(event, state, caseId) ?? []);

describe('a pre-check', () => {
  it('asks three sources before it says anything', () => {
    const events = given().when(preCheck());
    expect(typesOf(events)).toEqual(['RegistrationTaskTaken']);
    expect(errandsOf(events, after(preCheck()))).toEqual([
      { port: 'real-name', ask: { round: 1, persons: ['p1', 'p2', 'p3', 'p4'] }, sealed },
      { port: 'dishonest-list', ask: { round: 1, persons: ['p1', 'p2', 'p3'], legalRepresentative: 'p1' }, sealed },
      { port: 'address-library', ask: { round: 1 }, sealed },
    ]);
  });

  it('is answered in the decision that takes the last answer', () => {
    const [first, second, third] = clear();
    expect(typesOf(given(preCheck(), first).when(second))).toEqual(['SourceAnswered']);
    const [taken, checked] = given(preCheck(), first, second).when(third);
    expect(taken).toMatchObject({ type: 'SourceAnswered', saying: { source: 'address-library' } });
    expect(checked).toMatchObject({
      type: 'RegistrationPreChecked',
      answer: {
        step: 'market-regulation-check',
        round: 1,
        outcome: 'checked',
        instant: true,
        decider: 'SYSTEM:market-regulation-2026.1',
        accountable: '三明市沙县区市场监督管理局',
        findings: [],
      },
      evidence: { 'R-CAP-01': { capitalFen: 100_000_000, subscribedFen: 100_000_000 } },
    });
  });

  it('names every fault, not the first', () => {
    const company = { ...facts.company, capitalFen: 1 };
    const posts = { ...facts.posts, supervisors: ['p1'] };
    const [, checked] = given(preCheck(1, { company, posts }), ...clear().slice(0, 2)).when(clear()[2]);
    expect(checked).toMatchObject({ answer: { rules: { fail: ['R-CAP-01', 'R-PER-02'] } } });
  });

  it.each(['real-name', 'dishonest-list', 'address-library'] as const)(
    'is left to an officer where %s stays silent, and answered again when it speaks',
    (source) => {
      const others = clear().filter(({ saying }) => saying.source !== source);
      const [, checked] = given(preCheck(), ...others).when(silence(source));
      expect(checked).toMatchObject({ type: 'RegistrationPreChecked', answer: { outcome: 'checked' } });
      const answer = (checked as { answer: { findings: { verdict: string; phase: string }[] } }).answer;
      expect(answer.findings.length).toBeGreaterThan(0);
      expect(answer.findings.every(({ verdict, phase }) => verdict === 'unknown' && phase === 'substance')).toBe(true);
      const late = clear().find(({ saying }) => saying.source === source)!;
      const [, again] = given(preCheck(), ...others, silence(source)).when(late);
      expect(again).toMatchObject({ type: 'RegistrationPreChecked', answer: { findings: [] } });
    },
  );

  it('hears nothing more of a source that has spoken', () => {
    expect(given(preCheck(), ...clear()).when(silence('real-name'))).toEqual([]);
    expect(given(preCheck(), ...clear()).when(hit())).toEqual([]);
  });

  it('begins again with a correction, and an answer to the round before no longer counts', () => {
    const second = preCheck(2);
    expect(typesOf(given(preCheck(), ...clear()).when(second))).toEqual(['RegistrationTaskTaken']);
    expect(given(preCheck(), ...clear(), second).when(clear()[0])).toEqual([]);
    expect(after(preCheck(), ...clear(), second, ...clear(2))).toMatchObject({ status: 'checked' });
  });

  it('passes over a task of an old round', () => {
    expect(given(preCheck(2)).when(preCheck(1))).toEqual([]);
  });
});

describe('registering', () => {
  const checked = [preCheck(), ...clear()];
  const done = () => given(...checked, register()).when(code);

  it('looks at the claim on the name, under the lock', () => {
    expect(registrationDesk.claims?.(register(), after(...checked), 'c1')).toEqual([nameKeyOf(facts)]);
    expect(registrationDesk.claims?.(preCheck(), after(), 'c1')).toEqual([]);
  });

  it('asks for a code where every rule passed and the name is in force', () => {
    const events = given(...checked).when(register());
    expect(events).toMatchObject([
      { type: 'CodeRequested', name: { kind: 'reserved', until: '2027-01-23' }, order: { authority: '350405' } },
    ]);
    expect(errandsOf(events, after(...checked, register()))).toMatchObject([
      { port: 'code-issuing', ask: { companyType: '1130' }, sealed },
    ]);
  });

  it('is done when the code comes: company, licence and reminder in one decision', () => {
    const [company, licence, reminder] = done();
    const result = {
      uscc: '91350405MAFAKE0198',
      companyName: '三明市沙县区虚杉软件开发有限公司',
      establishedOn: '2026-11-23',
      type: '1130',
      capitalFen: 100_000_000,
      legalRepresentative: '林志远',
      authority: '三明市沙县区市场监督管理局',
      gbt4754: '6513',
      licence: { copies: 2, demo: true },
      postLicencePermits: ['食品经营许可'],
    };
    expect(company).toMatchObject({
      type: 'CompanyRegistered',
      answer: { step: 'register', outcome: 'done', instant: true, result },
    });
    expect(registrationResult.safeParse((company as { answer: { result: unknown } }).answer.result).success).toBe(true);
    expect(licence).toMatchObject({
      type: 'LicenceIssued',
      establishedOn: '2026-11-23',
      companyType: '有限责任公司(自然人投资或控股)',
      demo: true,
      face: { 'zh-CN': expect.stringContaining('模拟执照') },
      scope: expect.stringMatching(/^许可项目：小吃服务.+依法须经批准的项目.+。一般项目：软件开发/),
    });
    expect(reminder).toMatchObject({
      type: 'PostLicencePermitReminded',
      permits: [{ item: 'H003', permit: '食品经营许可', article: '食品安全法 a.35' }],
    });
  });

  it('reminds of nothing where no item needs a permit', () => {
    const scope = facts.scope.slice(0, 1);
    expect(typesOf(given(preCheck(1, { scope }), ...clear(), register()).when(code))).toEqual([
      'CompanyRegistered',
      'LicenceIssued',
    ]);
  });

  it('is founded on the day of the licence in Shanghai, whatever the day elsewhere', () => {
    const late = { ...code, at: Date.UTC(2026, 10, 23, 16, 5) };
    expect(given(...checked, register()).when(late)[0]).toMatchObject({
      answer: { result: { establishedOn: '2026-11-24' } },
    });
  });

  it('is published once, and the notice kept', () => {
    const events = done();
    expect(errandsOf(events, after(...checked, register(), code))).toEqual([
      { port: 'public-register', ask: { uscc: codeReceipt.uscc, companyName: particulars.companyName } },
    ]);
    expect(typesOf(given(...checked, register(), code).when(notice))).toEqual(['PublicNoticeRecorded']);
    expect(given(...checked, register(), code, notice).when(notice)).toEqual([]);
  });

  it('publishes of the form what the public register has, and no more', () => {
    expect(particularsOf(marketRegulationSection.parse(section))).toEqual(particulars);
    const written = JSON.stringify(done());
    for (const { document, mobile } of Object.values(section.people)) {
      expect(written).not.toContain(document.number);
      expect(written).not.toContain(mobile);
    }
    expect(written).not.toContain('吴敏');
  });

  it('registers the very name that was reserved: a division in brackets stands behind the trade name', () => {
    const bracketed = { ...section, name: { ...section.name, division: '（三明）' } };
    expect(particularsOf(marketRegulationSection.parse(bracketed)).companyName).toBe('虚杉（三明）软件开发有限公司');
  });

  it('waits for an officer where a list has a hit, and says since when and why', () => {
    const others = clear().filter(({ saying }) => saying.source !== 'dishonest-list');
    const [waits] = given(preCheck(), ...others, hit()).when(register());
    expect(waits).toMatchObject({
      type: 'ManualReviewRequired',
      answer: { step: 'register', outcome: 'review', instant: false },
    });
    expect(after(preCheck(), ...others, hit(), register())).toMatchObject({
      status: 'review',
      since: register().at,
      why: ['PERSON_DISQUALIFIED'],
    });
  });

  it('never goes on because a source is silent, and goes on by itself when it speaks', () => {
    const others = clear().filter(({ saying }) => saying.source !== 'address-library');
    const history = [preCheck(), ...others, silence('address-library'), register()];
    expect(after(...history).status).toBe('review');
    const late = { ...clear()[2], holders: names() };
    expect(registrationDesk.claims?.(late, after(...history), 'c1')).toEqual([nameKeyOf(facts)]);
    expect(typesOf(given(...history).when(late))).toEqual(['SourceAnswered', 'CodeRequested']);
  });

  it('is refused, with every rule and the remedies, where the law forbids it', () => {
    const negative: Saying = {
      source: 'address-library',
      answer: { ...sourced, found: true, propertyKnown: true, negative: true, companies: 0, addedIn30Days: 0 },
    };
    const [refused] = given(preCheck(), ...clear().slice(0, 2), says(negative)).when(register());
    expect(refused).toMatchObject({
      type: 'RegistrationRefused',
      answer: { outcome: 'refused', rules: { fail: ['R-SEAT-02'] } },
      remedies: { 'zh-CN': expect.stringContaining('行政复议') },
    });
  });

  it.each([
    ['nobody keeps it', []],
    ['another case keeps it', names('reserved', '2027-01-23', 'c2')],
    ['its term has ended', names('reserved', '2026-11-22')],
  ])('is refused without a name in force: %s', (_, holders) => {
    expect(given(...checked).when(register(holders))[0]).toMatchObject({
      type: 'RegistrationRefused',
      answer: { findings: [{ rule: 'R-NAME-20', code: 'NAME_EXPIRED', paths: ['/name'] }] },
    });
  });

  it('waits for an officer while the name library is silent, and goes on by itself when the name is reserved', () => {
    const [waits] = given(...checked).when(register(names('pending', null)));
    expect(waits).toMatchObject({ type: 'ManualReviewRequired', answer: { rules: { unknown: ['R-NAME-20'] } } });
    const waiting = [...checked, register(names('pending', null))];
    const look = (holders: ReturnType<typeof names>) => ({ type: 'LookAtName', at: at + 60_000, holders }) as const;
    expect(given(...waiting).when(look(names('pending', null)))).toEqual([]);
    expect(typesOf(given(...waiting).when(look(names('reserved', '2027-01-23'))))).toEqual(['CodeRequested']);
  });

  it('looks at the name again only where it waits', () => {
    const look = { type: 'LookAtName', at, holders: names() } as const;
    for (const history of [[], [preCheck()], checked, [...checked, register()]]) {
      expect(given(...history).when(look)).toEqual([]);
    }
  });

  it('keeps the name to the last day of its term', () => {
    expect(typesOf(given(...checked).when(register(names('reserved', '2026-11-23'))))).toEqual(['CodeRequested']);
  });

  it('counts the five years of payment again from the day of the licence', () => {
    const shareholders = facts.shareholders.map((one) => ({ ...one, dueOn: '2031-11-24' }));
    const history = [preCheck(1, { shareholders }), ...clear()];
    expect(given(...history).when(register())[0]).toMatchObject({ answer: { rules: { fail: ['R-CAP-02'] } } });
    const nextDay = { ...register(), at: at + 24 * 3_600_000 };
    expect(typesOf(given(...history).when(nextDay))).toEqual(['CodeRequested']);
  });

  it('without any pre-check is a bug and says so', () => {
    expect(() => given().when(register())).toThrow(TypeError);
  });

  it('takes no code that nobody waits for', () => {
    expect(given(...checked).when(code)).toEqual([]);
  });

  it('parks the case rather than taking a code that cannot be one', () => {
    const take = registrationDesk.learned?.['code-issuing'];
    const learned = { caseId, errand: 'e', ask: {}, now: at, section };
    expect(isUscc('91350405MAFAKE0199')).toBe(false);
    expect(() => take?.({ ...learned, answer: { ...codeReceipt, uscc: '91350405MAFAKE0199' } })).toThrow();
    expect(() => take?.({ ...learned, answer: null })).toThrow();
    expect(take?.({ ...learned, answer: codeReceipt })).toMatchObject({ type: 'TakeCode', particulars });
  });
});
