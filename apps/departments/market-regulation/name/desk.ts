import {
  answered,
  checkNameData,
  departmentTaskDispatched,
  registrationResult,
  type DepartmentTaskDispatched,
} from '@yichuang/contracts';
import { belongingOfTask, hearEndings, type ClaimChange, type Desk, type Heard } from '@yichuang/host';
import { z } from 'zod';
import { audience } from './answer.js';
import type { NameCommand, NameEvent, Reservation } from './events.js';
import { factsOf, type LibraryAnswer } from './facts.js';
import { keysAsked, keysHeld, type NameHolder } from './keys.js';
import { lawInForce } from './law.js';
import { awaits, expiresAt, isAsked, name } from './name.js';
import { recall } from './recall.js';
import { companyNames } from './register.js';
import { soundOf } from './sound.js';
import { isOver, type NameState } from './state.js';

/** What the port `name-library` answers. */
export const nameLibraryAnswer = z.object({
  names: z.array(
    z.object({
      companyName: z.string(),
      tradeName: z.string(),
      industry: z.string(),
      gbt4754Division: z.string().nullable(),
      status: z.enum(['registered', 'reserved', 'deregistered', 'renamed', 'revoked']),
      since: z.iso.date().nullable(),
    }),
  ),
  list: z.string(),
  simulated: z.boolean().default(false),
});

/** What the port `name-library` is asked. */
export const nameLibraryAsk = z.object({ round: z.number(), authority: z.string(), tradeName: z.string() });

const registered = answered.transform(({ answer }) =>
  registrationResult.pick({ uscc: true, companyName: true }).parse(answer.result),
);
type Registered = z.infer<typeof registered>;

function taskCommand({ body, now: at }: Heard<DepartmentTaskDispatched>): NameCommand | null {
  if (body.department !== 'market-regulation' || body.task !== 'check-name') return null;
  const { step, round, number, authority, data } = body;
  const facts = factsOf(authority, checkNameData.parse(data));
  return { type: 'CheckName', at, step, round, number, ruleSet: lawInForce, facts, ...belongingOfTask(body) };
}

function libraryOf(answer: unknown): LibraryAnswer | null {
  const parsed = nameLibraryAnswer.nullable().parse(answer);
  if (parsed === null) return null;
  return { ...parsed, names: parsed.names.map((one) => ({ ...one, sound: soundOf(one.tradeName) })) };
}

/** What an event keeps and what it lets go; a key of both stays kept. */
function holds(event: NameEvent): ClaimChange {
  const kept = 'reservation' in event && event.reservation !== null ? claimsOf(event.reservation) : [];
  const freed = 'released' in event && event.released !== null ? claimsOf(event.released) : [];
  if (kept.length + freed.length === 0) return {};
  const keys = new Set(kept.map(({ key }) => key));
  return { keep: kept, release: freed.map(({ key }) => key).filter((key) => !keys.has(key)) };
}

function claimsOf({ authority, ...data }: Reservation): { key: string; data: NameHolder }[] {
  return keysHeld(authority, data).map((key) => ({ key, data }));
}

/** 企业名称自主申报: is the name right, whose is it, and for how long is it kept? */
export const nameDesk: Desk<NameCommand, NameState, NameEvent> = {
  name: 'name',
  decider: name,
  audience,
  hears: {
    DepartmentTaskDispatched: { from: 'orchestrator', schema: departmentTaskDispatched, command: taskCommand },
    CompanyRegistered: {
      from: 'market-regulation',
      schema: registered,
      command: ({ now: at, body }: Heard<Registered>) => ({ type: 'TakeName', at, ...body }),
    },
    ...hearEndings<NameCommand, unknown>(({ now, body }) => ({ type: 'EndCase', at: now, reason: body.reason })),
  },
  claims: (command, state) =>
    command.type === 'TakeLibraryAnswer' && state.status !== 'idle' && awaits(state, command)
      ? keysAsked(state.check.facts)
      : [],
  holds,
  errands: (event) =>
    event.type === 'NameCheckTaken' && isAsked(event)
      ? [
          {
            port: 'name-library',
            ask: { round: event.round, authority: event.facts.authority, tradeName: event.facts.parts.trade },
          },
        ]
      : [],
  asksNoMore: (state) => state.status === 'expired' || isOver(state),
  learned: {
    'name-library': ({ now, ask, answer }) => ({
      type: 'TakeLibraryAnswer',
      at: now,
      round: nameLibraryAsk.parse(ask).round,
      library: libraryOf(answer),
    }),
  },
  timers: (state): Record<string, number> => {
    const expiry = expiresAt(state);
    return expiry === null ? {} : { expiry };
  },
  // a registration of the last day must be heard before the name goes
  deadlines: ['expiry'],
  fires: (_kind, dueAt, now) => ({ type: 'ExpireReservation', at: now, dueAt }),
  registers: [companyNames],
  recall,
};
