/** Whom the command line signs in as where it may be anybody: the first account here that may do what a command does. */
const accounts: Readonly<Record<string, string>> = {
  events: 'auditor',
  minutes: 'auditor',
  replay: 'auditor',
  parked: 'system-administrator',
  register: 'system-administrator',
  stream: 'system-administrator',
  key: 'security-administrator',
  'personal open': 'supervisor',
};

/** @param command its words: `key hold` */
export const fittingAccount = (command: string): string =>
  accounts[command] ?? accounts[command.split(' ')[0] ?? ''] ?? 'applicant-1';
