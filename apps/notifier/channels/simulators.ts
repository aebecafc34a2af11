import type { NotifierSection } from '@yichuang/contracts';
import type { SimulatorDefinition } from '@yichuang/host';
import type { Ask } from '../notification/desk.js';

/** Where nothing is set up to be sent by, it is written down what would have been: to whom, by a keyed tag alone. */
const simulated = (
  name: string,
  title: SimulatorDefinition['title'],
  addressIn: (section: NotifierSection) => string | undefined,
): SimulatorDefinition => ({
  name,
  title,
  // a letter that cannot be brought keeps nobody waiting: it is tried on, and the case goes its way
  nature: 'question',
  answer: ({ ask, section, tag }) => {
    const { channel, about } = ask as Ask;
    const address = section === null ? undefined : addressIn(section as NotifierSection);
    if (address === undefined) return { answer: { sent: false, code: 'NO_ADDRESS' } };
    return { answer: { sent: true, simulated: true }, effects: [`${channel}:${about}:${tag(address)}`] };
  },
});

const contactIn = (section: NotifierSection) => section.people[section.applicant.contact];

export const mailSimulator = simulated(
  'mail-simulator',
  { 'zh-CN': '电子邮件（模拟）', en: 'E-mail (simulator)' },
  (section) => contactIn(section)?.email,
);

/** No operator of text messages is connected yet: whoever connects one writes the port `sms` beside it. */
export const smsSimulator = simulated(
  'sms-simulator',
  { 'zh-CN': '短信（模拟）', en: 'Text messages (simulator)' },
  (section) => contactIn(section)?.mobile,
);
