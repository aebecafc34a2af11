import { describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { sessionIsLost, wordsOf } from './fault.js';
import { isMachineFault, TryLater } from './index.js';

const database = (code: string, severity = 'ERROR'): pg.DatabaseError => {
  const error = new pg.DatabaseError('the value (350405199001011234) is too long', 1, 'error');
  return Object.assign(error, { code, severity });
};
const withCode = (code: string): Error => Object.assign(new Error('connect failed'), { code });

describe('a fault', () => {
  it.each([
    ['08006', 'the connection failed'],
    ['40001', 'a serialisation failure'],
    ['40P01', 'a deadlock'],
    ['53300', 'too many connections'],
    ['53100', 'the disk is full'],
    ['55P03', 'a lock was not to be had'],
    ['57014', 'a statement took too long'],
    ['57P01', 'an administrator ended the session'],
    ['57P03', 'the database starts up'],
    ['58030', 'an I/O error'],
    ['25P03', 'a session idle in a transaction was ended'],
    ['25P02', 'the transaction had failed already'],
  ])('of SQLSTATE %s (%s) is the machine’s', (code) => {
    expect(isMachineFault(database(code))).toBe(true);
  });

  it.each([
    ['23505', 'a key was there already'],
    ['22P05', 'a character that cannot be stored'],
    ['22021', 'a byte that is no text'],
    ['42703', 'a column that is not there'],
    ['42501', 'a right that is missing'],
    ['54000', 'a limit of the program'],
    ['0A000', 'a plan that must not change'],
    ['P0001', 'raised by a function'],
    ['YE001', 'events are for ever'],
    ['XX000', 'an internal error'],
  ])('of SQLSTATE %s (%s) is the case’s own', (code) => {
    expect(isMachineFault(database(code))).toBe(false);
  });

  it.each(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND'])(
    'of the line, %s, is the machine’s',
    (code) => {
      expect(isMachineFault(withCode(code))).toBe(true);
    },
  );

  it.each([
    'Connection terminated unexpectedly',
    'Connection terminated',
    'Client has encountered a connection error and is not queryable',
    'Client was closed and is not queryable',
    'Query read timeout',
    'timeout expired',
    'timeout exceeded when trying to connect',
  ])('that the driver words "%s" is the machine’s', (message) => {
    expect(isMachineFault(new Error(message))).toBe(true);
  });

  it.each([
    new TypeError('cannot read properties of undefined'),
    new RangeError('no'),
    new SyntaxError('bad JSON'),
    'text',
    null,
    undefined,
  ])('of a handler (%s) is the case’s own', (error) => {
    expect(isMachineFault(error)).toBe(false);
  });

  it('that says to try later is told apart by its type, not taken for a broken line', () => {
    expect(isMachineFault(new TryLater('the vault is away'))).toBe(false);
  });
});

describe('a session', () => {
  it('is of use after an error of the machine, and lost after a fatal one or a broken line', () => {
    expect(sessionIsLost(database('40P01'))).toBe(false);
    expect(sessionIsLost(database('55P03'))).toBe(false);
    expect(sessionIsLost(database('57P01', 'FATAL'))).toBe(true);
    expect(sessionIsLost(withCode('ECONNRESET'))).toBe(true);
    expect(sessionIsLost(database('23505'))).toBe(false);
  });
});

describe('the words of a fault', () => {
  it('never hold what the database says of a value', () => {
    expect(wordsOf(database('22001'))).toBe('22001 in the database');
    expect(wordsOf(Object.assign(database('23505'), { table: 'event' }))).toBe('23505 in event');
    expect(wordsOf(new TypeError('not mended yet'))).toBe('TypeError: not mended yet');
    expect(wordsOf('anything')).toBe('failed');
  });
});
