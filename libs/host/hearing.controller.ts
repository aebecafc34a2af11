import { Controller, type Type } from '@nestjs/common';
import { EventPattern } from '@nestjs/microservices';
import type { Department } from './department.js';
import { workOf, type HandlerAnswer, type MarkedRecord } from './stream-server.js';

/**
 * An ordinary Nest controller with one `@EventPattern` method a type of event the desks hear. The methods only say
 * which desks have work; opening, deciding and writing are done in the store's turn.
 */
export function hearingController(department: Department): Type {
  class HearingController {}
  const deskNames = new Map<string, { desk: string; from: string | null }[]>();
  for (const desk of department.desks) {
    for (const [type, hearing] of Object.entries(desk.hears)) {
      deskNames.set(type, [...(deskNames.get(type) ?? []), { desk: desk.name, from: hearing.from }]);
    }
  }
  for (const [type, hearers] of deskNames) {
    const method = `on${type}`;
    Object.defineProperty(HearingController.prototype, method, {
      configurable: true,
      writable: true,
      value: (records: readonly MarkedRecord[]): HandlerAnswer =>
        records.flatMap((one) =>
          hearers
            .filter(({ from }) => from === null || from === one.record.source)
            .map(({ desk }) => workOf(one, desk)),
        ),
    });
    const descriptor = Object.getOwnPropertyDescriptor(HearingController.prototype, method) as PropertyDescriptor;
    EventPattern(type)(HearingController.prototype, method, descriptor);
  }
  Controller()(HearingController);
  return HearingController;
}
