import type { Action, DepartmentName, Role } from '@yichuang/contracts';
import { alreadySo, decided, type Decider } from '@yichuang/kernel';

/** Who is shown what of a person, and why: what the person whose case it is may know of it. */
export interface Look {
  /** By `actor.id`. */
  readonly by: string;
  /** The function that lets him, and of an officer his department. */
  readonly role: Role;
  readonly department: DepartmentName | null;
  readonly action: Action;
  readonly sections: readonly string[];
  /** `null` where the function alone suffices: the clerk of the case, the officer who is asked. */
  readonly reason: string | null;
  /** Number of the auditor's warrant. */
  readonly warrant: string | null;
}

export type AccessCommand = Look & { readonly type: 'OpenPersonalData'; readonly at: number };
export type AccessEvent = Look & { readonly type: 'PersonalDataOpened'; readonly at: number };

/** When each look was last recorded. */
export type AccessState = Readonly<Record<string, number>>;

/** Whoever goes back and forth in what he has just been shown looks once; after this it is another look. */
export const LOOK_MINUTES = 5;

const sameLook = ({ by, role, department, action, sections, reason, warrant }: Look): string =>
  JSON.stringify([by, role, department, action, sections, reason, warrant]);

export const access: Decider<AccessCommand, AccessState, AccessEvent> = {
  initial: {},
  decide: {
    OpenPersonalData: (command, state) => {
      const before = state[sameLook(command)];
      if (before !== undefined && command.at < before + LOOK_MINUTES * 60_000) return alreadySo;
      return decided({ ...command, type: 'PersonalDataOpened' });
    },
  },
  evolve: {
    PersonalDataOpened: (state, event) => ({ ...state, [sameLook(event)]: event.at }),
  },
};
