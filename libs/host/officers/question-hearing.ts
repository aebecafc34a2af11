import {
  consultationAnswered,
  consultationOpened,
  consultationReprojected,
  consultationWithdrawn,
  noObjectionDeemed,
  type ConsultationAnswered,
  type ConsultationOpened,
  type ConsultationReprojected,
  type ConsultationWithdrawn,
  type NoObjectionDeemed,
} from '@yichuang/contracts';
import type { Heard, Hearing } from '../desk.js';
import type { Ending, OfficerCommand } from './commands.js';

/** Which desk asks. */
interface Asking {
  readonly department: string;
  readonly desk: string;
}

type Own = Asking & { readonly id: string; readonly from: string };

/** A desk's ear for what becomes of what it asked; what other desks asked is passed over. */
export function hearOpinions(asking: Asking): Readonly<Record<string, Hearing<OfficerCommand, unknown>>> {
  const from = 'orchestrator';
  const isOurs = ({ from: department, desk }: Pick<Own, 'from' | 'desk'>): boolean =>
    department === asking.department && desk === asking.desk;
  const ended = <B extends Pick<Own, 'id' | 'from' | 'desk'>>({ now: at, body }: Heard<B>, ending: Ending) =>
    isOurs(body) ? ({ type: 'EndQuestion', at, consultation: body.id, ending } as const) : null;
  const dated = ({ now: at, body }: Heard<ConsultationOpened | ConsultationReprojected>) =>
    isOurs(body) ? ({ type: 'DateQuestion', at, consultation: body.id, dueAt: body.dueAt } as const) : null;
  return {
    ConsultationOpened: { from, schema: consultationOpened, command: dated },
    ConsultationReprojected: { from, schema: consultationReprojected, command: dated },
    ConsultationAnswered: {
      from,
      schema: consultationAnswered,
      command: (heard: Heard<ConsultationAnswered>) => {
        const { opinion: kind, reason, article, by } = heard.body;
        return ended(heard, { kind, reason, article, by });
      },
    },
    NoObjectionDeemed: {
      from,
      schema: noObjectionDeemed,
      command: (heard: Heard<NoObjectionDeemed>) => ended(heard, { kind: 'deemed', rule: heard.body.rule }),
    },
    ConsultationWithdrawn: {
      from,
      schema: consultationWithdrawn,
      command: (heard: Heard<ConsultationWithdrawn>) => ended(heard, { kind: 'withdrawn' }),
    },
  };
}
