import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { actions, actionWords, type Action } from './actions.js';
import { roles, type Actor, type Role } from './people.js';
import { permissionTable } from './permission-table.js';
import { mayAct, permissionFor, permissionsOf, reaches, type CaseBelonging, type Trust } from './permissions.js';

/** In the order of the matrix; the column of the administration is the author and the publisher of rules, then the three. */
const columns = [
  'applicant',
  'agent',
  'clerk',
  'reviewer',
  'approver',
  'seal-maker',
  'helper',
  'hall-head',
  'supervisor',
  'auditor',
  'rule-author',
  'rule-publisher',
  'system-administrator',
  'security-administrator',
  'audit-administrator',
] as const satisfies readonly Role[];

/** The matrix of roles, copied by hand; what stands in its cells is said above them. Rows with a star are this house's own. */
const MATRIX = readFileSync(new URL('./role-matrix.txt', import.meta.url), 'utf8').replace(/^#.*\n/gm, '');
/** Open to everybody, signed in or not. */
const OPEN: readonly Action[] = ['health.read', 'api.read'];

const REACH = { own: 'own', dept: 'own-department', hall: 'own-hall', region: 'own-region', all: 'all' } as const;
const SHOWN = { M: 'masked', F: 'own-fields', N: 'name-and-code', '': 'whole' } as const;
const NEED: Readonly<Record<string, string>> = {
  mandate: 'mandate',
  signature: 'applicant-signature',
  cause: 'coded-cause',
  reason: 'reason',
  warrant: 'warrant',
  second: 'second-person',
  logged: 'logged',
};

const rows = MATRIX.trim()
  .split('\n')
  .slice(1)
  .map((line) => line.trim().split(/\s+/))
  .map(([name, ...cells]) => ({ action: name!.replace('*', '') as Action, cells }));

function permissionOf(cell: string): object | undefined {
  if (cell === '·') return undefined;
  const [, reach, shown, needs] = /^(own|dept|hall|region|all)([MFN]?)((?:\+\w+)*)$/.exec(cell)!;
  return {
    reach: REACH[reach as keyof typeof REACH],
    shows: SHOWN[shown as keyof typeof SHOWN],
    needs: needs!
      .split('+')
      .slice(1)
      .map((one) => NEED[one]),
  };
}

const actor = (given: Partial<Actor>): Actor => ({ id: 'a-1', roles: [], department: null, division: null, ...given });
const shaxian: CaseBelonging = { principal: 'p-1', department: 'tax', division: '350405', hall: '350405' };

describe('the one table of roles', () => {
  it('is held against a copy that knows every role and names every action once', () => {
    expect([...columns].sort()).toEqual([...roles].sort());
    for (const { action, cells } of rows)
      expect({ action, cells: cells.length }).toEqual({ action, cells: columns.length });
    expect([...rows.map(({ action }) => action), ...OPEN].sort()).toEqual([...actions].sort());
    expect(Object.keys(permissionTable).sort()).toEqual([...actions].sort());
  });

  it.each(rows)(
    'gives each role for $action what the matrix gives it, and nobody else anything',
    ({ action, cells }) => {
      const copied = Object.fromEntries(columns.map((role, at) => [role, permissionOf(cells[at]!)]));
      const given = Object.fromEntries(
        columns.map((role) => [role, permissionsOf(actor({ roles: [role] }), action)[0]] as const),
      );
      expect(given).toEqual(copied);
      for (const role of columns) {
        const expected = (copied[role] as { reach: string } | undefined)?.reach ?? null;
        expect([role, mayAct(actor({ roles: [role] }), action)]).toEqual([role, expected]);
      }
      expect(mayAct(null, action)).toBeNull();
      expect(mayAct(actor({ roles: [] }), action)).toBeNull();
    },
  );

  it.each(OPEN)('lets anybody %s, signed in or not', (action) => {
    expect(mayAct(null, action)).toBe('all');
    for (const role of roles) expect(mayAct(actor({ roles: [role] }), action)).toBe('all');
  });

  it('says each action in Chinese and in English, and none like another', () => {
    for (const language of ['zh-CN', 'en'] as const)
      expect(new Set(actions.map((one) => actionWords[one].text[language])).size).toBe(actions.length);
    for (const one of actions) expect(actionWords[one].text['zh-CN']).toMatch(/\p{Script=Han}/u);
  });

  it('lets those who only watch change nothing of a case', () => {
    const changed = (role: Role) =>
      actions.filter((one) => actionWords[one].changes && mayAct(actor({ roles: [role] }), one) !== null);
    expect(changed('auditor')).toEqual([]);
    expect(changed('audit-administrator')).toEqual([]);
    expect(changed('supervisor').sort()).toEqual(['card.cancel', 'card.issue', 'card.uphold', 'notice.consent']);
    expect(changed('security-administrator').sort()).toEqual(['key.destroy', 'key.hold', 'key.lift']);
  });

  it('shows no administrator anything of a case', () => {
    const ofCases = actions.filter((one) => /^(case|notice|personal-data|queue|step|order)\./.test(one));
    for (const role of columns.slice(10))
      for (const one of ofCases) expect([role, one, mayAct(actor({ roles: [role] }), one)]).toEqual([role, one, null]);
  });
});

describe('a reach', () => {
  it('own: the case one handed in, or that was entrusted to one', () => {
    expect(reaches('own', actor({ id: 'p-1' }), shaxian)).toBe(true);
    expect(reaches('own', actor({ id: 'p-2' }), shaxian)).toBe(false);
    expect(reaches('own', actor({ id: 'p-2' }), { ...shaxian, entrusted: [{ id: 'p-2' }] })).toBe(true);
    expect(reaches('own', null, shaxian)).toBe(false);
  });

  it('own, entrusted: by the role it was entrusted to, and by no other one has', () => {
    const to = (as: Trust) => ({ ...shaxian, entrusted: [{ id: 'p-2', as }] });
    const may = (role: Role, as: Trust) => reaches('own', actor({ id: 'p-2', roles: [role] }), to(as), role);
    expect([may('agent', 'agent'), may('applicant', 'agent'), may('helper', 'agent')]).toEqual([true, true, false]);
    expect([may('helper', 'helper'), may('agent', 'helper'), may('applicant', 'helper')]).toEqual([true, false, false]);
    expect(reaches('own', actor({ id: 'p-3', roles: ['agent'] }), to('agent'), 'agent')).toBe(false);
    const friend = actor({ id: 'p-2', roles: ['applicant', 'helper'] });
    expect(permissionFor(friend, 'personal-data.read', to('helper'))).toMatchObject({ shows: 'masked' });
    expect(permissionFor(friend, 'case.withdraw', to('helper'))).toBeNull();
    expect(permissionFor(friend, 'case.withdraw', to('agent'))).not.toBeNull();
  });

  it('own department: what is asked of it, in the officer’s own division', () => {
    const officer = actor({ department: 'tax', division: '350405' });
    expect(reaches('own-department', officer, shaxian)).toBe(true);
    expect(reaches('own-department', officer, { ...shaxian, department: ['seal', 'tax'] })).toBe(true);
    expect(reaches('own-department', officer, { ...shaxian, department: ['seal'] })).toBe(false);
    expect(reaches('own-department', officer, { ...shaxian, department: 'seal' })).toBe(false);
    expect(reaches('own-department', officer, { ...shaxian, division: '350400' })).toBe(false);
    expect(reaches('own-department', officer, { ...shaxian, division: '350405101' })).toBe(true);
    expect(reaches('own-department', actor({ ...officer, division: '350400' }), shaxian)).toBe(false);
    expect(reaches('own-department', actor({ ...officer, division: null }), shaxian)).toBe(false);
    expect(reaches('own-department', actor({ division: '350405' }), shaxian)).toBe(false);
    const { department: _nobodyAsked, ...unasked } = shaxian;
    expect(reaches('own-department', officer, unasked)).toBe(false);
    expect(reaches('own-department', actor({ division: '350405' }), unasked)).toBe(false);
  });

  it('own hall: the hall of one’s division, whoever the authority is', () => {
    expect(reaches('own-hall', actor({ division: '350405' }), { ...shaxian, division: '350400' })).toBe(true);
    expect(reaches('own-hall', actor({ division: '350400' }), shaxian)).toBe(false);
    expect(reaches('own-hall', actor({}), shaxian)).toBe(false);
  });

  it('own region: one’s division and those inside it', () => {
    for (const division of ['350405', '350400', '350000'])
      expect([division, reaches('own-region', actor({ division }), shaxian)]).toEqual([division, true]);
    for (const division of ['350404', '350500', '360000', '000000', '350410', null])
      expect([division, reaches('own-region', actor({ division }), shaxian)]).toEqual([division, false]);
    expect(reaches('own-region', actor({ division: '350405' }), { ...shaxian, division: '350400' })).toBe(false);
  });

  it('all: every case there is', () => {
    expect(reaches('all', actor({}), shaxian)).toBe(true);
  });
});

describe('somebody of several roles', () => {
  const both = actor({ id: 'p-1', roles: ['applicant', 'reviewer'], department: 'tax', division: '350500' });

  it('goes as far as the furthest of them, and reads his own case where his office does not reach', () => {
    expect(mayAct(both, 'case.read')).toBe('own-department');
    expect(permissionFor(both, 'case.read', shaxian)).toMatchObject({ reach: 'own' });
    expect(permissionFor(both, 'case.read', { ...shaxian, principal: 'p-2' })).toBeNull();
  });

  it('sees what the role shows that shows most', () => {
    const helping = actor({ id: 'p-1', roles: ['helper', 'applicant'] });
    expect(permissionFor(helping, 'personal-data.read', shaxian)).toMatchObject({ shows: 'whole' });
    const withMandate = actor({ id: 'p-1', roles: ['agent', 'applicant'] });
    expect(permissionFor(withMandate, 'case.submit', shaxian)).toMatchObject({ needs: [] });
  });

  it('is given nothing by a role the table does not name', () => {
    const odd = actor({ roles: ['toString' as Role, 'constructor' as Role] });
    for (const one of actions) expect([one, mayAct(odd, one)]).toEqual([one, OPEN.includes(one) ? 'all' : null]);
  });
});
