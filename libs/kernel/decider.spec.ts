import { describe, expect, it } from '@jest/globals';
import { alreadySo, decide, decided, evolve, fold, rejected, text, type Decider } from './index.js';

type Command = { type: 'Switch'; to: boolean } | { type: 'Break' };
type Event = { type: 'Switched'; to: boolean } | { type: 'Broken' };
interface State {
  readonly on: boolean;
  readonly broken: boolean;
}

const lamp: Decider<Command, State, Event> = {
  initial: { on: false, broken: false },
  decide: {
    Switch: ({ to }, { on, broken }) => {
      if (broken) return rejected('BROKEN', text('灯坏了', 'the lamp is broken'));
      return on === to ? alreadySo : decided({ type: 'Switched', to });
    },
    Break: (_command, { broken }) => (broken ? alreadySo : decided({ type: 'Broken' })),
  },
  evolve: {
    Switched: (state, { to }) => ({ ...state, on: to }),
    Broken: (state) => ({ ...state, broken: true }),
  },
};

describe('a decider', () => {
  it('answers a command with the events it leads to', () => {
    expect(decide(lamp, { type: 'Switch', to: true }, lamp.initial)).toEqual(decided({ type: 'Switched', to: true }));
  });

  it('answers what is already so with no events, so that every command may be repeated', () => {
    const on = fold(lamp, [{ type: 'Switched', to: true }]);
    expect(decide(lamp, { type: 'Switch', to: true }, on)).toEqual(alreadySo);
  });

  it('turns down what cannot be handled now with a value, not with an event and not with an exception', () => {
    const broken = fold(lamp, [{ type: 'Broken' }]);
    expect(decide(lamp, { type: 'Switch', to: true }, broken)).toMatchObject({ kind: 'rejection', code: 'BROKEN' });
  });

  it('stops loudly on a command or an event it does not know, inherited names included', () => {
    for (const type of ['Swim', 'toString', '__proto__']) {
      expect(() => decide(lamp, { type } as never, lamp.initial)).toThrow(TypeError);
      expect(() => evolve(lamp, lamp.initial, { type } as never)).toThrow(TypeError);
    }
  });

  it('folds from any state on', () => {
    const on = fold(lamp, [{ type: 'Switched', to: true }]);
    expect(fold(lamp, [{ type: 'Broken' }], on)).toEqual({ on: true, broken: true });
  });
});
