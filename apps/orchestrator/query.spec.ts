import { describe, expect, it } from '@jest/globals';
import { Problem } from '@yichuang/host';
import { date, instant, oneOf, position, readQuery, wholeNumber, words } from './query.js';

const readers = {
  at: instant,
  from: date,
  limit: wholeNumber(1, 200),
  status: oneOf(['completed', 'parked']),
  name: words(5),
  after: position,
};

function faultsOf(query: Record<string, unknown>): [string, string][] {
  try {
    readQuery(query, readers);
    return [];
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    expect(error.status).toBe(400);
    return (error.more.faults ?? []).map(({ path, code }) => [path, code]);
  }
}

describe('a query', () => {
  it('is read parameter by parameter; what is absent stays absent', () => {
    expect(readQuery({ at: '2026-11-23 09:00', limit: '7', name: ' 虚杉 ' }, readers)).toEqual({
      at: Date.UTC(2026, 10, 23, 1),
      limit: 7,
      name: '虚杉',
    });
    expect(readQuery({ from: '2026-11-23', after: '3:17', status: 'parked' }, readers)).toEqual({
      from: Date.UTC(2026, 10, 22, 16),
      after: '3:17',
      status: 'parked',
    });
    expect(readQuery({}, readers)).toEqual({});
  });

  it('is refused with every fault it has, each under its name', () => {
    expect(
      faultsOf({ at: 'noon', from: '2026-02-30', limit: '0', status: 'done', name: '', after: '3', constructor: 'x' }),
    ).toEqual([
      ['/at', 'INSTANT_FORMAT'],
      ['/from', 'DATE_FORMAT'],
      ['/limit', 'OUT_OF_RANGE'],
      ['/status', 'INVALID_VALUE'],
      ['/name', 'LENGTH'],
      ['/after', 'POSITION_FORMAT'],
      ['/constructor', 'UNKNOWN_FIELD'],
    ]);
    expect(faultsOf({ limit: ['1', '2'] })).toEqual([['/limit', 'GIVEN_TWICE']]);
    expect(faultsOf({ limit: '1.5', from: '2026-11-23 10:00' })).toHaveLength(2);
  });
});
