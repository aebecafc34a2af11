/**
 * Above these figures an officer looks. They are statistics of the demonstration, no law: no statute limits how many
 * companies one person may head or one address may hold, so none of them may ever block.
 */
export const statistics = {
  version: 'statistics-350405-2026.1',
  validFrom: '2026-01-01',
  /** Companies one may be the legal representative of. */
  headsMax: 10,
  /** Companies at one address (P99 of the district), and new ones there within 30 days; both together. */
  companiesMax: 50,
  addedIn30DaysMax: 10,
} as const;
