import { BODY_BYTES_IN_HAND_MAX, BODY_BYTES_UNKNOWN, REQUESTS_IN_HAND_MAX } from './limits.js';

interface Limits {
  readonly requestsMax: number;
  readonly bytesMax: number;
}

const usual: Limits = { requestsMax: REQUESTS_IN_HAND_MAX, bytesMax: BODY_BYTES_IN_HAND_MAX };

/** Requests with a body that are being answered, and what their bodies weigh: both are bounded, for memory is. */
export class InHand {
  requests = 0;
  bytes = 0;

  constructor(private readonly limits: Limits = usual) {}

  /**
   * @param length what the request says of its body
   * @returns gives it back, once; `null` when there is no room
   */
  take(length: string | undefined): (() => void) | null {
    const said = Number(length);
    const bytes = length !== undefined && Number.isFinite(said) && said >= 0 ? said : BODY_BYTES_UNKNOWN;
    if (this.requests >= this.limits.requestsMax || this.bytes + bytes > this.limits.bytesMax) return null;
    this.requests += 1;
    this.bytes += bytes;
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      this.requests -= 1;
      this.bytes -= bytes;
    };
  }
}
