/**
 * What the simulated address library says of a street. The streets exist nowhere; a house of any other street is one the
 * library does not know.
 */
export interface Street {
  /** The property register has the house, so that its certificate need not be shown. */
  readonly propertyKnown: boolean;
  /** On the list of places where no company may have its seat. */
  readonly negative: boolean;
  readonly companies: number;
  readonly addedIn30Days: number;
}

const street = (change: Partial<Street> = {}): Street => ({
  propertyKnown: true,
  negative: false,
  companies: 0,
  addedIn30Days: 0,
  ...change,
});

export const simulatedAddresses: {
  readonly version: string;
  readonly validFrom: string;
  readonly streets: Readonly<Record<string, Street>>;
} = {
  version: 'simulated-addresses-2026.1',
  validFrom: '2026-01-01',
  streets: {
    虚构路: street(),
    虚禁路: street({ negative: true }),
    虚群路: street({ companies: 180, addedIn30Days: 42 }),
  },
};
