import { storyOf } from '@yichuang/testing';
import type {
  EndCase,
  PreCheck,
  Register,
  RequestWithdrawal,
  TakeCode,
  TakeNotice,
  TakeSaying,
  TakeVoiding,
} from './commands.js';
import type { Saying } from './events.js';
import type { Source } from './sources.js';
import { caseId, clearSources, codeReceipt, facts, filedOn, particulars, sourced } from './fixture.js';
import { lawInForce } from './law.js';
import { nameKeyOf, type NameHeld } from './name-in-force.js';
import { registration } from './registration.js';

/** Given / when / then for the registration desk: what comes, and a case one plays it into. */

export const at = Date.UTC(2026, 10, 23, 0, 30);
export const sealed = Uint8Array.of(1, 2, 3);

export const preCheck = (round = 1, change: Partial<PreCheck['facts']> = {}): PreCheck => ({
  type: 'PreCheck',
  at,
  caseId,
  step: 'market-regulation-check',
  round,
  number: '沙开办20261123-0001',
  dueAt: null,
  ruleSet: lawInForce,
  facts: { ...facts, ...change },
  sealed,
});

export const says = (saying: Saying, round = 1): TakeSaying => ({ type: 'TakeSaying', at: at + 10, round, saying });
export const silence = (source: Source, round = 1): TakeSaying => says({ source, answer: null }, round);
export const hit = (round = 1): TakeSaying =>
  says({ source: 'dishonest-list', answer: { ...sourced, hits: ['p1'], banned: [], heads: 1 } }, round);
/** All three sources, none of which knows of anything. */
export const clear = (round = 1): readonly [TakeSaying, TakeSaying, TakeSaying] => [
  says({ source: 'real-name', answer: clearSources['real-name'] ?? null }, round),
  says({ source: 'dishonest-list', answer: clearSources['dishonest-list'] ?? null }, round),
  says({ source: 'address-library', answer: clearSources['address-library'] ?? null }, round),
];

/** The claim on the name as the store shows it. */
export const names = (
  kind: NameHeld['kind'] = 'reserved',
  until: string | null = '2027-01-23',
  holder = caseId,
): NonNullable<Register['holders']> => [{ key: nameKeyOf(facts), stream: `name/${holder}`, data: { kind, until } }];

export const register = (holders = names()): Register => ({
  type: 'Register',
  at: at + 20,
  task: { step: 'register', round: 1, dueAt: at + 100 },
  holders,
});
export const code: TakeCode = { type: 'TakeCode', at: at + 30, receipt: codeReceipt, particulars };
export const voiding: TakeVoiding = {
  type: 'TakeVoiding',
  at: at + 40,
  receipt: { uscc: codeReceipt.uscc, voidedOn: filedOn, simulated: true },
};
export const notice: TakeNotice = {
  type: 'TakeNotice',
  at: at + 40,
  receipt: { noticeNumber: 'MN35040500000001', publishedOn: filedOn, simulated: true },
};
export const withdraw: RequestWithdrawal = { type: 'RequestWithdrawal', at: at + 25, requestedAt: at + 24 };
export const end: EndCase = { type: 'EndCase', at: at + 50, reason: 'DEFECTS_OF_SUBSTANCE_REMAIN' };

export const { decidedOn, after, given } = storyOf(registration);
