import * as f from '@yichuang/contracts';
import { halls } from '@yichuang/working-time';
import { z } from 'zod';
import { checkReferences } from './references.js';

const line = (max: number) => z.string().trim().min(1).max(max);

/** A title in both languages, for whoever draws the form from its JSON Schema. */
const titled = <S extends z.ZodType>(chinese: string, english: string, schema: S): S =>
  schema.meta({ title: `${chinese} ${english}` });

/** An item the applicant may leave out, saying why (优化营商环境条例 a.33: nobody is made to take what he does not need now). */
const optionalItem = <S extends z.ZodType>(request: S) => z.union([request, z.strictObject({ leaveOut: f.leaveOut })]);

/** Whom the office talks to, and how the result is handed over. */
const applicant = z.strictObject({
  contact: f.personRef,
  delivery: z.enum(['window', 'mail', 'electronic']).default('window'),
  /** Only where the package is mailed. */
  mailTo: line(200).optional(),
});

/**
 * The whole application to open a company: one form, nothing asked twice. People and organisations stand once, under
 * references; every post, share and signature names the reference. Papers are `{kind, sha256}`.
 *
 * Market regulation, tax and the registration of the social-insurance unit cannot be left out (社会保险经办条例 a.6,
 * 税收征收管理法 a.15); seal, medical insurance and housing fund can.
 */
export const companyOpeningForm = z
  .strictObject({
    matter: titled('事项', 'Matter', z.literal('company-opening')),
    authority: titled('登记机关', 'Registration authority', z.literal('350405').default('350405')),
    hall: titled('办事大厅', 'Service hall', z.enum(halls.map(({ id }) => id)).default('350405')),
    name: titled('企业名称', 'Company name', f.companyName),
    company: titled('企业基本信息', 'The company', f.company),
    seat: titled('住所', 'Registered seat', f.seat),
    people: titled('人员', 'People', f.people),
    organisations: titled('投资单位', 'Investing organisations', f.organisations.default({})),
    shareholders: titled('股东', 'Shareholders', z.array(f.shareholder).max(60)),
    posts: titled('任职', 'Posts', f.posts),
    agent: titled('登记代理人', 'Registration agent', f.agent.nullable()),
    beneficialOwners: titled('受益所有人', 'Beneficial owners', f.beneficialOwners),
    scope: titled('经营范围', 'Business scope', z.array(f.scopeItem).max(200)),
    preApprovals: titled('前置审批文件', 'Pre-licence approvals', z.array(f.preApproval).max(50).default([])),
    articles: titled('公司章程', 'Articles', f.articles.nullable()),
    papers: titled('材料', 'Papers', z.array(f.paper).max(500)),
    signatures: titled('签名', 'Signatures', z.array(z.union([f.personRef, f.organisationRef])).max(200)),
    seal: titled('印章', 'Seals', optionalItem(f.sealOrder)),
    tax: titled('税务', 'Tax', f.taxRequest),
    employees: titled('职工', 'Employees', z.array(f.employee).max(10_000)),
    socialInsurance: titled('社会保险', 'Social insurance', f.socialInsuranceRequest),
    medicalInsurance: titled('医疗保险', 'Medical insurance', optionalItem(f.medicalInsuranceRequest)),
    housingFund: titled('住房公积金', 'Housing fund', optionalItem(f.housingFundRequest)),
    applicant: titled('联系与送达', 'Contact and delivery', applicant),
  })
  .superRefine((form, context) => {
    checkReferences(form, (code, path) => {
      context.addIssue({ code: 'custom', path: [...path], params: { code }, message: code });
    });
  })
  .meta({ title: '企业开办一件事申请表 Application to open a company' });

/** A complete application, defaults filled in. */
export type CompanyOpeningForm = z.output<typeof companyOpeningForm>;
/** An application as it is handed in, before defaults. */
export type CompanyOpeningInput = z.input<typeof companyOpeningForm>;

/** JSON Schema (2020-12) of the form as it is handed in. Cross references are not in it; {@link companyOpeningForm} checks them. */
export const formJsonSchema = (): Record<string, unknown> => ({
  ...z.toJSONSchema(companyOpeningForm, { io: 'input' }),
});

type LeftOut = { readonly leaveOut: { readonly reason: string } };

/** Whether an item the applicant may leave out was left out. */
export const isLeftOut = (item: object): item is LeftOut => 'leaveOut' in item;
