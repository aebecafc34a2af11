import { Problem } from '@yichuang/host';
import { text } from '@yichuang/kernel';
import {
  documentTitles,
  remediesText,
  type CaseDocument,
  type CaseState,
  type Defect,
  type DocumentKind,
} from '@yichuang/matters';
import type { FoundCase } from './cases.js';
import { shownDocument } from './shown-case.js';

/** Documents that give the reasons for which the case ended. */
const ENDINGS: readonly DocumentKind[] = ['non-acceptance', 'refusal', 'termination'];

/**
 * One document with all that stands in it: what a notice names, why something was turned down, what may be done against it.
 *
 * @param asked its number, or what of it follows the number of the case
 * @throws Problem 404 when the case has no such document
 */
export function shownDocumentOf({ book, state, position }: FoundCase, asked: string): object {
  const document = state.documents.find(({ number }) => number === asked || number === `${state.number}-${asked}`);
  if (document === undefined)
    throw new Problem(404, 'NO_SUCH_DOCUMENT', text('没有这份文书', 'the case has no such document'));
  const { caseId, number, end } = state;
  const { remedies } = document;
  return {
    ...shownDocument(document),
    caseId,
    case: number,
    matter: book.plan.title,
    title: documentTitles[document.kind],
    defects: defectsIn(state, document),
    competentAuthority: document.kind === 'non-acceptance' ? (end?.competentAuthority ?? null) : null,
    remediesText: remedies === undefined ? null : remediesText(remedies),
    position,
  };
}

function defectsIn({ notices, end }: CaseState, { kind, number }: CaseDocument): readonly Defect[] {
  if (kind === 'notice') return notices.find(({ document }) => document.number === number)?.defects ?? [];
  return ENDINGS.includes(kind) ? (end?.defects ?? []) : [];
}
