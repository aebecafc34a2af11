import type { CompanyOpeningForm } from '../form.js';
import type { Occasion } from './company.js';
import { daysAfter, yearOf } from './days.js';
import type { Random } from './random.js';
import { residentAt } from './residents.js';

/** Who is who in one application. */
export interface Cast {
  readonly people: CompanyOpeningForm['people'];
  readonly capitalFen: number;
  readonly shareholders: CompanyOpeningForm['shareholders'];
  readonly posts: CompanyOpeningForm['posts'];
  readonly agent: CompanyOpeningForm['agent'];
  readonly employees: CompanyOpeningForm['employees'];
  /** Everybody whose signature and real-name check the registration needs. */
  readonly signatories: string[];
  /** Speaks for the unit at the insurers and the fund. Never finance head or tax handler. */
  readonly handler: string;
}

/** Shares in whole percent, so that every amount is whole fen. 25 % is the edge of a beneficial owner. */
const splits: readonly (readonly number[])[] = [[100], [100], [60, 40], [70, 30], [51, 49], [50, 30, 20], [40, 35, 25]];

/** Yuan; the last two are above what a commitment exempts from filing beneficial owners. */
const capitals = [
  30_000, 100_000, 200_000, 500_000, 1_000_000, 2_000_000, 5_000_000, 10_000_000, 11_000_000, 12_000_000,
];

export function castOf(occasion: Occasion, random: Random): Cast {
  const { seed, index, filedOn } = occasion;
  const people: CompanyOpeningForm['people'] = {};
  let members = 0;
  const newcomer = (): string => {
    people[`p${String(members + 1)}`] = residentAt(seed, index, members, random);
    members += 1;
    return `p${String(members)}`;
  };
  const capitalFen = random.pick(capitals) * 100;
  const shareholders = random.pick(splits).map((percent) => ({
    holder: newcomer(),
    subscribedFen: (capitalFen / 100) * percent,
    paidInFen: 0,
    form: 'money' as const,
    dueOn: `${String(yearOf(filedOn) + random.between(1, 4))}-${random.pick(['06-30', '10-31', '12-31'])}`,
  }));
  const holders = shareholders.map(({ holder }) => holder);
  const posts = postsOf(holders, newcomer, random);
  const agent = agentOf(filedOn, posts, newcomer, random);
  const signatories = signatoriesOf(holders, posts, agent);
  for (const ref of signatories) verify(people, ref, daysAfter(filedOn, -random.between(0, 20)));
  return {
    people,
    capitalFen,
    shareholders,
    posts,
    agent,
    employees: employeesOf(posts, newcomer, random),
    signatories,
    handler: agent?.person ?? posts.legalRepresentative,
  };
}

/** One director or a board of all three shareholders; with or without manager and supervisor (CL a.68, 74, 75, 83). */
function postsOf(holders: readonly string[], newcomer: () => string, random: Random): CompanyOpeningForm['posts'] {
  const [first = newcomer(), ...others] = holders;
  const board = holders.length === 3 && random.chance(0.4);
  const financeHead = newcomer();
  const supervised = board || random.chance(0.5);
  const outsider = board || random.chance(0.5);
  const supervisor = () => (outsider ? undefined : others[0]) ?? newcomer();
  return {
    directors: board ? [...holders] : [first],
    manager: random.pick([() => null, () => first, newcomer])(),
    legalRepresentative: first,
    supervisors: supervised ? [supervisor()] : [],
    noSupervisorAgreed: !supervised,
    auditCommittee: false,
    financeHead,
    taxHandler: random.chance(0.7) ? financeHead : newcomer(),
    liaisons: random.chance(0.7) ? [first] : [newcomer()],
    legalDocumentRecipient: null,
  };
}

/** None, one of the house (the liaison), or somebody whose trade it is; the mandate runs between a month and a year. */
function agentOf(
  filedOn: string,
  posts: CompanyOpeningForm['posts'],
  newcomer: () => string,
  random: Random,
): CompanyOpeningForm['agent'] {
  const kind = random.pick(['none', 'internal', 'third-party'] as const);
  if (kind === 'none') return null;
  return {
    person: kind === 'internal' ? (posts.liaisons[0] ?? newcomer()) : newcomer(),
    kind,
    declared: true,
    mandate: { from: daysAfter(filedOn, -random.between(0, 20)), to: daysAfter(filedOn, random.between(60, 300)) },
  };
}

function signatoriesOf(
  holders: readonly string[],
  posts: CompanyOpeningForm['posts'],
  agent: CompanyOpeningForm['agent'],
): string[] {
  const refs = [
    ...holders,
    ...posts.directors,
    posts.manager,
    posts.legalRepresentative,
    ...posts.supervisors,
    posts.financeHead,
    posts.taxHandler,
    ...posts.liaisons,
    agent?.person,
  ];
  return [...new Set(refs.filter((ref) => typeof ref === 'string'))];
}

function verify(people: CompanyOpeningForm['people'], ref: string, on: string): void {
  const person = people[ref];
  if (person !== undefined) people[ref] = { ...person, realName: { method: 'face', on } };
}

/** None yet, or up to eight: some of the house, the others newcomers. */
function employeesOf(
  posts: CompanyOpeningForm['posts'],
  newcomer: () => string,
  random: Random,
): CompanyOpeningForm['employees'] {
  const count = random.chance(0.2) ? 0 : random.between(1, 8);
  const house = [posts.legalRepresentative, posts.financeHead].filter(() => random.chance(0.5)).slice(0, count);
  const refs = [...house, ...Array.from({ length: count - house.length }, newcomer)];
  return refs.map((person) => ({ person, wageFen: random.between(250, 1500) * 1000 }));
}
