import type { paperKind } from '@yichuang/contracts';
import type { z } from 'zod';
import type { CompanyOpeningForm } from '../form.js';
import type { Random } from './random.js';

type Kind = z.output<typeof paperKind>;
type Paper = CompanyOpeningForm['papers'][number];

/** Every paper the law asks of this application (MER a.16, MER-R a.25). */
export function papersOf(form: CompanyOpeningForm, random: Random): Paper[] {
  const paper = (kind: Kind, of?: string): Paper => ({
    kind,
    sha256: random.fingerprint(),
    ...(of === undefined ? {} : { of }),
  });
  return [
    paper('application-form'),
    paper('articles'),
    paper('appointment'),
    paper('real-name-confirmation'),
    ...form.signatures.map((ref) => paper('identity-document', ref)),
    ...(form.seat.acquisition === 'lease' ? [paper('lease')] : []),
    paper('property-certificate'),
    ...(form.agent === null ? [] : [paper('power-of-attorney', form.agent.person)]),
    ...form.preApprovals.map(() => paper('pre-approval')),
    ...(form.employees.length === 0 ? [] : [paper('employee-list')]),
  ];
}
