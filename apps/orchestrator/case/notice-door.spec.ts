import { describe, expect, it } from '@jest/globals';
import type { Actor } from '@yichuang/contracts';
import { companyOpeningPlan, publishedCalendars } from '@yichuang/matters';
import { caseDesk } from './desk.js';
import { at, Played, seenByRules, shownOf, submission, well } from './play.js';
import { saidBy } from '@yichuang/testing';

const catalogue = { plans: [companyOpeningPlan] };
const desk = caseDesk(catalogue, publishedCalendars);
const supervisor: Actor = { id: 'supervisor-1', roles: ['supervisor'], department: null, division: '350405' };

const defect = {
  rule: 'R-SEAT-02',
  code: 'SEAT_PROOF_MISSING',
  article: '市场主体登记管理条例 a.16',
  text: { 'zh-CN': '缺少住所证明', en: 'proof of the seat is missing' },
  phase: 'form' as const,
  disposal: 'block' as const,
  verdict: 'fail' as const,
  evidence: {},
};

function answer(played: Played, faulty: string, over: object): void {
  for (const task of played.open()) {
    const said = well(task, 'checked', task.step === faulty ? over : {});
    played.hear(task.department, saidBy(task.department, 'checked'), { answer: said });
  }
}

/** In round 2 an officer of tax finds what stood in the form of round 1. */
function proposed(): Played {
  const played = new Played(desk);
  played.knock('submit', submission());
  answer(played, 'seal-check', { findings: [{ ...defect, paths: ['/seal/kinds'] }] });
  const { inputs, leftOut, sections } = submission() as Record<string, object>;
  played.now = at('2026-11-23 09:30');
  played.knock('correct', { inputs, leftOut, sections });
  const found = { findings: [{ ...defect, rule: 'R-TAX-08', paths: [] }], decider: 'approver:tax', instant: false };
  answer(played, 'tax-check', found);
  played.actor = supervisor;
  return played;
}

const shown = (played: Played): Record<string, unknown> => shownOf(played, catalogue);

describe('the door of consent to a second notice', () => {
  const door = desk.doors?.['consent-to-notice'];

  it('is the supervisor’s, with a reason', () => {
    expect(door).toMatchObject({ action: 'notice.consent', meets: ['reason'] });
  });

  it('turns bad input away with every fault under its path', () => {
    const issues = door?.schema.safeParse({ decision: 'perhaps', reason: ' ', more: 1 }).error?.issues ?? [];
    expect(issues.map(({ path }) => path.join('/')).sort()).toEqual(['', 'decision', 'proposal', 'reason']);
  });

  it('lets the notice out, in the supervisor’s name, and the case shows it, the consent and the card', () => {
    const played = proposed();
    expect(shown(played)).toMatchObject({
      status: 'awaiting-consent',
      notice: null,
      secondNotice: { id: 'second-notice-1', status: 'proposed', proposedAt: '2026-11-23T09:30:00+08:00' },
      waitingFor: [{ who: 'hall', what: 'second-notice-1' }],
    });
    played.knock('consent-to-notice', { proposal: 'second-notice-1', decision: 'consent', reason: '确需补正' });
    expect(shown(played)).toMatchObject({
      status: 'awaiting-correction',
      notice: { number: 2, avoidable: true, causedBy: ['tax'], consent: { by: 'supervisor-1', reason: '确需补正' } },
      secondNotice: null,
      cards: [{ kind: 'yellow', holder: 'tax', cause: { code: 'SECOND_NOTICE', notice: 2 } }],
    });
  });

  it('asks the rules of separation of whoever speaks, and as what', () => {
    const played = proposed();
    const { id } = supervisor;
    played.actor = { ...supervisor, roles: ['supervisor', 'auditor'] };
    const said = { proposal: 'second-notice-1', decision: 'consent', reason: '确需补正' };
    expect(seenByRules(() => played.knock('consent-to-notice', said))).toEqual([
      { id, roles: ['supervisor', 'auditor'] },
    ]);
  });

  it('keeps it back, and the case shows who refused and that the department must think again', () => {
    const played = proposed();
    played.knock('consent-to-notice', { proposal: 'second-notice-1', decision: 'refuse', reason: '首次应当发现' });
    expect(shown(played)).toMatchObject({
      status: 'in-review',
      notice: null,
      secondNotice: { status: 'refused', decision: { by: 'supervisor-1', at: '2026-11-23T09:30:00+08:00' } },
      waitingFor: [{ who: 'tax', what: 'tax-check', officer: true }],
    });
  });
});
