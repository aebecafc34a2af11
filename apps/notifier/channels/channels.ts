import type { Channel, Kind, Way } from '../notification/events.js';

/** The ways this house has, as its settings say. */
export interface Channels {
  /** The port for each way to a person; a way that is not there is off. */
  readonly ways: Readonly<Partial<Record<Way, string>>>;
  /** Machines that asked to be told, by name, and of what. */
  readonly subscriptions: readonly { readonly name: string; readonly kinds: readonly Kind[] }[];
}

export const WEBHOOK_PORT = 'webhook';

/** [P] A letter tells everything; a text message costs, and goes where a person must act or may appeal. */
const BY_SMS: ReadonlySet<Kind> = new Set(['paused', 'notice', 'declined', 'refused', 'owed', 'terminated']);

/** On which ways a thing of this kind is told here. */
export function channelsFor(kind: Kind, { ways, subscriptions }: Channels): readonly Channel[] {
  const { mail, sms } = ways;
  return [
    ...(mail === undefined ? [] : [{ channel: 'mail', port: mail }]),
    ...(sms === undefined || !BY_SMS.has(kind) ? [] : [{ channel: 'sms', port: sms }]),
    ...subscriptions
      .filter(({ kinds }) => kinds.includes(kind))
      .map(({ name }) => ({ channel: `${WEBHOOK_PORT}/${name}`, port: WEBHOOK_PORT })),
  ];
}
