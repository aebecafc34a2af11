import { z } from 'zod';
import { departmentName } from './department.js';

/**
 * Who acts in this house, by function (domain words: 申请人, 经办人, 综合窗口受理员, 部门审核员, 部门核准人, 印章制作单位, 帮代办员,
 * 大厅负责人, 效能办监督员, 审计员, 规则管理员, 规则发布人, and the three administrators who check each other, 三员分立).
 */
export const roles = [
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
] as const;
export const role = z.enum(roles);
export type Role = (typeof roles)[number];

/** An account, by the id under which it acts, as it is named in what somebody hands in; it tells nobody who it is. */
export const account = z.string().regex(/^[\w.:-]{1,200}$/);

/** Somebody who is signed in, as the access token says it. */
export const actor = z.object({
  /** The provider's subject: stays, and tells nobody who it is. */
  id: z.string().min(1).max(200),
  roles: z.array(role),
  /** Of a reviewer or an approver. */
  department: departmentName.nullable(),
  /** 350405 … the administrative division an officer serves in (GB/T 2260). */
  division: z
    .string()
    .regex(/^\d{6}$/)
    .nullable(),
});
export type Actor = z.infer<typeof actor>;
