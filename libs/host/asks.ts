import { SetMetadata } from '@nestjs/common';
import type { Action } from '@yichuang/contracts';

/**
 * What passing a route is. An action of the one table of roles; `door`: the desk's own door says it; `nobody`: no person
 * stands behind it, the house itself asks (or anybody may: the table of admissions says which).
 */
export type RouteAsks = Action | 'door' | 'nobody';

export const ASKED = 'yichuang:asked';

/**
 * Says on a controller's method what passing it is; on a class, for all its methods that say nothing else. A route that says
 * nothing is closed to everybody.
 */
export const Asks = (asked: RouteAsks): ClassDecorator & MethodDecorator => SetMetadata(ASKED, asked);
