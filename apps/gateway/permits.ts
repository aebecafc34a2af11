import { mayAct, permissionFor, type Action, type Actor, type CaseBelonging } from '@yichuang/contracts';
import { permitted, type ServiceClient } from '@yichuang/host';
import { LRUCache } from 'lru-cache';
import { BELONGING_FRESH_MILLIS, BELONGINGS_MAX } from './limits.js';

/**
 * Whose a case is, as far as the door itself must know it: for what it puts together of many services, and for live updates.
 * Who applies never changes, to whom he entrusts it does; who reads one case of one service is judged by that service.
 */
export class Permits {
  private readonly known = new LRUCache<string, CaseBelonging>({ max: BELONGINGS_MAX, ttl: BELONGING_FRESH_MILLIS });

  constructor(private readonly orchestrator: Pick<ServiceClient, 'get'>) {}

  /** @throws Problem 404 for a case nobody handed in, 403 when the actor's reach does not go so far */
  async check(actor: Actor, action: Action, caseId: string): Promise<void> {
    permitted(actor, action, await this.belonging(caseId));
  }

  /** Of a case that may have no application yet, or none any more: then nobody of a limited reach may. */
  async may(actor: Actor, action: Action, caseId: string): Promise<boolean> {
    if (mayAct(actor, action) === 'all') return true;
    try {
      return permissionFor(actor, action, await this.belonging(caseId)) !== null;
    } catch {
      return false;
    }
  }

  private async belonging(caseId: string): Promise<CaseBelonging> {
    const known = this.known.get(caseId);
    if (known !== undefined) return known;
    const asked = await this.orchestrator.get<CaseBelonging>(`/cases/${caseId}/belonging`);
    this.known.set(caseId, asked);
    return asked;
  }
}
