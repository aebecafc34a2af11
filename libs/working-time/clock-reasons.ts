import { text, type Text } from '@yichuang/kernel';

/** Why the clock may be touched. The lists are closed: a reason that is not listed cannot move the clock. */
export interface Reason {
  readonly text: Text;
  /** Where it is written. */
  readonly basis: string;
  /** How many different people must have agreed; by default none need be named. */
  readonly persons?: number;
}

export const startReasons = {
  /** Complete and in form. */
  ACCEPTED: reason('受理', 'the application was accepted', '行政许可法 a.32(5), a.42'),
  /** Not told of missing material in time: accepted from the day of receipt. */
  ACCEPTANCE_DEEMED: reason('逾期未告知，视为受理', 'acceptance is deemed, no notice was given', '行政许可法 a.32(4)'),
  /** For the clock from submission to notice or acceptance. */
  SUBMITTED: reason('收到申请', 'the application was received', '市场主体登记管理条例 a.19'),
  /** For a department's sub-clock. */
  STEP_READY: reason('环节任务送达部门', "the step reached the department's desk", '企业开办承诺时限'),
} as const satisfies Record<string, Reason>;

/** Internal hand-over and overload are no reasons, on purpose. */
export const pauseReasons = {
  CORRECTION: reason('等待申请人补正', 'waiting for the corrected material', '行政许可法 a.32(4)'),
  APPLICANT: reason(
    '等待申请人签字、实名核验或到场',
    'waiting for the signature, identity check or appearance of the applicant',
    '企业开办承诺时限',
  ),
  HEARING: reason('听证', 'hearing', '行政许可法 a.45'),
  EXPERT_REVIEW: reason('专家评审', 'expert review', '行政许可法 a.45'),
  INSPECTION: reason('检验、检疫、鉴定', 'inspection, quarantine or appraisal', '行政许可法 a.45'),
  TESTING: reason('检测', 'testing', '行政许可法 a.45'),
  TOLERANCE: reason('容缺受理，等待补交', 'tolerated gap, waiting for the paper owed', '容缺受理承诺书'),
  UTILITY_OUTAGE: {
    ...reason('公共设施中断', 'outage of a public utility', '大厅管理员公告，双人核准'),
    persons: 2,
  },
} as const satisfies Record<string, Reason>;

/** The term begins anew: all of it, from now. */
export const restartReasons = {
  APPLICATION_REPLACED: reason(
    '申请人变更申请事项，重新受理',
    'the applicant replaced the application; it was accepted anew',
    '行政许可法 a.32, a.42',
  ),
  COMPETENCE_TRANSFERRED: reason(
    '移送有权机关并由其受理',
    'passed to the competent authority and accepted there',
    '行政许可法 a.32(2), a.42',
  ),
} as const satisfies Record<string, Reason>;

/** Each may lengthen a term once, and only while it is not used up. */
export const extendReasons = {
  REGISTRATION_HEAD: reason(
    '情形复杂，登记机关负责人批准延长',
    'complex case, extended by the head of the registration authority',
    '市场主体登记管理条例 a.19',
  ),
  AUTHORITY_HEAD: reason(
    '行政机关负责人批准延长',
    'extended by the head of the authority, reasons told to the applicant',
    '行政许可法 a.42(1)',
  ),
  GOVERNMENT_HEAD: reason(
    '统一、联合、集中办理，本级人民政府负责人批准延长',
    'joint handling, extended by the head of the government',
    '行政许可法 a.42(2)',
  ),
} as const satisfies Record<string, Reason>;

export const reprojectReasons = {
  CALENDAR_PUBLISHED: reason('放假安排发布或调整', 'a new calendar was published', '国务院办公厅放假安排通知'),
  OFFICE_HOURS_CHANGED: reason(
    '大厅作息时间调整',
    "the hall's office hours changed",
    '福建省人民政府办公厅作息时间通知',
  ),
} as const satisfies Record<string, Reason>;

export const stopReasons = {
  COMPLETED: reason('办结', 'everything asked for was done', '行政许可法 a.37, a.38'),
  REFUSED: reason('不予登记（许可）', 'refused', '行政许可法 a.38; 市场主体登记管理条例 a.20'),
  /** Ends the clock from submission to notice, acceptance or non-acceptance. */
  ANSWERED: reason('已受理、不予受理或一次性告知', 'accepted, declined or notice given', '行政许可法 a.32'),
} as const satisfies Record<string, Reason>;

/** The clock no longer counts for anybody: neither met nor breached. */
export const voidReasons = {
  WITHDRAWN: reason('申请人撤回申请', 'the applicant withdrew', '申请人撤回'),
  DECLINED: reason('不予受理', 'not accepted, outside the competence of the authority', '行政许可法 a.32(1)(2)'),
  TERMINATED: reason('容缺承诺未履行，终止办理', 'the promise of a tolerated gap lapsed', '容缺受理承诺书'),
  MISTAKEN: reason('时钟系误启动', 'the clock was started by mistake', '效能监察更正'),
} as const satisfies Record<string, Reason>;

export type StartReason = keyof typeof startReasons;
export type PauseReason = keyof typeof pauseReasons;
export type RestartReason = keyof typeof restartReasons;
export type ExtendReason = keyof typeof extendReasons;
export type ReprojectReason = keyof typeof reprojectReasons;
export type StopReason = keyof typeof stopReasons;
export type VoidReason = keyof typeof voidReasons;

function reason(chinese: string, english: string, basis: string): Reason {
  return { text: text(chinese, english), basis };
}
