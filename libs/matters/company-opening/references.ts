/**
 * Where the form names a person or an organisation. A *role* is why somebody stands in the form at all; a signature or a
 * paper alone is not. `once`: the same reference twice in this list says nothing new.
 */
interface Place {
  readonly at: readonly string[];
  readonly role: boolean;
  readonly once: boolean;
}

const at = (path: string, role: boolean, once: boolean): Place => ({ at: path.split('/'), role, once });
const role = (path: string): Place => at(path, true, false);
const roleOnce = (path: string): Place => at(path, true, true);

const places: readonly Place[] = [
  roleOnce('shareholders/*/holder'),
  roleOnce('posts/directors/*'),
  role('posts/manager'),
  role('posts/legalRepresentative'),
  roleOnce('posts/supervisors/*'),
  role('posts/financeHead'),
  role('posts/taxHandler'),
  roleOnce('posts/liaisons/*'),
  role('posts/legalDocumentRecipient'),
  role('agent/person'),
  role('beneficialOwners/chains/*/person'),
  role('beneficialOwners/owners/*/person'),
  role('seal/taker'),
  roleOnce('employees/*/person'),
  role('socialInsurance/handler'),
  role('medicalInsurance/handler'),
  role('housingFund/handler'),
  role('applicant/contact'),
  at('articles/signedBy/*', false, true),
  at('signatures/*', false, true),
  at('papers/*/of', false, false),
];

/** Lists other than references in which the same entry twice says nothing new. Seal kinds are not among them: the law judges those. */
const lists: readonly (readonly string[])[] = [
  ['scope', '*', 'code'],
  ['articles', 'covers', '*'],
  ['socialInsurance', 'insurances', '*'],
];

/** Items that no applicant may leave out (社会保险经办条例 a.6; 税收征收管理法 a.15). */
const indispensable = ['tax', 'socialInsurance'] as const;

/** Faults of form between fields; the shape of each single field is the schema's. */
export type ReferenceFault =
  | 'UNKNOWN_REFERENCE'
  | 'UNUSED_ENTRY'
  | 'DUPLICATE'
  | 'SAME_PERSON_TWICE'
  | 'CANNOT_BE_LEFT_OUT'
  | 'CONTACT_UNREACHABLE'
  | 'MAIL_ADDRESS_MISSING';

export type Path = readonly (string | number)[];
export type Raise = (code: ReferenceFault, path: Path) => void;
type Objects = Readonly<Record<string, unknown>>;

/** Faults between fields. Asked of half-right input too, so it takes nothing for granted. */
export function checkReferences(form: unknown, raise: Raise): void {
  const whole = objectAt(form);
  const entries = new Map<string, Path>();
  for (const kind of ['people', 'organisations']) {
    for (const ref of Object.keys(objectAt(whole[kind]))) if (isReference(ref)) entries.set(ref, [kind, ref]);
  }
  const used = checkPlaces(form, entries, raise);
  for (const [ref, path] of entries) if (!used.has(ref)) raise('UNUSED_ENTRY', path);
  for (const list of lists) checkRepeats(form, list, raise);
  for (const kind of ['people', 'organisations']) checkDocuments(kind, objectAt(whole[kind]), raise);
  for (const item of indispensable) if ('leaveOut' in objectAt(whole[item])) raise('CANNOT_BE_LEFT_OUT', [item]);
  checkApplicant(whole, raise);
}

/** Every reference exists, and none stands twice where once is enough. Answers the references that have a role. */
function checkPlaces(form: unknown, entries: ReadonlyMap<string, Path>, raise: Raise): Set<string> {
  const used = new Set<string>();
  for (const place of places) {
    visit(form, place.at, (ref, path) => {
      if (typeof ref !== 'string') return;
      if (!entries.has(ref) && isReference(ref)) raise('UNKNOWN_REFERENCE', path);
      if (place.role) used.add(ref);
    });
    if (place.once) checkRepeats(form, place.at, raise);
  }
  return used;
}

/** One person under two references would be asked for twice, and could hold two posts the law keeps apart. */
function checkDocuments(kind: string, entries: Objects, raise: Raise): void {
  const seen = new Set<string>();
  for (const ref of Object.keys(entries)) {
    const { type, number } = objectAt(objectAt(entries[ref]).document);
    if (typeof number !== 'string' || !isReference(ref)) continue;
    const document = `${String(type)} ${number.toUpperCase()}`;
    if (seen.has(document)) raise('SAME_PERSON_TWICE', [kind, ref, 'document']);
    seen.add(document);
  }
}

function checkApplicant(form: Objects, raise: Raise): void {
  const { contact, delivery, mailTo } = objectAt(form.applicant);
  const person = typeof contact === 'string' ? objectAt(form.people)[contact] : undefined;
  if (person !== undefined) {
    const { mobile, email } = objectAt(person);
    if (mobile === undefined && email === undefined) raise('CONTACT_UNREACHABLE', ['applicant', 'contact']);
  }
  if (delivery === 'mail' && mailTo === undefined) raise('MAIL_ADDRESS_MISSING', ['applicant', 'mailTo']);
}

function checkRepeats(form: unknown, pattern: readonly string[], raise: Raise): void {
  const seen = new Set<unknown>();
  visit(form, pattern, (value, path) => {
    if (seen.has(value)) raise('DUPLICATE', path);
    seen.add(value);
  });
}

/** Visits the values at a path in which `*` stands for every index of a list; places that are not there are passed over. */
function visit(
  value: unknown,
  pattern: readonly string[],
  take: (value: unknown, path: Path) => void,
  path: (string | number)[] = [],
): void {
  const step = pattern[path.length];
  if (step === undefined) {
    if (value !== undefined) take(value, path);
  } else if (step !== '*') {
    visitInside(objectAt(value)[step], step);
  } else if (Array.isArray(value)) {
    value.forEach(visitInside);
  }
  function visitInside(inner: unknown, key: string | number): void {
    path.push(key);
    visit(inner, pattern, take, path);
    path.pop();
  }
}

/** Any other key is the schema’s fault to name, without repeating it: it may be somebody’s name. */
const isReference = (key: string): boolean => /^[po][1-9]\d{0,2}$/.test(key);

const objectAt = (value: unknown): Objects =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Objects) : {};
