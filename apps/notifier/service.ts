import { Module } from '@nestjs/common';
import { NOTIFIER, notifierSection } from '@yichuang/contracts';
import { department } from '@yichuang/host';
import { mailSimulator, smsSimulator } from './channels/simulators.js';
import { notificationDesk } from './notification/desk.js';
import { knows } from './notification/told.js';
import { NotificationsController } from './notifications.controller.js';
import { channelsOf, portsOf, settings } from './settings.js';

@Module({ controllers: [NotificationsController] })
class NotificationsModule {}

/** 告知: tells the applicant what the law requires to be told, and keeps the proof of it. */
export const notifier = department({
  name: NOTIFIER,
  title: { 'zh-CN': '告知', en: 'Notifier' },
  desks: [notificationDesk],
  section: { name: NOTIFIER, schema: notifierSection },
  hears: ['orchestrator'],
  knows,
  simulators: [mailSimulator, smsSimulator],
  ports: portsOf,
  setUp: channelsOf,
  settings,
  modules: [NotificationsModule],
});
