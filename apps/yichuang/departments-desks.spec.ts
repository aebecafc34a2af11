import { describe, expect, it } from '@jest/globals';
import { answers, caseEndings, departments, orchestratorEvents, type OpeningDepartment } from '@yichuang/contracts';
import type { Department, Desk, DeskCommand, DeskEvent } from '@yichuang/host';
import { housingFund } from '@yichuang/housing-fund';
import { companyOpeningPlan } from '@yichuang/matters';
import { medicalInsurance } from '@yichuang/medical-insurance';
import { seal } from '@yichuang/seal';
import { socialInsurance } from '@yichuang/social-insurance';
import { tax } from '@yichuang/tax';

const five = [seal, tax, socialInsurance, medicalInsurance, housingFund].map((department) => {
  const [desk] = department.desks as readonly Desk<DeskCommand, unknown, DeskEvent>[];
  if (desk === undefined) throw new TypeError(`${department.name} has no desk`);
  return { name: department.name as OpeningDepartment, department, desk };
});
const at = Date.UTC(2026, 10, 23, 0, 30);
const company = { uscc: '91350405MAFAKE0198', companyName: '虚构', establishedOn: '2026-11-23', gbt4754: '6513' };

function told(desk: Desk<DeskCommand, unknown, DeskEvent>, department: string, task: string): DeskCommand | null {
  const hearing = desk.hears['DepartmentTaskDispatched'];
  if (hearing === undefined) throw new TypeError('the desk hears no task');
  const body: unknown = hearing.schema.parse({
    step: 'one',
    department,
    task,
    round: 1,
    number: 'QK-1',
    authority: '350405',
    hall: '350405',
    dueAt: null,
    data: company,
  });
  const heard = { type: 'DepartmentTaskDispatched', source: 'orchestrator', caseId: 'c1', at, now: at, body };
  return hearing.command({ ...heard, sealed: undefined }, null);
}

const publicOf = ({ desks }: Department): string[] =>
  desks.flatMap(({ audience }) => Object.entries(audience).flatMap(([type, to]) => (to === '*' ? [type] : [])));

describe.each(five)('the desk of $name', ({ name, department, desk }) => {
  it('passes over what is asked of another department', () => {
    for (const other of departments.filter((one) => one !== name)) {
      for (const task of ['pre-check', 'open']) expect(told(desk, other, task)).toBeNull();
    }
  });

  it('passes over a task that is not its own', () => {
    expect(told(desk, name, 'check-name')).toBeNull();
  });

  it('takes the company from the task to open, and needs no section for it', () => {
    expect(told(desk, name, 'open')).toMatchObject({ type: 'Open', at, opening: { step: 'one', company } });
  });

  it('is loud about a pre-check that brings no section', () => {
    expect(() => told(desk, name, 'pre-check')).toThrow(TypeError);
  });

  it('hears every way a case can end without a company', () => {
    const body = { reason: 'WITHDRAWN_BY_APPLICANT' };
    for (const type of caseEndings) {
      const heard = { type, source: 'orchestrator', caseId: 'c1', at, now: at + 5, body, sealed: undefined };
      const command = desk.hears[type]?.command(heard, null);
      expect(command).toEqual({ type: 'EndCase', at: at + 5, ...body });
    }
  });

  it('knows every event of the orchestrator, and no other', () => {
    const { hears, knows } = department;
    expect(hears).toEqual(['orchestrator']);
    expect(orchestratorEvents.filter((type) => knows?.('orchestrator', type) !== true)).toEqual([]);
    expect(knows?.('orchestrator', 'CaseTeleported')).toBe(false);
    expect(knows?.('vault', 'CaseCompleted')).toBe(false);
  });

  it('publishes exactly what the plan says of it, and never an event that carries the section or a fact', () => {
    const heard = publicOf(department);
    const { answers: spoken = [], notes = [] } = companyOpeningPlan.says[name] ?? {};
    expect([...spoken].sort()).toEqual([...answers[name]].sort());
    expect([...heard].sort()).toEqual([...spoken, ...notes].sort());
    const known = Object.keys(desk.decider.evolve);
    expect(heard.filter((type) => !known.includes(type))).toEqual([]);
    expect(heard.filter((type) => /Taken|Answered|Ordered|Disputed|Enrolled|Ended|Made/.test(type))).toEqual([]);
  });

  it('has a simulator for every port it takes an answer of, and says that it is one', () => {
    const simulators = department.simulators ?? [];
    expect(simulators.map((one) => one.name).sort()).toEqual(Object.keys(desk.learned ?? {}).sort());
    for (const { title } of simulators) {
      expect(title['zh-CN']).toContain('模拟');
      expect(title.en).toContain('simulator');
    }
  });
});

describe('the five departments', () => {
  it('share no name of a simulator, of its ledger or of a register', () => {
    const ledgers = five.flatMap(({ department }) => [
      ...new Set((department.simulators ?? []).map((one) => one.ledger ?? one.name)),
    ]);
    expect(new Set(ledgers).size).toBe(ledgers.length);
    const tables = five.flatMap(({ desk }) => (desk.registers ?? []).map(({ table }) => table.name));
    expect(new Set(tables).size).toBe(tables.length);
  });
});
