import { text, type Text } from '@yichuang/kernel';
import { clientOf } from '../client.js';
import type { Options } from '../options.js';
import type { Language } from '../words.js';
import { stringify } from 'yaml';
import { casePath } from './case-path.js';

interface PersonalData {
  readonly caseId: string;
  readonly shows: 'whole' | 'own-fields' | 'name-and-code' | 'masked';
  readonly sections: Readonly<Record<string, unknown>>;
}

interface Access {
  readonly at: string;
  readonly by: string;
  readonly role: string;
  readonly department: string | null;
  readonly what: Text;
  readonly sections: readonly string[];
  readonly reason: string | null;
  readonly warrant: string | null;
}

/** As YAML, in the structure of the form: what was handed in may be laid beside it. */
export async function show(id: string, options: Options, language: Language): Promise<void> {
  say(await clientOf(options).get<PersonalData>(`${casePath(id)}/personal-data`), options, language);
}

export async function open(id: string, options: Options, language: Language): Promise<void> {
  const { section, reason, warrant } = options;
  const body = { section, reason, ...(warrant === undefined ? {} : { warrant }) };
  say(await clientOf(options).post<PersonalData>(`${casePath(id)}/personal-data/open`, body), options, language);
}

export async function accesses(id: string, options: Options, language: Language): Promise<void> {
  const found = await clientOf(options).get<{ accesses: readonly Access[] }>(`${casePath(id)}/accesses`);
  const lines = options['json'] === true ? [JSON.stringify(found)] : found.accesses.map((one) => line(one, language));
  const none = text('除本人外无人看过', 'nobody but the applicant has looked')[language];
  process.stdout.write(`${lines.length === 0 ? none : lines.join('\n')}\n`);
}

function say(shown: PersonalData, options: Options, language: Language): void {
  if (options['json'] === true) process.stdout.write(`${JSON.stringify(shown)}\n`);
  else process.stdout.write(`# ${howMuch[shown.shows][language]}\n${stringify(shown.sections)}`);
}

const howMuch: Readonly<Record<PersonalData['shows'], Text>> = {
  whole: text('明文', 'in clear'),
  'own-fields': text('本部门的部分，明文', 'what is of your department, in clear'),
  'name-and-code': text('不含个人信息', 'nothing personal'),
  masked: text('已遮蔽', 'masked'),
};

function line({ at, by, role, department, what, sections, reason, warrant }: Access, language: Language): string {
  const who = [role, department, by].filter((one) => one !== null).join(' ');
  const why = [reason, warrant].filter((one) => one !== null).join('，');
  return [at, who, what[language], sections.join(' '), why].filter((one) => one !== '').join('  ');
}
