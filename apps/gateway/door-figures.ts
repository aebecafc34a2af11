import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { Metrics } from '@yichuang/host';
import { InHand } from './in-hand.js';
import { Live } from './live.js';
import { Pressure } from './pressure.js';

/** What the door tells of itself, beside what every service tells. */
@Injectable()
export class DoorFigures implements OnModuleInit {
  constructor(
    @Inject(Metrics) private readonly metrics: Metrics,
    @Inject(Pressure) private readonly pressure: Pressure,
    @Inject(InHand) private readonly inHand: InHand,
    @Inject(Live) private readonly live: Live,
  ) {}

  onModuleInit(): void {
    const { metrics, pressure, inHand, live } = this;
    metrics.gauges(
      'door_behind_records',
      'Records a service has fallen behind, as the door sees it',
      'behind',
      async () => {
        // asks for the next time: who does not answer keeps no reading waiting
        pressure.behind();
        return Promise.resolve(pressure.all());
      },
    );
    metrics.gauge('door_requests_in_hand', 'Requests with a body being answered', () => inHand.requests);
    metrics.gauge('door_body_bytes_in_hand', 'What their bodies weigh', () => inHand.bytes);
    metrics.gauge('door_live_connections', 'Open connections for live updates', () => live.listening);
  }
}
