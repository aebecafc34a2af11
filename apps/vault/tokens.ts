export const MASTER_KEY = Symbol('master key');
