import type { Action } from './actions.js';
import type { Role } from './people.js';

/**
 * How far a role's say goes. *Own*: the case he handed in, or that was entrusted to him (a mandate, a draft that was shared,
 * an order). *Own department*: what is asked of his department, in his division. *Own hall*: the hall of his division. *Own
 * region*: his division and every one inside it.
 */
export const allReaches = ['own', 'own-department', 'own-hall', 'own-region', 'all'] as const;
export type Reach = (typeof allReaches)[number];

/** What must come with an act for it to be allowed; whoever carries it out asks for it. */
export const conditions = [
  'mandate',
  'applicant-signature',
  'coded-cause',
  'reason',
  'warrant',
  'second-person',
  'logged',
] as const;
export type Condition = (typeof conditions)[number];

/** Of personal data: all of a case, the fields one's own department receives, name and credit code, or masked. */
export type Shown = 'whole' | 'own-fields' | 'name-and-code' | 'masked';

export interface Permission {
  readonly reach: Reach;
  readonly shows: Shown;
  readonly needs: readonly Condition[];
}

/** Who may do one thing: some roles, each as far as its reach; or anybody, signed in or not. */
export type Permitted = 'anybody' | Readonly<Partial<Record<Role, Permission>>>;

const permit = (reach: Reach, needs: readonly Condition[] = [], shows: Shown = 'whole'): Permission => ({
  reach,
  needs,
  shows,
});
const [own, department, hall, region, all] = [
  permit('own'),
  permit('own-department'),
  permit('own-hall'),
  permit('own-region'),
  permit('all'),
];
const mandate = permit('own', ['mandate']);

/** Handing in, and what may be done to an application: the agent with a mandate, the clerk for a person who signs. */
const forApplicant = { applicant: own, agent: mandate, clerk: permit('own-hall', ['applicant-signature']) };
const officers = { reviewer: department, approver: department };
const watchers = { supervisor: region, auditor: all };
const participants = { applicant: own, agent: mandate, clerk: hall, helper: own, 'hall-head': hall };

/** [P] Whoever has an act in a case, or looks after it, may read how it stands; personal data is an action of its own. */
const caseReaders = { ...participants, ...officers, ...watchers };

/** [P] Of three administrators who check each other (三员分立) one operates, one keeps keys, one reads what both did. */
const operator = { 'system-administrator': all };
const keeper = { 'security-administrator': permit('all', ['reason']) };
const operatorsReading = { 'system-administrator': all, 'audit-administrator': all };

const needsSecond = permit('all', ['second-person']);
const proposers = { ...officers, 'rule-author': all };
/** Whoever publishes is another person than the author. [P] The administrators have no say: they configure no law. */
const publisher = { 'rule-publisher': needsSecond };
/** [P] Whoever may propose or publish reads what there is. */
const ruleReaders = { ...proposers, ...watchers, 'rule-publisher': all };
/** [P] A calendar belongs to no department: its officers propose for the region they serve in. */
const calendarProposers = { reviewer: region, approver: region, 'rule-author': all };

/**
 * The one table of roles. A row of the matrix this house was ordered with stands here as it was written; [P] marks what is
 * ours because the matrix is silent. Nobody who is not named may do a thing.
 */
