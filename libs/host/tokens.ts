/** What the host puts into every service's Nest container beside `Desks`. */
export const DEPARTMENT = Symbol('department');
export const SETTINGS = Symbol('settings');
export const STORE = Symbol('store');
export const STREAM = Symbol('stream');
export const CLOCK = Symbol('clock');
export const LOG = Symbol('log');
export const KEYS = Symbol('keys');
export const DATA_SOURCE = Symbol('data source');
export const HEALTH = Symbol('health');
