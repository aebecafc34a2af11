/** Options of a command, as the command line read them. */
export type Options = Readonly<Record<string, string | boolean | string[] | undefined>>;

/** An option that may stand several times. */
export const another = (value: string, before: string[] | undefined): string[] => [...(before ?? []), value];
