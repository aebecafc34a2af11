/**
 * Signing in, for programs that are no services: they load this and nothing of what a service needs.
 */
export { accessTokens, demoDirectoryOf, demoTokens, type AccessTokens, type MachineClient } from './access-tokens.js';
export { demoAccountOf, demoAccounts, findDemoAccount, type DemoAccount } from './demo-accounts.js';
export { CLI_CLIENT } from './demo-configuration.js';
export { startDemoProvider } from './demo-provider.js';
export { discover } from './discover.js';
export { TestBrowser } from './testing-browser.js';
export { writeWhole } from '../private-files.js';
