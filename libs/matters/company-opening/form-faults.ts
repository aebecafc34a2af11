import { pointer, text, type Text } from '@yichuang/kernel';
import type { z } from 'zod';
import { companyOpeningForm, type CompanyOpeningForm } from './form.js';
import { checkReferences, type ReferenceFault } from './references.js';

export type FormFaultCode =
  | 'MISSING'
  | 'UNKNOWN_FIELD'
  | 'WRONG_TYPE'
  | 'INVALID_FORMAT'
  | 'INVALID_VALUE'
  | 'INVALID_KEY'
  | 'OUT_OF_RANGE'
  | 'WRONG_LENGTH'
  | ReferenceFault;

/** One fault of bad input. `path` is a JSON pointer; neither it nor the text repeats what the applicant wrote. */
export interface FormFault {
  readonly path: string;
  readonly code: FormFaultCode;
  readonly text: Text;
}

/** The door for whatever came in: a whole application, or every fault it has. */
export function parseForm(
  input: unknown,
): { readonly ok: true; readonly form: CompanyOpeningForm } | { readonly ok: false; readonly faults: FormFault[] } {
  // zod's own messages are in one language and may echo input; a missing value can only be told here, where the input is at hand.
  const parsed = companyOpeningForm.safeParse(input, {
    error: (issue) => (issue.input === undefined ? MISSING : 'INVALID'),
  });
  if (parsed.success) return { ok: true, form: parsed.data };
  // zod asks nothing between fields when a field is wrong; bad input is answered once, with every fault.
  const faults = parsed.error.issues
    .filter(({ code }) => code !== 'custom')
    .flatMap((issue) => faultsOfIssue(issue, []));
  checkReferences(input, (code, path) => faults.push(fault(code, path)));
  return { ok: false, faults: withoutConsequences(faults) };
}

/** Every fault of a failed parse of the schema. {@link parseForm} finds more: faults between fields beside those of fields. */
export const faultsOf = (error: z.core.$ZodError): FormFault[] =>
  withoutConsequences(error.issues.flatMap((issue) => faultsOfIssue(issue, [])));

/** Where leaving an item out is the fault, the fields that are therefore missing are no further faults. */
function withoutConsequences(faults: readonly FormFault[]): FormFault[] {
  const refused = faults.filter(({ code }) => code === 'CANNOT_BE_LEFT_OUT').map(({ path }) => path);
  return faults.filter(({ path }) => !refused.some((item) => path.startsWith(`${item}/`)));
}

const MISSING = 'MISSING';
type Path = readonly PropertyKey[];
type Issue = z.core.$ZodIssue;

function faultsOfIssue(issue: Issue, base: Path): FormFault[] {
  const path = [...base, ...issue.path];
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => fault('UNKNOWN_FIELD', isFieldName(key) ? [...path, key] : path));
  }
  // The key itself may be a name somebody put there.
  if (issue.code === 'invalid_key') return [fault('INVALID_KEY', path.slice(0, -1))];
  if (issue.code === 'invalid_union') return faultsOfUnion(issue, path);
  if (issue.code === 'custom') return [fault(referenceCode(issue), path)];
  return [fault(codeOf(issue), path, hint(issue))];
}

/** The faults of that alternative which was evidently meant: the one with the fewest unknown fields, then the fewest faults. */
function faultsOfUnion(issue: Extract<Issue, { code: 'invalid_union' }>, path: Path): FormFault[] {
  const branches = issue.errors.map((issues) => ({
    issues,
    unknown: issues.filter((inner) => inner.code === 'unrecognized_keys').flatMap((inner) => inner.keys).length,
    inside: issues.some((inner) => inner.path.length > 0 || inner.code === 'unrecognized_keys'),
  }));
  const meant = branches
    .filter((branch) => branch.inside)
    .sort((a, b) => a.unknown - b.unknown || a.issues.length - b.issues.length)[0];
  if (meant !== undefined) return meant.issues.flatMap((inner) => faultsOfIssue(inner, path));
  const missing = branches.some(({ issues }) => issues.some((inner) => codeOf(inner) === 'MISSING'));
  return [fault(missing ? 'MISSING' : 'INVALID_VALUE', path)];
}