export const permissionTable: Readonly<Record<Action, Permitted>> = {
  'case.draft': { ...forApplicant, helper: own },
  'case.submit': forApplicant,
  'case.correct': forApplicant,
  'case.insist': forApplicant,
  'case.withdraw': forApplicant,
  // [P] a mandate is given, and taken back, by nobody but who gives it (民法典 a.165, 173)
  'case.entrust': { applicant: own },
  // [P] whoever answers for the hall says who of it the applicant turns to
  'case.name-manager': { 'hall-head': hall },
  // [P] whoever was served says how it was, and nobody for him
  'case.rate': { applicant: own },
  'case.accept': { clerk: hall },
  'case.list': caseReaders,
  'case.read': caseReaders,
  'case.follow': caseReaders,
  // [P] raw events are the evidence: for whose case it is, and for those who watch; an officer reads the case
  'case.events': { applicant: own, agent: mandate, ...watchers },
  'notice.read': { ...participants, reviewer: department, ...watchers },
  'notice.issue': { clerk: hall },
  'notice.add-defect': { reviewer: department },
  // [P] what was told, and when it was read, belongs to the case
  'notification.read': caseReaders,
  // [P] a second notice about what could be seen the first time
  'notice.consent': { supervisor: permit('own-region', ['reason']) },
  'personal-data.read': {
    applicant: own,
    agent: mandate,
    clerk: permit('own-hall', ['logged']),
    reviewer: permit('own-department', [], 'own-fields'),
    approver: permit('own-department', [], 'own-fields'),
    'seal-maker': permit('own', [], 'name-and-code'),
    helper: permit('own', [], 'masked'),
    'hall-head': permit('own-hall', [], 'masked'),
    supervisor: permit('own-region', [], 'masked'),
    auditor: permit('all', [], 'masked'),
  },
  'personal-data.unmask': { supervisor: permit('own-region', ['reason']), auditor: permit('all', ['warrant']) },
  // [P] the desk of a department is its officers'; the head of the hall sees what waits in it
  'queue.read': { ...officers, 'hall-head': hall },
  'queue.claim': officers,
  // [P] who answers for the desk sends work from one officer to another
  'queue.assign': { approver: department },
  'step.recommend': { reviewer: department },
  'step.decide': { approver: department },
  'step.override': { approver: permit('own-department', ['reason']) },
  // [P] any officer of the department, if the rules of separation let him
  'step.inspect': {
    reviewer: permit('own-department', ['second-person']),
    approver: permit('own-department', ['second-person']),
  },
  // [P] whoever works on it asks; any officer of the department that is asked answers
  'step.consult': officers,
  'consultation.answer': officers,
  // [P] between departments: the applicant learns that one was asked, and until when
  'consultation.read': { ...officers, ...watchers },
  'step.hear': officers,
  // a maker is outside the administration and sees nothing but its orders
  'order.read': { 'seal-maker': own },
  // [P] whoever engraves a name by hand must read it, and the person it is can see that he did
  'order.read-name': { 'seal-maker': permit('own', ['logged']) },
  'order.fill': { 'seal-maker': own },
  // [P] but for supervisor and auditor: who waits may know for whom
  'clock.read': caseReaders,
  'clock.pause': { clerk: permit('own-hall', ['coded-cause']), ...officers },
  // [P] the approver is the head the law speaks of
  'clock.extend': { approver: permit('own-department', ['reason']) },
  // [P] as the head extends: whoever has the minutes on him may not give them to himself
  'clock.restart': { approver: permit('own-department', ['reason']) },
  // [P] the operator says that something is out, the head of the hall that it is so
  'clock.declare-outage': { 'system-administrator': permit('all', ['reason', 'second-person']) },
  'clock.approve-outage': { 'hall-head': permit('own-hall', ['second-person']) },
  // [P] but for supervisor and auditor: whoever must explain a card may read it
  'card.read': { ...officers, 'hall-head': hall, ...watchers },
  'card.issue': { supervisor: region },
  'card.explain': { ...officers, 'hall-head': hall },
  // [P] whoever issues and cancels cards also upholds them
  'card.uphold': { supervisor: region },
  'card.cancel': { supervisor: permit('own-region', ['reason']) },
  // [P] whoever watches, and the head of the hall for what goes on in it
  'appraisal.read': { 'hall-head': hall, ...watchers },
  'log.replay': watchers,
  'rules.read': ruleReaders,
  'rules.propose': proposers,
  'rules.publish': publisher,
  'calendar.read': { ...calendarProposers, ...watchers, 'rule-publisher': all },
  'calendar.propose': calendarProposers,
  'calendar.publish': publisher,
  'word-list.read': ruleReaders,
  'word-list.propose': proposers,
  'word-list.publish': publisher,
  // [P] how long one's data is kept is for everybody to know of his own case; keys are the security administrator's
  'key.read': {
    applicant: own,
    agent: mandate,
    auditor: all,
    'security-administrator': all,
    'audit-administrator': all,
  },
  'key.hold': keeper,
  'key.lift': keeper,
  'key.destroy': keeper,
  // [P] operating: none of it reads a payload or decides a case
  'parked.read': operatorsReading,
  'parked.retry': operator,
  'parked.resolve': { 'system-administrator': permit('all', ['reason']) },
  'register.read': operatorsReading,
  'register.rebuild': operator,
  'pack.read': operatorsReading,
  'pack.make': operator,
  'stream.read': operatorsReading,
  'stream.repair': operator,
  'simulator.read': operatorsReading,
  'simulator.set': operator,
  'figures.read': operatorsReading,
  'health.read': 'anybody',
  'api.read': 'anybody',
};
