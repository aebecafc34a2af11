import { text } from '@yichuang/kernel';
import type { CommitmentLaw } from '../commitment.js';
import type { ToleranceLaw } from '../tolerance.js';

/**
 * 容缺受理 of company openings. What practice lists and no rule asks for (a lease's annexes, an agent's copies, lists of
 * employees) is missed by nobody, so it stands here only once a rule misses it. The deadline of the province is not
 * known: five working days, put off once by five at most, never beyond the term of the law.
 */
export const companyOpeningTolerance: ToleranceLaw = {
  version: '2026.1',
  basis: '行政许可法 a.6; 容缺受理承诺书',
  promise: text(
    '本人承诺在期限内补齐所列材料，材料真实、合法、有效；逾期未补齐或者不符合要求的，同意终止办理、退回材料，并自行承担损失',
    'I promise to hand in the listed papers by the deadline, true, lawful and valid; if I do not, or they do not conform, I agree that the procedure ends, that the papers are returned, and that the loss is mine',
  ),
  papers: [
    {
      paper: 'property-certificate',
      department: 'market-regulation',
      rule: 'R-SEAT-04',
      // a leased seat without its lease lacks a main paper
      beside: { lease: true },
      title: text('住所产权证明复印件', 'Copy of the property certificate of the seat'),
      article: '市场主体登记管理条例 a.16',
      workingDaysMax: 5,
    },
  ],
  never: [
    'application-form',
    'articles',
    'identity-document',
    'subject-qualification',
    'identity-legalisation',
    'real-name-confirmation',
    'pre-approval',
  ],
  extensionDaysMax: 5,
  credit: { step: 'market-regulation-check', rules: ['R-PER-07', 'R-PER-04'] },
};

/** 住所申报承诺制 (福建省). */
export const seatCommitment: CommitmentLaw = {
  id: 'seat',
  version: '2026.1',
  paper: 'seat-commitment',
  department: 'market-regulation',
  rule: 'R-SEAT-04',
  condition: text(
    '住所真实存在，申请人对其有合法使用权，且不在负面清单之内',
    'The seat exists, the applicant may lawfully use it, and it is not on the negative list',
  ),
  content: text(
    '本人已知晓上述条件，承诺所申报住所符合条件，登记机关可以不再要求提交产权证明和租赁合同',
    'I know these conditions and promise that the seat meets them; the authority asks for no certificate and no lease',
  ),
  liability: text(
    '承诺不实的，终止办理、责令改正、撤销登记、依法处罚，并记入信用记录',
    'If the promise is false the procedure ends, it is ordered to be put right, the registration is revoked, a penalty follows by law, and it is entered in the credit record',
  ),
  article: '国办发〔2020〕42号; 市场主体登记管理条例 a.40, a.44',
  inspectionDays: 60,
  consequences: ['end-procedure', 'order-to-correct', 'revoke', 'penalise', 'credit-record'],
};
