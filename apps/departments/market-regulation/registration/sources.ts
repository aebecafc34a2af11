import type { Said } from '@yichuang/host';

/** Which state of its data a source answered from, and whether it is a simulator. */
interface Sourced {
  readonly version: string;
  readonly simulated: boolean;
}

/** What the real-name check does not confirm, by reference. */
export interface RealNameAnswer extends Sourced {
  readonly unconfirmed: readonly string[];
}
/** What the lists say of those in posts, by reference, and of how many companies the legal representative is one. */
export interface DishonestAnswer extends Sourced {
  readonly hits: readonly string[];
  readonly banned: readonly string[];
  readonly heads: number;
}
export interface AddressAnswer extends Sourced {
  readonly found: boolean;
  readonly propertyKnown: boolean;
  readonly negative: boolean;
  readonly companies: number;
  readonly addedIn30Days: number;
}

/** What the three sources have said. */
export interface Sources {
  readonly 'real-name': Said<RealNameAnswer>;
  readonly 'dishonest-list': Said<DishonestAnswer>;
  readonly 'address-library': Said<AddressAnswer>;
}
export type Source = keyof Sources;
export const sources: readonly Source[] = ['real-name', 'dishonest-list', 'address-library'];

/** How a verdict names the source it rests on; what the source's answer says of itself goes with it. */
export const restsOn = (source: Source, answer?: Sourced): { readonly source: Source; readonly version?: string } =>
  answer === undefined ? { source } : { source, version: answer.version };
