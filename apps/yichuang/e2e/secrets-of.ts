import type { CompanyOpeningForm } from '@yichuang/matters';
import { NEEDLE_BYTES_MIN, type Secret } from '@yichuang/testing';

/** What of a form is nobody's business: of its people, and of whoever else it names. */
export function secretsOf(form: CompanyOpeningForm, label: string): Secret[] {
  const people = Object.entries(form.people).flatMap(([ref, { name, document, mobile, email, address }]) =>
    Object.entries({ name, number: document.number, mobile, email, address }).map(([what, value]) => [
      `${label} ${ref} ${what}`,
      value,
    ]),
  );
  const { owner, serviceAddress, electronicService } = form.seat;
  const others = [
    [`${label} seat owner`, owner.name],
    [`${label} seat owner's phone`, owner.phone],
    [`${label} service address`, serviceAddress],
    ...Object.entries(electronicService).map(([what, value]) => [`${label} service by ${what}`, value]),
    [`${label} mail to`, form.applicant.mailTo],
    [`${label} company's phone`, form.company.phone],
  ];
  return [...people, ...others].flatMap(([name, value]) =>
    // a wrong number may be anything, also too short to be told from chance
    typeof value === 'string' && Buffer.byteLength(value) >= NEEDLE_BYTES_MIN ? [{ label: String(name), value }] : [],
  );
}

/** Names that the public register shows once the company is registered. */
export function publishedNames({ people, posts, shareholders }: CompanyOpeningForm): ReadonlySet<string> {
  const refs = [posts.legalRepresentative, ...shareholders.map(({ holder }) => holder)];
  return new Set(refs.flatMap((ref) => people[ref]?.name ?? []));
}
