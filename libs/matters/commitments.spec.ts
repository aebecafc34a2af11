import { describe, expect, it } from '@jest/globals';
import { decide } from '@yichuang/kernel';
import { caseView } from './case-view.js';
import { recallCase } from './case-recall.js';
import { seatCommitment as law } from './company-opening/tolerance.js';
import { nextTimerAt } from './next-timer.js';
import { planDecider } from './plan-decider.js';
import { at, finding, openingBook, Story, submission } from './testing/stories.js';
import { timeline } from './timeline.js';
import { receiptsOf } from './receipts.js';
import { falsePromiseKey } from './tolerance.js';
import type { InspectCommitment, SignCommitment } from './tolerance-commands.js';

const CHECK = 'market-regulation-check';
const proofMissing = finding({ rule: 'R-SEAT-04', evidence: { lease: false } });
const print = 'a'.repeat(64);

function noticed(...findings: ReturnType<typeof finding>[]): Story {
  const story = new Story(openingBook, at('2026-11-23 09:00'));
  story.submit();
  story.othersAnswer(CHECK);
  story.answers(CHECK, { findings: findings.length === 0 ? [proofMissing] : findings });
  return story;
}
const sign = (story: Story, over: Partial<SignCommitment> = {}): SignCommitment => ({
  type: 'SignCommitment',
  at: story.now,
  by: 'applicant-1',
  commitment: 'seat',
  version: law.version,
  print,
  ...over,
});
const inspect = (story: Story, by: string, over: Partial<InspectCommitment> = {}): InspectCommitment => ({
  type: 'InspectCommitment',
  at: story.now,
  by,
  department: 'market-regulation',
  commitment: 'seat',
  found: 'true',
  note: '实地查看',
  ...over,
});
function signed(): Story {
  const story = noticed();
  story.when(sign(story));
  return story;
}
function until(story: Story, when: string): void {
  for (;;) {
    const dueAt = nextTimerAt(story.state);
    if (dueAt === null || dueAt > at(when)) break;
    story.when({ type: 'Fire', kind: 'clock', at: dueAt, dueAt });
  }
  story.now = at(when);
}
const isDecidedAgain = (story: Story): void => {
  const decider = planDecider(openingBook);
  for (const { before, events } of story.decisions)
    expect(decide(decider, recallCase(openingBook.plan, events, before), before)).toEqual({ kind: 'decided', events });
};

describe('a commitment', () => {
  it('takes the place of every proof its rule asks for: the application is accepted at once', () => {
    const story = noticed();
    expect(story.when(sign(story)).map(({ type }) => type)).toEqual([
      'CommitmentSigned',
      'ApplicationAccepted',
      'SlaStarted',
      'DepartmentTaskDispatched',
    ]);
    expect(story.when(sign(story))).toEqual([]);
    expect(story.of('CommitmentSigned')).toMatchObject([
      { version: law.version, papers: [{ kind: 'seat-commitment', sha256: print }], inspectBy: at('2027-01-22 23:59') },
    ]);
    expect(caseView(openingBook, story.state, story.now).commitments).toMatchObject([{ id: 'seat', status: 'signed' }]);
    expect(receiptsOf(openingBook, story.state, story.events).receipts.at(-1)).toMatchObject({
      what: 'commitment',
      document: { kind: 'commitment' },
      papers: [{ kind: 'seat-commitment', sha256: print }],
    });
    isDecidedAgain(story);
  });

  it('is also signed with the form, where it is one of its papers', () => {
    const story = new Story(openingBook, at('2026-11-23 09:00'));
    const { inputs } = submission();
    story.submit({ inputs: { ...inputs, papers: [{ kind: 'seat-commitment', sha256: print }] } });
    story.othersAnswer();
    expect(story.of('CommitmentSigned')).toMatchObject([{ by: 'applicant-1', print }]);
    // it stands on the receipt of the form it came with
    const { receipts } = receiptsOf(openingBook, story.state, story.events);
    expect(receipts.map(({ what }) => what)).toEqual(['application']);
    isDecidedAgain(story);
  });

  it.each<[string, readonly ReturnType<typeof finding>[], Partial<SignCommitment>, string]>([
    ['in words that are out of date', [], { version: '2020.1' }, 'OTHER_WORDS'],
    ['that nobody knows', [], { commitment: 'other' }, 'NO_SUCH_COMMITMENT'],
    ['for another defect', [finding({ rule: 'R-CAP-01' })], {}, 'NOT_COVERED_BY_COMMITMENT'],
    [
      'after a false one',
      [],
      { holders: [{ key: falsePromiseKey('applicant-1'), stream: 'case/c0', data: null }] },
      'PROMISED_FALSELY',
    ],
  ])('is not signed %s', (_, findings, over, code) => {
    const story = noticed(...findings);
    expect(story.rejection(sign(story, over))).toBe(code);
  });
});

