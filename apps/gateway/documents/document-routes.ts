import { problem } from '../answers.js';
import { after, at, caseId, notThere, path } from '../parameters.js';
import type { Route } from '../routes.js';
import { documentView, licenceDocument, publicLicenceKeys } from './document-answers.js';

/** What a case gives out: the licence, and the package with everything in it. */
export const documents: readonly Route[] = [
  {
    method: 'get',
    path: '/api/v1/cases/{caseId}/documents/{number}',
    id: 'readDocument',
    action: 'case.read',
    summary:
      '一份文书：告知书、通知书等，数据或者可打印的页面；申请人开阅即记录送达 One document, as data or a page to print; that the applicant opened it is recorded',
    parameters: [caseId, path('number', '文书编号或其末段，如 N1 its number, or the end of it, as N1'), at, after],
    answers: { 200: { json: documentView, pages: ['text/plain', 'text/html'] }, ...notThere },
  },
  {
    method: 'get',
    path: '/api/v1/cases/{caseId}/licence',
    id: 'readLicence',
    action: 'case.read',
    summary: '营业执照：数据及登记机关的签名 The licence: its facts and the authority’s signature',
    parameters: [caseId],
    answers: { 200: licenceDocument, ...notThere },
  },
  {
    method: 'get',
    path: '/api/v1/cases/{caseId}/licence.pdf',
    id: 'printLicence',
    action: 'case.read',
    summary: '营业执照（PDF） The licence as a PDF',
    parameters: [caseId],
    answers: { 200: 'pdf', ...notThere },
  },
  {
    method: 'get',
    path: '/api/v1/cases/{caseId}/package.pdf',
    id: 'printPackage',
    action: 'case.read',
    summary:
      '大礼包（PDF）：登记通知书、营业执照、各部门回执 The package as a PDF: notice, licence, receipts of the departments',
    parameters: [caseId],
    answers: { 200: 'pdf', ...notThere },
  },
  {
    method: 'get',
    path: '/api/v1/licence-keys',
    id: 'readLicenceKeys',
    action: 'api.read',
    summary: '核验执照的公钥（JWKS） Public keys licences are verified by, as a JWK set',
    answers: { 200: publicLicenceKeys, 503: problem },
  },
];
