/** Options of a command, as the command line read them. */
export type Options = Readonly<Record<string, string | boolean | string[] | undefined>>;
