import { describe, expect, it } from '@jest/globals';
import type { Actor } from '@yichuang/contracts';
import * as departments from '@yichuang/departments';
import type { Department } from '@yichuang/host';
import { companyOpeningTolerance, matterOf, seatCommitment, type CaseState } from '@yichuang/matters';
import { sample } from '@yichuang/testing';
import { parseInstant } from '@yichuang/working-time';
import { PlayedHouse } from './played-house.fixture.js';

/** Sample E of the domain reference on its three paths: the orchestrator, the departments, and the hours of the hall. */

const CASE = 'e1';
const applicant: Actor = { id: 'applicant-1', roles: ['applicant'], department: null, division: null };
const officer = (role: 'reviewer' | 'approver'): Actor => ({
  id: `${role}-1`,
  roles: [role],
  department: 'market-regulation',
  division: '350405',
});
const print = 'a'.repeat(64);
const promised = { papers: ['property-certificate'], version: companyOpeningTolerance.version, sha256: print };
const committed = { commitment: 'seat', version: seatCommitment.version, sha256: print };
const certificate = { kind: 'property-certificate', sha256: 'b'.repeat(64) };

function at(written: string): number {
  const parsed = parseInstant(written);
  if (parsed.kind === 'fault') throw new RangeError(parsed.text.en);
  return parsed.at;
}

class SampleE extends PlayedHouse {
  static handedIn(when = '2026-11-23 09:00'): SampleE {
    const matter = matterOf('company-opening');
    const read = matter?.readForm(sample('e.yaml').form);
    if (matter === undefined || read?.ok !== true) throw new TypeError('sample E is not a form');
    const { sections, ...divided } = matter.divide(read.form);
    const plain = Object.values<Department>(departments).map(({ name, section }) => [
      name,
      section?.schema.parse(sections[name]),
    ]);
    // A, B and D were registered before it
    const house = new SampleE(Object.fromEntries(plain) as Record<string, unknown>, { 'code-issuing': 3 });
    house.now = at(when);
    const sealed = Object.fromEntries(Object.keys(sections).map((name) => [name, 'c2VhbGVk']));
    house.form = { matter: 'company-opening', ...divided, sections: sealed };
    house.handIn();
    return house;
  }

  private form: object = {};

  handIn(caseId = CASE): void {
    this.ask('submit', this.form, applicant, caseId);
  }

  ask(door: string, body: object, actor: Actor = applicant, caseId = CASE): void {
    this.knock(`orchestrator/case/${caseId}`, door, body, actor);
  }

  get case(): CaseState {
    return this.state('orchestrator', 'case', CASE) as CaseState;
  }

  promise(): void {
    this.ask('promise', promised);
  }

  commit(): void {
    this.ask('commit', committed);
  }
}

/** Accepted with tolerance at 09:00; the head lengthens the term, and a reviewer pauses at the decision point at 10:30. */
function paused(): SampleE {
  const house = SampleE.handedIn();
  house.promise();
  house.until(at('2026-11-23 10:00'));
  house.ask('extend', { reason: 'REGISTRATION_HEAD', note: '容缺待补' }, officer('approver'));
  house.until(at('2026-11-23 10:30'));
  house.ask('pause-for-papers', { note: '等待产权证明' }, officer('reviewer'));
  return house;
}

