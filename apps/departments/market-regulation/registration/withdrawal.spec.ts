import { describe, expect, it } from '@jest/globals';
import { typesOf } from '@yichuang/testing';
import { registrationDesk } from './desk.js';
import type { RegistrationEvent } from './events.js';
import { caseId, codeReceipt } from './fixture.js';
import { after, clear, code, end, given, preCheck, register, silence, voiding, withdraw } from './story.fixture.js';

const errandsOf = (events: readonly RegistrationEvent[], state: ReturnType<typeof after>) =>
  events.flatMap((event) => registrationDesk.errands?.(event, state, caseId) ?? []);

describe('a withdrawal', () => {
  const checked = [preCheck(), ...clear()];

  it.each([
    ['before anything was checked', []],
    ['while the sources are asked', [preCheck()]],
    ['after the pre-check', checked],
    ['while an officer looks', [preCheck(), silence('real-name'), register()]],
  ])('is free %s', (_, history) => {
    expect(typesOf(given(...history).when(withdraw))).toEqual(['WithdrawalGranted']);
    expect(given(...history, withdraw).when(withdraw)).toEqual([]);
    if (history.length > 0) expect(given(...history, withdraw).when(register())).toEqual([]);
  });

  it('waits for the code that is under way, which is then voided', () => {
    const asked = [...checked, register()];
    expect(typesOf(given(...asked).when(withdraw))).toEqual(['CodeNoLongerWanted']);
    const unwanted = given(...asked, withdraw).when(code);
    expect(typesOf(unwanted)).toEqual(['CodeVoidingRequested']);
    expect(JSON.stringify(unwanted)).not.toContain('林志远');
    expect(errandsOf(unwanted, after(...asked, withdraw, code))).toEqual([
      { port: 'code-voiding', ask: { uscc: codeReceipt.uscc } },
    ]);
    expect(typesOf(given(...asked, withdraw, code).when(voiding))).toEqual(['CodeVoided', 'WithdrawalGranted']);
  });

  it('comes too late once the company is registered', () => {
    expect(given(...checked, register(), code).when(withdraw)).toMatchObject([
      { type: 'WithdrawalRefused', uscc: codeReceipt.uscc },
    ]);
    expect(given(...checked, register(), code, withdraw).when(withdraw)).toEqual([]);
  });
});

describe('a case that ends without a company', () => {
  it('is closed while nothing was issued', () => {
    expect(typesOf(given(preCheck()).when(end))).toEqual(['RegistrationCaseEnded']);
    expect(given(preCheck(), end).when(clear()[0])).toEqual([]);
    expect(given(preCheck(), end).when(preCheck(2))).toEqual([]);
    expect(given().when(end)).toEqual([]);
  });

  it('has the code under way voided, and grants no withdrawal nobody asked for', () => {
    const history = [preCheck(), ...clear(), register(), end, code];
    expect(typesOf(given(...history).when(voiding))).toEqual(['CodeVoided']);
    expect(after(...history, voiding)).toMatchObject({ status: 'ended', voided: codeReceipt.uscc });
  });

  it('grants the withdrawal too that is asked for while the code is voided', () => {
    const history = [preCheck(), ...clear(), register(), end, code, withdraw];
    expect(typesOf(given(...history).when(voiding))).toEqual(['CodeVoided', 'WithdrawalGranted']);
  });

  it('never undoes a registered company', () => {
    expect(given(preCheck(), ...clear(), register(), code).when(end)).toEqual([]);
  });
});
