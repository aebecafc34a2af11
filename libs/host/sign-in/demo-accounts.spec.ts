import { describe, expect, it } from '@jest/globals';
import { actor, departments, roles } from '@yichuang/contracts';
import { demoAccountOf, demoAccounts, findDemoAccount } from './demo-accounts.js';

describe('the demo accounts', () => {
  it('are there for every role, each with claims that the house takes', () => {
    expect(new Set(demoAccounts.flatMap((one) => one.actor.roles))).toEqual(new Set(roles));
    for (const one of demoAccounts) expect(actor.parse(one.actor)).toEqual(one.actor);
  });

  it('have a reviewer and an approver for each department, in the division of the hall', () => {
    for (const department of departments)
      for (const role of ['reviewer', 'approver'] as const)
        expect(findDemoAccount(`${role}-${department}`)?.actor).toMatchObject({
          roles: [role],
          department,
          division: '350405',
        });
  });

  it('have two of those who must be kept apart from one of their own kind', () => {
    const count = (role: string) => demoAccounts.filter((one) => one.actor.roles[0] === role).length;
    expect([count('applicant'), count('clerk')]).toEqual([2, 3]);
  });

  it('are known by names and subjects that nobody shares, and a subject does not tell the name', () => {
    expect(new Set(demoAccounts.map(({ name }) => name)).size).toBe(demoAccounts.length);
    for (const one of demoAccounts) {
      expect(demoAccountOf(one.actor.id)).toBe(one);
      expect(one.actor.id).toMatch(/^[\w-]{22}$/);
    }
    // recorded in events of houses that exist: it must not change
    expect(findDemoAccount('applicant-1')?.actor.id).toBe('nu9TPLaf1H7UGD1fbvsDSB');
  });

  it('say in both languages that they are for show', () => {
    for (const { title } of demoAccounts) {
      expect(title['zh-CN']).toMatch(/^演示 /);
      expect(title.en).toMatch(/^DEMO /);
    }
  });
});
