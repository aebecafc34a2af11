import type { Role } from '@yichuang/contracts';
import type { DeskCommand } from '../desk.js';
import type { Ruling } from './events.js';

/** Who acts. */
export interface Officer {
  readonly id: string;
  /** What he is, for the rules of separation; in replay nothing, for whoever was barred left no event. */
  readonly roles: readonly Role[];
}

interface Act extends DeskCommand {
  readonly officer: Officer;
}
interface Placing {
  /** In replay, of an event that did not say yet of which step it is. */
  readonly unplaced?: true;
}
export interface ClaimItem extends Act, Placing {
  readonly type: 'ClaimItem';
}
export interface ReleaseItem extends Act, Placing {
  readonly type: 'ReleaseItem';
}
export interface HandOverItem extends Act, Placing {
  readonly type: 'HandOverItem';
  readonly to: string;
}
export interface AssignItem extends Act, Placing {
  readonly type: 'AssignItem';
  readonly to: string;
}
export interface LapseClaim extends DeskCommand, Placing {
  readonly type: 'LapseClaim';
  readonly dueAt: number;
}
export interface RecommendStep extends Act {
  readonly type: 'RecommendStep';
  readonly rulings: readonly Ruling[];
  readonly opinion: string;
}
export interface DecideStep extends Act {
  readonly type: 'DecideStep';
  readonly rulings: readonly Ruling[];
}
export interface OverrideStep extends Act {
  readonly type: 'OverrideStep';
  readonly rulings: readonly Ruling[];
  readonly reason: string;
}
export interface InspectItem extends Act {
  readonly type: 'InspectItem';
  readonly findings: string;
}
export type OfficerCommand =
  | ClaimItem
  | ReleaseItem
  | HandOverItem
  | AssignItem
  | LapseClaim
  | RecommendStep
  | DecideStep
  | OverrideStep
  | InspectItem;
