import { department, type Desk, type DeskRegister, type Heard, type SimulatorDefinition } from '@yichuang/host';
import { z } from 'zod';
import { recall, wish, type WishCommand, type WishEvent, type WishState } from './wish.js';

/** A simulator like any other: it gives each toy a number of its own, once for an errand. */
const toyMaker: SimulatorDefinition = {
  name: 'toy-maker',
  title: { 'zh-CN': '玩具作坊（模拟）', en: 'Toy maker (simulator)' },
  nature: 'effect',
  answer: ({ serial }) => ({ answer: { serial, simulated: true }, effects: [`toy:${String(serial)}`] }),
};

const wishes: DeskRegister<WishState, WishEvent> = {
  table: { name: 'toy_wish', columns: { case_id: 'text', status: 'text', size: 'int' }, key: ['case_id'], indexes: [] },
  project: (_event, state, caseId) =>
    state.status === 'none'
      ? []
      : [{ key: [caseId], row: { case_id: caseId, status: state.status, size: state.size } }],
};

const size = z.strictObject({ size: z.int().positive() });
type Size = z.infer<typeof size>;

export const wishDesk: Desk<WishCommand, WishState, WishEvent> = {
  name: 'wish',
  decider: wish,
  audience: { WishRefused: '*', ToyMade: '*' },
  hears: {
    WishSent: {
      from: 'parents',
      schema: size,
      command: ({ now, body }: Heard<Size>) => ({ type: 'MakeWish', at: now, size: body.size }),
    },
  },
  doors: {
    make: {
      action: 'case.submit',
      schema: size,
      command: (input: Size, { now }) => ({ type: 'MakeWish', at: now, size: input.size }),
      answer: ({ status }) => ({ status }),
    },
    'take-back': {
      action: 'case.withdraw',
      schema: z.strictObject({}),
      command: (_input, { now }) => ({ type: 'TakeBack', at: now }),
    },
  },
  errands: (event) => (event.type === 'WishTaken' ? [{ port: 'toy-maker', ask: { size: event.size } }] : []),
  learned: {
    'toy-maker': ({ now, answer }) => ({
      type: 'TakeToy',
      at: now,
      serial: z.object({ serial: z.int() }).parse(answer).serial,
    }),
  },
  registers: [wishes],
  recall,
};

/** 玩具: the department the platform is tested with. One desk, one rule, one port; no law, no section. */
export const toy = department({
  name: 'toy',
  title: { 'zh-CN': '玩具', en: 'Toys' },
  desks: [wishDesk],
  hears: ['parents'],
  knows: (source, type) => source === 'parents' && type === 'WishSent',
  simulators: [toyMaker],
});