describe('sample E, whose seat has no proof', () => {
  it('gets a notice that names the proof and nothing else', () => {
    const house = SampleE.handedIn();
    expect(house.case.phase).toBe('awaiting-correction');
    expect(house.case.notices[0]?.defects.map(({ code, path }) => [code, path])).toEqual([
      ['SEAT_PROOF_MISSING', '/papers'],
    ]);
  });

  it('is accepted with tolerance at 09:00, waits at the desk of registration, and nothing is registered', () => {
    const house = SampleE.handedIn();
    house.promise();
    expect(house.of('orchestrator', 'ToleranceAccepted')).toMatchObject([
      { at: at('2026-11-23 09:00'), deadline: at('2026-11-30 17:30'), gaps: [{ paper: 'property-certificate' }] },
    ]);
    expect(house.case).toMatchObject({ phase: 'work', clocks: { case: { clock: { dueAt: at('2026-11-23 15:30') } } } });
    expect(house.of('market-regulation', 'ManualReviewRequired')).toHaveLength(1);
    expect(house.of('market-regulation', 'CompanyRegistered', 'RegistrationRefused')).toEqual([]);
  });

  it('is paused at 10:30 with 90 minutes used, and not before the head has lengthened the term', () => {
    const early = SampleE.handedIn();
    early.promise();
    expect(() => {
      early.ask('pause-for-papers', { note: '等待产权证明' }, officer('reviewer'));
    }).toThrow('BEYOND_STATUTORY_TERM');
    const { clocks } = paused().case;
    expect(clocks.case?.clock).toMatchObject({ state: 'PAUSED', usedMillis: 90 * 60_000, dueAt: null });
  });

  it('path 1: supplied on 2026-11-24 at 15:00 it is due at 17:30, and the company is registered', () => {
    const house = paused();
    house.until(at('2026-11-24 15:00'));
    house.ask('supplement', { papers: [certificate] });
    expect(house.of('orchestrator', 'ToleranceFulfilled', 'SlaResumed')).toMatchObject([
      { type: 'ToleranceFulfilled', at: at('2026-11-24 15:00') },
      { type: 'SlaResumed', dueAt: at('2026-11-24 17:30') },
    ]);
    expect(house.of('market-regulation', 'CompanyRegistered')).toMatchObject([
      { at: at('2026-11-24 15:00'), receipt: { uscc: '91350405MAFAKE043Q' } },
    ]);
    house.until(at('2026-11-24 17:30'));
    expect(house.case.phase).toBe('completed');
    expect(house.of('orchestrator', 'SlaMet')).toMatchObject([{ usedMillis: 90 * 60_000 }]);
  });

  it('path 2: nothing until 2026-11-30 17:30 ends it as of that instant; no licence, and the name is free again', () => {
    const house = paused();
    house.until(at('2026-11-30 17:29'));
    expect(house.case.phase).toBe('work');
    house.until(at('2026-12-01 09:00'));
    expect(house.of('orchestrator', 'ToleranceLapsed', 'CaseTerminated')).toMatchObject([
      { type: 'ToleranceLapsed', at: at('2026-11-30 17:30') },
      { type: 'CaseTerminated', asOf: at('2026-11-30 17:30'), document: { kind: 'termination' } },
    ]);
    expect(house.case.phase).toBe('terminated');
    expect(house.of('market-regulation', 'CompanyRegistered', 'LicenceIssued')).toEqual([]);
    expect(
      house
        .of('market-regulation', 'RegistrationCaseEnded', 'NameReleased')
        .map(({ type }) => type)
        .sort(),
    ).toEqual(['NameReleased', 'RegistrationCaseEnded']);
    expect(() => {
      house.ask('supplement', { papers: [certificate] });
    }).toThrow('CASE_ENDED');
  });

  it.each<[string, () => SampleE, string]>([
    ['in answer to the notice', () => SampleE.handedIn(), '2026-11-23 09:00'],
    ['in the place of what is owed', () => paused(), '2026-11-23 10:30'],
  ])('path 3: the commitment signed %s is decided at once, and looked at later', (_, begun, when) => {
    const house = begun();
    house.commit();
    expect(house.of('orchestrator', 'CommitmentSigned')).toMatchObject([
      { at: at(when), commitment: 'seat', inspectBy: at('2027-01-22 23:59') },
    ]);
    expect(house.of('market-regulation', 'CompanyRegistered')).toMatchObject([
      { at: at(when), answer: { instant: true }, evidence: { 'R-SEAT-04': { committed: true } } },
    ]);
    expect(house.case.phase).toBe('completed');
  });

  it('whoever promised falsely, as two officers found, promises nothing again', () => {
    const house = SampleE.handedIn();
    house.commit();
    const found = { commitment: 'seat', found: 'false', note: '查无此处' };
    house.ask('inspect-commitment', found, officer('reviewer'));
    house.ask('inspect-commitment', found, officer('approver'));
    expect(house.of('orchestrator', 'CommitmentFalsified')).toMatchObject([{ by: ['reviewer-1', 'approver-1'] }]);
    house.handIn('e2');
    expect(() => {
      house.ask('promise', promised, applicant, 'e2');
    }).toThrow('PROMISED_FALSELY');
    expect(() => {
      house.ask('commit', committed, applicant, 'e2');
    }).toThrow('PROMISED_FALSELY');
  });
});
