import { randomUUID } from 'node:crypto';
import { text, type Text } from '@yichuang/kernel';
import { clientOf } from '../client.js';
import { exitCodes, Failure } from '../failure.js';
import type { Options } from '../options.js';
import type { Language } from '../words.js';
import { say } from './print.js';
import type { CaseView } from './case-object.js';
import { casePath } from './case-path.js';
import { managerWords } from './progress.js';

interface Delivery {
  readonly channel: string;
  readonly state: 'queued' | 'sent' | 'failed';
  readonly since: string;
  readonly simulated: boolean;
  readonly code: string | null;
}

interface Notifications {
  readonly notifications: readonly {
    readonly about: string;
    readonly text: Text;
    readonly queuedAt: string;
    readonly deliveries: readonly Delivery[];
    readonly opened: { readonly at: string } | null;
  }[];
  readonly readings: readonly { readonly document: string; readonly at: string; readonly by: string }[];
}

interface Statement {
  readonly version: string;
  readonly since: string;
  readonly title: Text;
  readonly told: readonly { readonly article: string; readonly title: Text; readonly text: Text }[];
  readonly consents: readonly { readonly article: string; readonly text: Text; readonly otherwise: Text }[];
}

/** Each thing told is a line, and each way it went under it. */
export async function showTold(id: string, options: Options, language: Language): Promise<void> {
  const client = clientOf(options);
  const path = `${casePath(id)}/notifications`;
  const about = options['read'];
  if (typeof about === 'string') await client.post(`${path}/${encodeURIComponent(about)}/opened`, {}, randomUUID());
  const answer = await client.get<Notifications>(path);
  say(options, answer, () => told(answer, language).join('\n'));
}

export async function rate(id: string, options: Options, language: Language): Promise<void> {
  const stars = Number(options['stars']);
  if (!Number.isInteger(stars)) throw new Failure(text('--stars 应为 1 至 5', '--stars is 1 to 5'), exitCodes.badInput);
  const body = { stars, tags: options['tag'] ?? [] };
  const answer = await clientOf(options).post<object>(`${casePath(id)}/rating`, body, randomUUID());
  say(options, answer, () => text('感谢您的评价', 'thank you for saying so')[language]);
}

interface EntrustedNow {
  readonly entrusted: readonly { readonly id: string; readonly as: 'agent' | 'helper' }[];
}

/** Says to whom it is entrusted then. */
export async function entrust(id: string, options: Options, language: Language): Promise<void> {
  const body = { to: options['to'], as: options['helper'] === true ? 'helper' : 'agent' };
  sayTrust(
    await clientOf(options).post<EntrustedNow>(`${casePath(id)}/entrust`, body, randomUUID()),
    options,
    language,
  );
}

export async function revoke(id: string, options: Options, language: Language): Promise<void> {
  const body = { from: options['from'] };
  sayTrust(await clientOf(options).post<EntrustedNow>(`${casePath(id)}/revoke`, body, randomUUID()), options, language);
}

const TRUSTS = { agent: text('经办人', 'agent'), helper: text('帮办', 'helper') } as const;

const sayTrust = (answer: EntrustedNow, options: Options, language: Language): void => {
  const nobody = text('未委托任何人', 'entrusted to nobody')[language];
  const lines = answer.entrusted.map(({ id, as }) => `${id}  ${TRUSTS[as][language]}`);
  say(options, answer, () => (lines.length === 0 ? nobody : lines.join('\n')));
};

/** Says whom the applicant turns to then. */
export async function nameManager(id: string, options: Options, language: Language): Promise<void> {
  const path = `${casePath(id)}/manager`;
  const answer = await clientOf(options).post<Pick<CaseView, 'caseManager'>>(path, { to: options['to'] }, randomUUID());
  say(options, answer, () => managerWords(answer.caseManager)[language]);
}

export async function showConsent(matter: string, options: Options, language: Language): Promise<void> {
  const version = options['versionShown'];
  const asked = typeof version === 'string' ? `?version=${encodeURIComponent(version)}` : '';
  const path = `/api/v1/matters/${encodeURIComponent(matter)}/consent${asked}`;
  const answer = await clientOf(options).get<Statement>(path);
  say(options, answer, () => pageOf(answer, language));
}

const told = ({ notifications, readings }: Notifications, language: Language): readonly string[] => [
  ...notifications.flatMap((one) => linesOf(one, language)),
  ...readings.map(({ document, at, by }) => `${at}  ${text('开阅文书', 'opened')[language]} ${document}  ${by}`),
];

function linesOf(one: Notifications['notifications'][number], language: Language): readonly string[] {
  const read = one.opened === null ? '' : `  ${text('已阅', 'read')[language]} ${one.opened.at}`;
  return [
    `${one.queuedAt}  ${one.about}  ${one.text[language]}${read}`,
    ...one.deliveries.map((delivery) => `  ${wayOf(delivery, language)}`),
  ];
}

const STATES = {
  queued: text('待发送', 'waits to be sent'),
  sent: text('已发送', 'sent'),
  failed: text('未能送达', 'could not be brought'),
} as const;

function wayOf({ channel, state, since, simulated, code }: Delivery, language: Language): string {
  const notes = [...(simulated ? [text('模拟', 'simulated')[language]] : []), ...(code === null ? [] : [code])];
  return `${channel}: ${STATES[state][language]} ${since}${notes.length === 0 ? '' : ` (${notes.join(', ')})`}`;
}

function pageOf({ title, version, since, told, consents }: Statement, language: Language): string {
  return [
    `${title[language]}  ${version}  ${since}`,
    ...told.map((one) => `\n${one.title[language]} (${one.article})\n${one.text[language]}`),
    ...consents.map((one) => `\n□ ${one.text[language]} (${one.article})\n  ${one.otherwise[language]}`),
  ].join('\n');
}
