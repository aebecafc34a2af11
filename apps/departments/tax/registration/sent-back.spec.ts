import { describe, expect, it } from '@jest/globals';
import type { StepAnswer } from '@yichuang/contracts';
import { withOfficers, type Heard, type OfficerCommand, type Ruling } from '@yichuang/host';
import { decide } from '@yichuang/kernel';
import { decideStep, officersHoldInAnyHistory, rulingsOn, storyOf, throughOfficers, typesOf } from '@yichuang/testing';
import { registrationDesk } from './desk.js';
import type { PreCheck, TakeRiskAnswer, TaxCommand } from './events.js';
import { facts } from './fixture.js';
import { lawInForce } from './law.js';
import { officers } from './officers.js';

type Command = TaxCommand | OfficerCommand;

const desk = withOfficers(registrationDesk, officers);
const { decider } = desk;
const { after, given } = storyOf(decider);
const at = Date.UTC(2026, 10, 23, 0, 30);
const RULE = 'R-TAX-03';

const preCheck = (over: Partial<PreCheck> = {}): PreCheck => ({
  type: 'PreCheck',
  at,
  step: 'tax-check',
  round: 2,
  number: '沙开办20261123-0001',
  dueAt: null,
  ruleSet: lawInForce,
  facts: { ...facts, taxHandler: { ...facts.taxHandler, documentRight: false } },
  sealed: Uint8Array.of(1, 2, 3),
  of: { principal: 'applicant-1', intakeBy: null, authority: '350405', hall: '350405' },
  ...over,
});
const clear: TakeRiskAnswer = { type: 'TakeRiskAnswer', at: at + 10, round: 2, risk: { hits: [] } };
const named = [preCheck(), clear] as const;
const faulty = (...commands: readonly Command[]): readonly string[] =>
  (after(...commands).officers.answer as StepAnswer).findings
    .filter(({ verdict, disposal }) => verdict === 'fail' && disposal === 'block')
    .map(({ rule }) => rule);

const refused = (over: object = {}): Command | null => {
  const body = {
    proposal: 'second-notice-1',
    by: 'supervisor-1',
    reason: '首次应当发现 should have been seen',
    sentBack: [{ department: 'tax', step: 'tax-check', rules: [RULE] }],
    ...over,
  };
  return hear('SecondNoticeRefused', body);
};
function hear(type: string, body: object): Command | null {
  const hearing = desk.hears[type];
  const heard = { type, source: 'orchestrator', caseId: 'c', at, now: at + 20, sealed: undefined };
  const parsed: unknown = hearing?.schema.parse(body);
  return hearing?.command({ ...heard, body: parsed } as Heard<never>, null) ?? null;
}
const sent = refused() as Command;
const back = [...named, sent] as const;
const when = at + 50;
const rows = (...commands: readonly Command[]) =>
  desk.registers?.at(-1)?.project({ type: 'TaxCaseEnded', at, reason: '' } as never, after(...commands), 'c');
const said = (command: Command, ...before: readonly Command[]): string => {
  const decision = decide(decider, command, after(...before));
  return decision.kind === 'rejection' ? decision.code : typesOf(decision.events).join(' ');
};
const decided = (rulings: readonly Ruling[], ...before: readonly Command[]) =>
  given(...before, ...throughOfficers(rulings, when)).when(decideStep(rulings, when));