function codeOf(issue: Issue): FormFaultCode {
  if (issue.code === 'invalid_type' || issue.code === 'invalid_value') {
    if (isMissing(issue)) return 'MISSING';
    return issue.code === 'invalid_type' ? 'WRONG_TYPE' : 'INVALID_VALUE';
  }
  if (issue.code === 'too_small' || issue.code === 'too_big') {
    return ['string', 'array', 'set'].includes(issue.origin) ? 'WRONG_LENGTH' : 'OUT_OF_RANGE';
  }
  return issue.code === 'invalid_format' ? 'INVALID_FORMAT' : 'INVALID_VALUE';
}

/** Under {@link parseForm} the message says it; zod's own English message says it to whoever parsed by himself. */
const isMissing = (issue: Issue): boolean => issue.message === MISSING || issue.message.endsWith('received undefined');

const referenceCode = (issue: Extract<Issue, { code: 'custom' }>): FormFaultCode =>
  (issue.params?.code ?? 'INVALID_VALUE') as FormFaultCode;

/** What the schema asks for; never what was given. */
function hint(issue: Issue): string {
  if (issue.code === 'invalid_type') return issue.expected;
  if (issue.code === 'invalid_value') return issue.values.map(String).join(' | ');
  if (issue.code === 'too_small') return `≥ ${String(issue.minimum)}`;
  if (issue.code === 'too_big') return `≤ ${String(issue.maximum)}`;
  if (issue.code === 'invalid_format') return issue.format === 'regex' ? (issue.pattern ?? '') : issue.format;
  return '';
}

/** A key that can be a mistyped field name is repeated, so that it can be found; anything else may be private. */
const isFieldName = (key: string): boolean => /^[a-z][A-Za-z]{0,29}$/.test(key);

function fault(code: FormFaultCode, path: Path, expected = ''): FormFault {
  const said = texts[code];
  const sentence =
    expected === '' ? said : text(`${said['zh-CN']}（要求：${expected}）`, `${said.en} (expected: ${expected})`);
  return { path: pointer(path), code, text: sentence };
}

const texts: Readonly<Record<FormFaultCode, Text>> = {
  MISSING: text('必填项缺失', 'This field is missing'),
  UNKNOWN_FIELD: text('申请表没有此项', 'The form has no such field'),
  WRONG_TYPE: text('类型不符', 'This is of the wrong type'),
  INVALID_FORMAT: text('格式不符', 'This is not in the required format'),
  INVALID_VALUE: text('不是允许的值', 'This is not an allowed value'),
  INVALID_KEY: text(
    '编号不合规则：人员用 p1、p2……，单位用 o1、o2……',
    'References are p1, p2, … for people and o1, o2, … for organisations',
  ),
  OUT_OF_RANGE: text('数值超出范围', 'This number is out of range'),
  WRONG_LENGTH: text('长度或数量超出限制', 'This is too short, too long, or has too few or too many entries'),
  UNKNOWN_REFERENCE: text('引用的人员或单位不在表中', 'Refers to a person or organisation that is not in the form'),
  UNUSED_ENTRY: text('此人员或单位与申请无关，不应填报', 'Has no role in this application and must not be given'),
  DUPLICATE: text('同一项重复填报', 'The same entry stands here twice'),
  SAME_PERSON_TWICE: text('同一证件以两个编号填报', 'One document is given under two references'),
  CANNOT_BE_LEFT_OUT: text('此项依法必须办理，不能不办', 'The law does not let this item be left out'),
  CONTACT_UNREACHABLE: text('联系人须有手机号码或电子邮箱', 'The contact needs a mobile number or an e-mail address'),
  MAIL_ADDRESS_MISSING: text('选择邮寄须填写邮寄地址', 'Delivery by mail needs an address'),
};
