import type { Said } from '@yichuang/host';

/** What the real-name check does not confirm, by reference. */
export interface RealNameAnswer {
  readonly unconfirmed: readonly string[];
}
/** What the lists say of those in posts, by reference, and of how many companies the legal representative is one. */
export interface DishonestAnswer {
  readonly hits: readonly string[];
  readonly banned: readonly string[];
  readonly heads: number;
}
export interface AddressAnswer {
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
