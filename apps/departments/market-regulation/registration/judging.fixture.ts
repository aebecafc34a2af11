import { examine, type Finding } from '@yichuang/kernel';
import type { Examined, PersonFacts } from './facts.js';
import type { Sources } from './sources.js';
import { clean, clearSources } from './fixture.js';
import { lawInForce, lawOf } from './law.js';

/** What one rule says of a case that is clean but for a change. @throws TypeError for a rule that is not there */
export function judged(rule: string, change: Partial<Examined> = {}): Finding {
  const found = examine(lawOf(lawInForce).rules, { ...clean, ...change }).find((finding) => finding.rule === rule);
  if (found === undefined) throw new TypeError(`there is no rule ${rule}`);
  return found;
}

export const company = (change: Partial<Examined['company']>): Pick<Examined, 'company'> => ({
  company: { ...clean.company, ...change },
});
export const posts = (change: Partial<Examined['posts']>): Pick<Examined, 'posts'> => ({
  posts: { ...clean.posts, ...change },
});
export const seat = (change: Partial<Examined['seat']>): Pick<Examined, 'seat'> => ({
  seat: { ...clean.seat, ...change },
});
export const said = (change: Partial<Sources>): Pick<Examined, 'said'> => ({ said: { ...clearSources, ...change } });

export function person(ref: string, change: Partial<PersonFacts>): Pick<Examined, 'people'> {
  const before = clean.people[ref] ?? clean.people['p1'];
  if (before === undefined) throw new TypeError('the fixture has nobody');
  return { people: { ...clean.people, [ref]: { ...before, ...change } } };
}

/** The first shareholder, changed. */
export const shareholder = (change: Partial<Examined['shareholders'][number]>): Pick<Examined, 'shareholders'> => ({
  shareholders: clean.shareholders.map((one, index) => (index === 0 ? { ...one, ...change } : one)),
});

/** One shareholder with everything. */
export const sole = (holder: string): Pick<Examined, 'shareholders'> => ({
  shareholders: [{ holder, subscribedFen: 100_000_000, paidInFen: 0, form: 'money', dueOn: '2031-10-31' }],
});

export const organisation = (
  change: Partial<Examined['organisations'][string]> = {},
): Pick<Examined, 'organisations'> => ({
  organisations: { o1: { documentRight: true, origin: 'domestic', unusual: false, ...change } },
});
