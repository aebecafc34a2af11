import {
  answered,
  consultationRequested,
  consultationRequestWithdrawn,
  officerAct,
  officerActs,
  opinionGiven,
  type ConsultationRequested,
  type OfficerActSaid,
  type OpinionGiven,
  type StepAnswer,
} from '@yichuang/contracts';
import type { Heard, Hearing } from '@yichuang/host';
import { departmentsOf, type CaseCommand, type Catalogue, type Voice } from '@yichuang/matters';
import { z } from 'zod';

type Hearings = Readonly<Record<string, Hearing<CaseCommand, unknown>>>;

/** Departments by the event types that say one kind of thing. */
type Speakers = ReadonlyMap<string, ReadonlySet<string>>;

/** Every department of every plan. */
export const heardDepartments = ({ plans }: Catalogue): string[] => [...new Set(plans.flatMap(departmentsOf))];

/** What the desk hears is what the plans of the catalogue say their departments answer with, and who of them has it in hand. */
export function hearingsOf(catalogue: Catalogue): Hearings {
  const answers = speakers(catalogue, (voice) => voice.answers);
  const granted = speakers(catalogue, ({ withdrawal }) => (withdrawal === undefined ? [] : [withdrawal.granted]));
  const refused = speakers(catalogue, ({ withdrawal }) => (withdrawal === undefined ? [] : [withdrawal.refused]));
  return {
    ...hearings(answers, answered, ({ source, at, now, body }: Heard<{ answer: StepAnswer }>) => ({
      type: 'TakeAnswer',
      at: now,
      department: source,
      answer: body.answer,
      answeredAt: at,
    })),
    ...consultationHearings(catalogue),
    ...hearings(granted, z.looseObject({}), (heard) => withdrawalAnswer(heard, true)),
    ...hearings(refused, z.looseObject({}), (heard) => withdrawalAnswer(heard, false)),
    ...hearings(ofOfficers(catalogue), officerAct, noteOfficer),
  };
}

function consultationHearings(catalogue: Catalogue): Hearings {
  const types = (kind: 'requested' | 'withdrawn' | 'given') =>
    speakers(catalogue, ({ consulting }) => (consulting === undefined ? [] : [consulting[kind]]));
  return {
    ...hearings(types('requested'), consultationRequested, ({ source, now, body }: Heard<ConsultationRequested>) => ({
      type: 'OpenConsultation',
      at: now,
      department: source,
      ...body,
    })),
    ...hearings(
      types('withdrawn'),
      consultationRequestWithdrawn,
      ({ source, at, now, body }: Heard<{ readonly id: string }>) => ({
        type: 'WithdrawConsultation',
        at: now,
        department: source,
        id: body.id,
        withdrawnAt: at,
      }),
    ),
    ...hearings(types('given'), opinionGiven, ({ source, at, now, body }: Heard<OpinionGiven>) => ({
      type: 'TakeOpinion',
      at: now,
      department: source,
      answeredAt: at,
      ...body,
    })),
  };
}

/** Every type of a department this build knows; one it does not know was written by a newer build and parks its case. */
export function knowledgeOf(catalogue: Catalogue): (source: string, type: string) => boolean {
  const known = speakers(catalogue, ({ answers, withdrawal, consulting, notes = [] }) => [
    ...answers,
    ...Object.values(consulting ?? {}),
    ...Object.values(withdrawal ?? {}),
    ...notes,
  ]);
  const officers = ofOfficers(catalogue);
  return (source, type) => (known.get(type) ?? officers.get(type))?.has(source) === true;
}

/** No plan names them: at every department there may be officers. */
const ofOfficers = (catalogue: Catalogue): Speakers =>
  new Map(officerActs.map((type) => [type, new Set(heardDepartments(catalogue))]));

/** Whoever claimed it or was given it has it; by every other act nobody has. */
function noteOfficer({ source, at, now, body }: Heard<OfficerActSaid>): CaseCommand | null {
  const { step, round, by, to = by, until = null, dueAt } = body;
  if (step === undefined || round === undefined) return null;
  const officer = until === null ? null : (to ?? null);
  return { type: 'NoteOfficer', at: now, department: source, step, round, officer, until, asOf: dueAt ?? at };
}

const withdrawalAnswer = ({ source, at, now }: Heard<unknown>, granted: boolean): CaseCommand => ({
  type: 'TakeWithdrawalAnswer',
  at: now,
  department: source,
  granted,
  answeredAt: at,
});

function hearings<B>(of: Speakers, schema: z.ZodType, command: (heard: Heard<B>) => CaseCommand | null): Hearings {
  return Object.fromEntries(
    [...of].map(([type, departments]) => {
      const [only, ...others] = departments;
      return [
        type,
        {
          from: others.length === 0 ? (only ?? null) : null,
          schema,
          command: (heard: Heard<B>) => (departments.has(heard.source) ? command(heard) : null),
        },
      ];
    }),
  );
}

function speakers({ plans }: Catalogue, typesOf: (voice: Voice) => readonly string[]): Speakers {
  const found = new Map<string, Set<string>>();
  for (const { says } of plans)
    for (const [department, voice] of Object.entries(says))
      for (const type of typesOf(voice)) found.set(type, (found.get(type) ?? new Set()).add(department));
  return found;
}
