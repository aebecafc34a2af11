import * as departments from '@yichuang/departments';
import type { Department } from '@yichuang/host';
import { generateApplications, matterOf, plantAll, planters, type CompanyOpeningForm } from '@yichuang/matters';
import { sample } from '@yichuang/testing';
import { HALL } from './cast.fixture.js';

/** What is handed in: forms as they are read, parted once, for a random history takes no time to read one. */

export interface Application {
  /** What the door of the case takes, less what says who hands it in. */
  readonly body: Readonly<Record<string, unknown>>;
  /** The plain section of each department. */
  readonly sections: Readonly<Record<string, unknown>>;
}

/** A first application, and what it becomes when it is corrected. */
export interface Applying {
  readonly first: Application;
  readonly corrected: Application;
}

const FILED_ON = '2026-11-23';

const matter = matterOf('company-opening');
const services = Object.values<Department>(departments);

const every: Application[] = [];

/** What is sealed is only named: whoever may open it finds the plain section under the name. */
export const openedBy = (department: string, sealed: Uint8Array): unknown =>
  every[sealed[0] ?? -1]?.sections[department] ?? null;

function parted(form: unknown): Application {
  if (matter === undefined) throw new TypeError('no such matter');
  const read = matter.readForm(form);
  if (!read.ok) throw new TypeError('this is no form');
  const { sections, ...divided } = matter.divide(read.form);
  const name = Buffer.from([every.length]).toString('base64');
  const application: Application = {
    body: {
      matter: 'company-opening',
      ...divided,
      hall: HALL,
      sections: Object.fromEntries(Object.keys(sections).map((department) => [department, name])),
    },
    sections: Object.fromEntries(
      services.map(({ name: department, section }) => {
        const own = sections[department];
        return [department, own === undefined ? null : section?.schema.parse(own)];
      }),
    ),
  };
  every.push(application);
  return application;
}

const planted = (form: CompanyOpeningForm, ...names: readonly string[]): CompanyOpeningForm =>
  plantAll(
    form,
    FILED_ON,
    planters.filter(({ name }) => names.includes(name)),
  ).form;

const valid = [...generateApplications({ seed: 5, count: 4, filedOn: FILED_ON })].map(({ form }) => form);

function applying(first: unknown, corrected: unknown): Applying {
  return { first: parted(first), corrected: parted(corrected) };
}

const read = (file: string): unknown => sample(file).form;

/** Up to this place people are needed before an application has gone through, or none is at fault. */
export const PEOPLE_NEEDED = 5;

/** The place of the one whose seat lacks a proof that may be owed. */
export const OWING = 2;

/** The first is simplest, for it is what a history shrinks to. */
export const applyings: readonly Applying[] = [
  ...valid.slice(0, 2).map((form) => applying(form, form)),
  applying(read('e.yaml'), read('e-with-proof.yaml')),
  applying(read('c.yaml'), read('c.yaml')),
  applying(read('d.yaml'), read('d-corrected.yaml')),
  applying(read('e.yaml'), read('e-with-commitment.yaml')),
  ...valid
    .slice(2)
    .flatMap((form) => [
      applying(planted(form, 'no-seal-kind', 'fund-ratio-below-five'), planted(form, 'wrong-check-digit')),
      applying(planted(form, 'seat-unknown-and-certificate-missing'), form),
      applying(planted(form, 'trade-name-that-sounds-like-another'), form),
    ]),
  applying(read('faulty/person-disqualified.yaml'), read('a.yaml')),
  applying(read('faulty/jurisdiction-wrong.yaml'), read('a.yaml')),
];
