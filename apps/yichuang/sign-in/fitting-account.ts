/** Whom the command line signs in as where it may be anybody: the first account here that may do what a command does. */
const accounts: Readonly<Record<string, string>> = {
  events: 'auditor',
  'clock pause': 'clerk-1',
  'clock resume': 'clerk-1',
  'clock extend': 'approver-market-regulation',
  'clock restart': 'approver-market-regulation',
  cards: 'supervisor',
  'cards explain': 'hall-head',
  'cards rectify': 'hall-head',
  'promise pause': 'reviewer-market-regulation',
  'promise extend': 'approver-market-regulation',
  'commitment inspect': 'reviewer-market-regulation',
  notice: 'supervisor',
  manager: 'hall-head',
  minutes: 'auditor',
  counter: 'clerk-1',
  order: 'seal-maker',
  replay: 'auditor',
  appraisal: 'auditor',
  'what-if': 'auditor',
  parked: 'system-administrator',
  register: 'system-administrator',
  pack: 'system-administrator',
  stream: 'system-administrator',
  calendar: 'auditor',
  'calendar propose': 'rule-author',
  'calendar publish': 'rule-publisher',
  'calendar reject': 'rule-publisher',
  'calendar withdraw': 'rule-author',
  'clock explain': 'auditor',
  key: 'security-administrator',
  'personal open': 'supervisor',
};

/** @param command its words: `key hold` */
export const fittingAccount = (command: string): string =>
  accounts[command] ?? accounts[command.split(' ')[0] ?? ''] ?? 'applicant-1';
