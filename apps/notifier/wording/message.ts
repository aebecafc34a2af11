import { text, type Text } from '@yichuang/kernel';
import { formatInstant } from '@yichuang/working-time';
import type { Kind, Said } from '../notification/events.js';
import { footer, parts, templates, type Blank } from './templates.js';

export interface Told {
  readonly kind: Kind;
  readonly number: string;
  readonly said: Said;
}

/** A letter in both languages, Chinese first: nobody is asked which one he reads. */
export interface Letter {
  readonly subject: string;
  readonly body: string;
}

const languages = ['zh-CN', 'en'] as const;
type Language = (typeof languages)[number];

export function letter(told: Told): Letter {
  const { subject, body } = templates[told.kind];
  const whole = languages.map((language) => fill(body[language], valuesOf(told, language)));
  return {
    subject: languages.map((language) => fill(subject[language], valuesOf(told, language))).join(' | '),
    body: [...whole, `${footer['zh-CN']}\n${footer.en}`].join('\n\n'),
  };
}

/** A text message: one line of Chinese. Nothing of it tells more than the number of the case. */
export const shortMessage = (told: Told): string =>
  fill(templates[told.kind].subject['zh-CN'], valuesOf(told, 'zh-CN'));

/** What a screen shows of it. */
export const headline = (told: Told): Text =>
  text(
    fill(templates[told.kind].subject['zh-CN'], valuesOf(told, 'zh-CN')),
    fill(templates[told.kind].subject.en, valuesOf(told, 'en')),
  );

function valuesOf({ number, said }: Told, language: Language): Readonly<Partial<Record<Blank, string>>> {
  const { document, dueAt, dueBefore, receivedAt, reason, basis, expectedOn, competentAuthority, defects, ...more } =
    said;
  const { remedies, late } = more;
  const lines = (defects ?? []).map(({ text: wrong, path }) =>
    fill(parts.defect[language], { text: wrong[language], path: path === '' ? '—' : path }),
  );
  return {
    number,
    ...(document === undefined ? {} : { document }),
    ...(dueAt === undefined ? {} : { dueAt: minuteOf(dueAt) }),
    ...(dueBefore === undefined ? {} : { dueBefore: minuteOf(dueBefore) }),
    ...(receivedAt === undefined ? {} : { receivedAt: minuteOf(receivedAt) }),
    ...(reason === undefined ? {} : { reason: reason[language] }),
    ...(basis === undefined ? {} : { basis }),
    expected: expectedOn === undefined ? '' : fill(parts.expected[language], { expectedOn }),
    promise:
      dueAt === undefined ? parts.noPromise[language] : fill(parts.promise[language], { dueAt: minuteOf(dueAt) }),
    defects: lines.length === 0 ? parts.noDefects[language] : lines.join('\n'),
    competentAuthority:
      competentAuthority === undefined
        ? ''
        : fill(parts.competentAuthority[language], { authority: competentAuthority }),
    late: late === true ? parts.late[language] : '',
    ...(remedies === undefined
      ? {}
      : {
          remedies: fill(parts.remedies[language], {
            days: String(remedies.reconsideration.days),
            reconsideration: remedies.reconsideration.article,
            months: String(remedies.suit.months),
            suit: remedies.suit.article,
          }),
        }),
  };
}

/** At the hall, to the minute. */
const minuteOf = (at: number): string => formatInstant(at).slice(0, 16).replace('T', ' ');

/** @throws TypeError for a blank there is nothing for: half a letter is not sent */
export function fill(template: string, values: Readonly<Record<string, string | undefined>>): string {
  return template.replace(/\{(\w+)\}/g, (_whole, name: string) => {
    const value = values[name];
    if (value === undefined) throw new TypeError(`nothing to fill in for ${name}`);
    return value;
  });
}
