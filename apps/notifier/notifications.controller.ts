import { Controller, Get, Inject, Param } from '@nestjs/common';
import type { Actor } from '@yichuang/contracts';
import { Asks, Desks, permitted, SETTINGS, SignedIn, type Settings } from '@yichuang/host';
import { belongingOf, notificationDesk } from './notification/desk.js';
import type { NotificationState } from './notification/notification.js';
import { channelsOf } from './settings.js';
import { shownNotifications } from './shown-notifications.js';

/** What the applicant of a case was told. That he has read it comes through the desk's door `opened`. */
@Controller('cases')
export class NotificationsController {
  constructor(
    @Inject(Desks) private readonly desks: Desks,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** Nothing is told yet of a case that has not been heard of here: an empty list, which is nobody's secret. */
  @Asks('notification.read')
  @Get(':caseId/notifications')
  async list(@Param('caseId') caseId: string, @SignedIn() actor: Actor): Promise<object> {
    const found = (await this.desks.state(notificationDesk.name, caseId)).state as NotificationState;
    const belonging = belongingOf(found);
    if (belonging !== null) permitted(actor, 'notification.read', belonging);
    return shownNotifications(found, channelsOf(this.settings.raw));
  }
}