describe('the inspection of a commitment', () => {
  it('is none of an officer who is also a watcher, for they change no outcome (R-SOD-05)', () => {
    const story = signed();
    const watching = inspect(story, 'approver-1', { roles: ['approver', 'supervisor'] });
    expect(story.rejection(watching)).toBe('DUTIES_NOT_SEPARATE');
    expect(story.rejection(inspect(story, 'approver-1', { roles: ['approver'] }))).toBe('');
  });

  it('takes two who find the same, also when the company exists', () => {
    const story = signed();
    story.allAnswer();
    expect(story.state.phase).toBe('completed');
    expect(story.when(inspect(story, 'reviewer-1')).map(({ type }) => type)).toEqual(['CommitmentInspected']);
    expect(story.when(inspect(story, 'reviewer-1'))).toEqual([]);
    expect(story.when(inspect(story, 'approver-1'))).toMatchObject([
      { type: 'CommitmentInspected', found: 'true' },
      { type: 'CommitmentVerified', by: ['reviewer-1', 'approver-1'] },
    ]);
    expect(story.rejection(inspect(story, 'reviewer-2'))).toBe('INSPECTED_ALREADY');
    expect(nextTimerAt(story.state)).toBeNull();
    isDecidedAgain(story);
  });

  it('that finds it false leaves what the law says is to follow, and undoes nothing by itself', () => {
    const story = signed();
    story.allAnswer();
    story.when(inspect(story, 'reviewer-1', { found: 'true' }));
    story.when(inspect(story, 'approver-1', { found: 'false' }));
    expect(story.state.commitments).toMatchObject([{ status: 'signed' }]);
    expect(story.when(inspect(story, 'reviewer-2', { found: 'false' }))).toMatchObject([
      { type: 'CommitmentInspected' },
      {
        type: 'CommitmentFalsified',
        by: ['approver-1', 'reviewer-2'],
        consequences: ['order-to-correct', 'revoke', 'penalise', 'credit-record'],
      },
    ]);
    expect(story.state.phase).toBe('completed');
    expect(timeline(openingBook.plan, story.events).at(-1)?.text.en).toContain('国办发〔2020〕42号');
    isDecidedAgain(story);
  });

  it('of a case that goes on ends its procedure too, as something that is to follow', () => {
    const story = signed();
    story.when(inspect(story, 'reviewer-1', { found: 'false' }));
    const [, falsified] = story.when(inspect(story, 'approver-1', { found: 'false' }));
    expect(falsified).toMatchObject({ consequences: law.consequences });
  });

  it.each<[string, string, Partial<InspectCommitment>, string]>([
    ['the applicant', 'applicant-1', {}, 'DUTIES_NOT_SEPARATE'],
    ['another authority', 'reviewer-1', { department: 'tax' }, 'COMMITMENT_OF_ANOTHER'],
    ['anybody, of another promise', 'reviewer-1', { commitment: 'other' }, 'NO_SUCH_COMMITMENT'],
  ])('is not made by %s', (_, by, over, code) => {
    const story = signed();
    expect(story.rejection(inspect(story, by, over))).toBe(code);
  });

  it('that nobody makes is said once, on its last day', () => {
    const story = signed();
    story.allAnswer();
    until(story, '2027-02-01 09:00');
    expect(story.of('InspectionMissed')).toMatchObject([
      { at: at('2027-01-22 23:59'), department: 'market-regulation' },
    ]);
    expect(nextTimerAt(story.state)).toBeNull();
    expect(story.when(inspect(story, 'reviewer-1'))).toHaveLength(1);
    isDecidedAgain(story);
  });

  it('is not owed where there is no company', () => {
    const story = signed();
    story.when({ type: 'Withdraw', at: story.now });
    const word = { type: 'TakeWithdrawalAnswer' as const, department: 'market-regulation', granted: true };
    story.when({ ...word, at: story.now, answeredAt: story.now });
    expect(nextTimerAt(story.state)).toBeNull();
  });
});
