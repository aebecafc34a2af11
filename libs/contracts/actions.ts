import { text, type Text } from '@yichuang/kernel';

/** Something somebody may do in this house, in words, and whether anything is otherwise afterwards. */
export interface ActionWords {
  readonly text: Text;
  readonly changes: boolean;
}

const reads = (chinese: string, english: string): ActionWords => ({ text: text(chinese, english), changes: false });
const acts = (chinese: string, english: string): ActionWords => ({ text: text(chinese, english), changes: true });

/** Every action there is, also those no route leads to yet. Until there is sign-in no door asks for them. */
export const actionWords = {
  'case.draft': acts('起草申请', 'draft an application'),
  'case.submit': acts('提交申请', 'hand in an application'),
  'case.correct': acts('补正', 'correct an application'),
  'case.insist': acts('坚持原申请', 'stand by an application'),
  'case.withdraw': acts('撤回申请', 'withdraw an application'),
  'case.entrust': acts('委托他人办理或者收回委托', 'entrust a case to another, or take it back'),
  'case.name-manager': acts('指定首席代办', 'name who walks a case through'),
  'case.accept': acts('受理', 'accept an application'),
  'case.rate': acts('评价服务', 'rate the service'),
  'case.list': reads('查看办件列表', 'list cases'),
  'case.read': reads('查看办件', 'read a case'),
  'case.events': reads('查看办件的全部事件', 'read every event of a case'),
  'case.follow': reads('实时关注办件', 'follow cases as they go'),
  'notice.read': reads('查看一次性告知', 'read the one-time notice'),
  'notice.issue': acts('作出一次性告知', 'issue the one-time notice'),
  'notice.add-defect': acts('提出本部门的问题', 'name the defects of one’s own department'),
  'notice.consent': acts('同意再次告知', 'consent to a second notice'),
  'notification.read': reads('查看告知及其送达', 'read what the applicant was told, and its proof'),
  'personal-data.read': reads('查看个人信息', 'read personal data'),
  'personal-data.unmask': reads('查看未遮蔽的个人信息', 'read personal data without the mask'),
  'queue.read': reads('查看待办', 'read what waits for a person'),
  'queue.claim': acts('认领、退回、移交待办', 'claim, release or hand over what waits'),
  'queue.assign': acts('指派待办', 'say who is to work on what waits'),
  'step.recommend': acts('提出审核意见', 'recommend how a step is decided'),
  'step.decide': acts('作出决定', 'decide a step'),
  'step.override': acts('改变自动决定', 'override an automatic decision'),
  'step.inspect': acts('实地核查', 'inspect on the spot'),
  'step.consult': acts('征求其他部门意见', 'ask another department for its opinion'),
  'step.hear': acts('主持听证', 'hold a hearing'),
  'consultation.answer': acts('答复征求意见', 'give the opinion another department asked for'),
  'consultation.read': reads('查看部门间的征求意见', 'read what departments asked each other'),
  'order.read': reads('查看刻章订单', 'read an order of seals'),
  'order.read-name': reads('为刻制名章查看法定代表人姓名', 'read the legal representative’s name, to engrave his seal'),
  'order.fill': acts('办理刻章订单', 'fill an order of seals'),
  'clock.read': reads('查看时钟及其归属', 'read the clocks, and who had each minute'),
  'clock.pause': acts('暂停、恢复时钟', 'pause or resume a clock'),
  'clock.extend': acts('延长法定时限', 'extend a statutory term'),
  'clock.restart': acts('重新计时', 'let the whole term begin anew'),
  'clock.declare-outage': acts('报告公共设施故障', 'declare an outage of a public utility'),
  'clock.approve-outage': acts('批准公共设施故障', 'approve an outage of a public utility'),
  'card.read': reads('查看督办牌', 'read cards'),
  'card.issue': acts('发出督办牌', 'issue a card'),
  'card.explain': acts('说明督办牌、报告整改', 'explain a card, or say what was done about it'),
  'card.uphold': acts('维持、办结督办牌', 'uphold or close a card'),
  'card.cancel': acts('撤销督办牌', 'cancel a card'),
  'appraisal.read': reads('查看部门考核', 'read how departments did'),
  'log.replay': reads('重放并核对事件', 'replay and verify the log of events'),
  'rules.read': reads('查看规则', 'read rules'),
  'rules.propose': acts('提出规则', 'propose rules'),
  'rules.publish': acts('发布规则', 'publish rules'),
  'calendar.read': reads('查看工作日历', 'read the calendar'),
  'calendar.propose': acts('提出工作日历', 'propose a calendar'),
  'calendar.publish': acts('发布工作日历', 'publish a calendar'),
  'word-list.read': reads('查看词表', 'read word lists'),
  'word-list.propose': acts('提出词表', 'propose a word list'),
  'word-list.publish': acts('发布词表', 'publish a word list'),
  'key.read': reads('查看密钥的保存期限', 'read how long the key of a case is kept'),
  'key.hold': acts('保全密钥', 'hold the key of a case'),
  'key.lift': acts('解除密钥保全', 'lift a hold on the key of a case'),
  'key.destroy': acts('销毁密钥', 'destroy the key of a case'),
  'parked.read': reads('查看挂起的办件', 'read parked cases'),
  'parked.retry': acts('重试挂起的办件', 'try a parked case again'),
  'parked.resolve': acts('人工了结挂起的办件', 'resolve a parked case by hand'),
  'register.read': reads('查看登记簿的状况', 'read how registers are'),
  'register.rebuild': acts('重建登记簿', 'rebuild a register'),
  'stream.read': reads('查看停住的分区', 'read where the stream has stopped'),
  'stream.repair': acts('修复事件流', 'repair the stream'),
  'simulator.read': reads('查看模拟系统', 'read how simulators behave'),
  'simulator.set': acts('设定模拟系统', 'set how a simulator behaves'),
  'figures.read': reads('查看运行指标', 'read figures of the running services'),
  'health.read': reads('查看服务是否就绪', 'read whether a service is ready'),
  'api.read': reads('查看事项、表单和接口说明', 'read which matters, forms and routes there are'),
} as const satisfies Readonly<Record<string, ActionWords>>;

export type Action = keyof typeof actionWords;
export const actions = Object.keys(actionWords) as readonly Action[];
