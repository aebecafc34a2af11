import { describe, expect, it } from '@jest/globals';
import { departments, houseServices, NOTIFIER } from '@yichuang/contracts';
import { admits, admittedTo, ANY_DEPARTMENT } from './admissions.js';

describe('who may call what', () => {
  it.each([
    '/desks/:desk/cases/:caseId/:door',
    '/cases/:caseId/events',
    '/packs',
    '/parked',
    '/queue/:caseId',
    '/replay',
    '/simulators/:name',
  ])('%s is for the public door alone', (route) => {
    for (const service of [...departments, 'orchestrator', 'vault'])
      expect([service, admittedTo(service, route)]).toEqual([service, ['gateway']]);
  });

  it('keys are made for the public door and granted to departments and to who tells the applicant', () => {
    expect(admittedTo('vault', '/keys/make')).toEqual(['gateway']);
    expect(admittedTo('vault', '/keys/:caseId')).toEqual(['gateway']);
    const granted = admittedTo('vault', '/keys/grant');
    expect(granted).toEqual([ANY_DEPARTMENT, NOTIFIER]);
    for (const name of [...departments, 'fire-safety', NOTIFIER])
      expect([name, admits(granted, name)]).toEqual([name, true]);
    const strangers = houseServices.filter((name) => name !== NOTIFIER);
    for (const name of [...strangers, 'any department', ''])
      expect([name, admits(granted, name)]).toEqual([name, false]);
  });

  it('a department is admitted where departments are, and nowhere else', () => {
    expect(admits(admittedTo('vault', '/keys/make'), 'fire-safety')).toBe(false);
    expect(admits(admittedTo('tax', '/healthz'), 'fire-safety')).toBe(true);
  });

  it('what the vault opens it fetches itself: nobody else is given ciphertext', () => {
    expect(admittedTo('orchestrator', '/cases/:caseId/sealed')).toEqual(['vault']);
    expect(admittedTo('orchestrator', '/cases/:caseId')).toEqual(['gateway']);
    expect(admittedTo('vault', '/personal-data/:caseId/open')).toEqual(['gateway']);
    expect(admittedTo('vault', '/personal-data/:caseId/own-section')).toEqual(['seal']);
  });

  it('that a service lives, is ready and how it does may be asked by anybody', () => {
    for (const route of ['/healthz', '/readyz', '/metrics']) expect(admittedTo('tax', route)).toBe('anybody');
  });

  it('the public door stands open', () => {
    expect(admittedTo('gateway', '/api/v1/cases')).toBe('anybody');
  });

  it('what stands in no line may be called by nobody', () => {
    for (const route of ['/', '', '/desk', '/keys/make', '/readyz2', '/healthzx/y'])
      expect([route, admittedTo('tax', route)]).toEqual([route, []]);
  });
});