describe('a fault the supervisor did not let be told a second time', () => {
  it('lies in the queue of the desk that named it, with why in both languages', () => {
    expect(faulty(...named)).toEqual([RULE]);
    expect(rows(...named)).toEqual([]);
    expect(given(...named).when(sent)).toEqual([
      {
        type: 'FaultsSentBack',
        at: at + 20,
        proposal: 'second-notice-1',
        by: 'supervisor-1',
        reason: '首次应当发现 should have been seen',
        step: 'tax-check',
        round: 2,
        rules: [RULE],
      },
    ]);
    expect(rows(...back)).toMatchObject([
      {
        key: ['c'],
        row: {
          step: 'tax-check',
          status: 'to-recommend',
          waits_since: at + 20,
          findings: [{ rule: RULE, verdict: 'fail' }],
          claimed_by: null,
          sent_back: {
            proposal: 'second-notice-1',
            at: at + 20,
            by: 'supervisor-1',
            rules: [RULE],
            text: {
              'zh-CN': expect.stringMatching(/不同意再次告知.*R-TAX-03/) as unknown,
              en: expect.stringMatching(/refused a second notice.*R-TAX-03/) as unknown,
            },
          },
        },
      },
    ]);
  });

  it('is another desk’s where that named it, and nobody’s where the refusal did not say whose', () => {
    expect(refused({ sentBack: [{ department: 'seal', step: 'seal-check', rules: [RULE] }] })).toBeNull();
    expect(refused({ sentBack: undefined })).toBeNull();
    const other = refused({ sentBack: [{ department: 'tax', step: 'tax-other', rules: [RULE] }] }) as Command;
    expect(said(other, ...named)).toBe('');
  });

  it('is claimed, recommended by one and let pass by another, and is no fault any more', () => {
    const pass = rulingsOn([RULE], 'pass');
    const [, answered] = decided(pass, ...back);
    expect(answered).toMatchObject({
      type: 'TaxPreChecked',
      answer: {
        outcome: 'checked',
        decider: 'approver:tax',
        rules: { pass: expect.arrayContaining([RULE]) as unknown },
      },
    });
    const all = [...back, ...throughOfficers(pass, when), decideStep(pass, when)];
    expect(faulty(...all)).toEqual([]);
    expect(rows(...all)).toEqual([{ key: ['c'], row: null }]);
    expect(said({ type: 'EndSendingBack', at: when, proposal: 'second-notice-1' }, ...all)).toBe('');
  });

  it('is stood by with a reason, leaves the queue, and comes back when that is refused as well', () => {
    const broken = rulingsOn([RULE], 'fail');
    const stood = [...back, ...throughOfficers(broken, when), decideStep(broken, when)];
    expect(faulty(...stood)).toEqual([RULE]);
    expect(after(...stood).officers).toMatchObject({ since: null, claim: null });
    const again = [...stood, refused({ proposal: 'second-notice-2' }) as Command];
    expect(after(...again).officers).toMatchObject({ since: at + 20, calls: [{ rule: RULE }] });
    // in the words he has read and refused it would be the same notice, and nobody would hear of it
    const [claim, recommend] = throughOfficers(broken, when) as [Command, Command, Command];
    expect(said(recommend, ...again, claim)).toBe('SAID_BEFORE');
    const more = broken.map((one) => ({ ...one, reason: '另有证据 there is more to it' }));
    expect(typesOf(decided(more, ...again))).toEqual(['OfficerRuled', 'TaxPreChecked']);
  });

  it('waits for nobody any more when the notice is given after all, or something else takes its place', () => {
    const taken = hear('SecondNoticeTakenBack', { proposal: 'second-notice-1' }) as Command;
    const given1 = hear('OneTimeNoticeIssued', { consent: { proposal: 'second-notice-1' } }) as Command;
    const claim = throughOfficers([], when)[0] as Command;
    for (const ends of [taken, given1]) {
      expect(said(ends, ...back, claim)).toBe('SendingBackEnded');
      expect(after(...back, claim, ends).officers).toMatchObject({ since: null, claim: null, calls: [] });
      expect(rows(...back, claim, ends)).toEqual([{ key: ['c'], row: null }]);
      expect(said(sent, ...back, ends)).toBe('');
    }
    expect(hear('OneTimeNoticeIssued', { number: 1 })).toBeNull();
    expect(said(hear('SecondNoticeTakenBack', { proposal: 'second-notice-2' }) as Command, ...back)).toBe('');
  });

  it('waits on whatever a source says of something else, and no longer than its round', () => {
    const silent = [preCheck(), { ...clear, risk: null }, sent] as const;
    expect(after(...silent, clear).officers).toMatchObject({ since: at + 20, calls: [{ rule: RULE }] });
    const corrected = [...back, preCheck({ round: 3 }), { ...clear, round: 3 }] as const;
    expect(faulty(...corrected)).toEqual([RULE]);
    expect(after(...corrected).officers.since).toBeNull();
  });

  it('can be decided again from the record, and keeps in any history what a desk owes', () => {
    officersHoldInAnyHistory<Command, typeof decider.initial, never>({
      desk: desk as never,
      own: [
        ...back,
        refused({ proposal: 'second-notice-2' }) as Command,
        hear('SecondNoticeTakenBack', { proposal: 'second-notice-1' }) as Command,
        preCheck({ round: 3 }),
      ],
      rules: [RULE],
      likely: [...back],
      at: when,
    });
  });
});
