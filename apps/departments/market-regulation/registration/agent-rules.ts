import { fail, failAt, pass, text, type Rule } from '@yichuang/kernel';
import { monthLater, yearsLater } from './days.js';
import type { Examined } from './facts.js';

const declared: Rule<Examined> = {
  id: 'R-AGT-01',
  code: 'AGENT_NOT_DECLARED',
  article: '经营主体登记申请及代理行为管理办法 a.7',
  text: text(
    '登记代理人办理前须在全国代理信息系统申报身份',
    'An agent declares himself in the national agent system before filing',
  ),
  phase: 'form',
  disposal: 'block',
  test: ({ agent }) => (agent?.declared === false ? fail('/agent/declared') : pass({ agent: agent !== null })),
};

const liaison: Rule<Examined> = {
  id: 'R-AGT-02',
  code: 'AGENT_IS_LIAISON',
  article: '经营主体登记申请及代理行为管理办法 a.5; 经营主体登记申请及代理行为管理办法 a.2',
  text: text(
    '登记联络员为本单位人员，第三方代理人不得担任',
    'A liaison belongs to the house: a third-party agent may not be one',
  ),
  phase: 'form',
  disposal: 'block',
  test: ({ agent, posts }) =>
    agent?.kind === 'third-party'
      ? failAt(
          posts.liaisons.flatMap((ref, index) => (ref === agent.person ? [`/posts/liaisons/${String(index)}`] : [])),
        )
      : pass(),
};

const mandate: Rule<Examined> = {
  id: 'R-AGT-03',
  code: 'AGENT_MANDATE_INVALID',
  article: '民法典 a.165; 经营主体登记申请及代理行为管理办法 a.5',
  text: text(
    '委托期限为一个月以上一年以下，且在申请之日有效',
    'The mandate runs from one month to one year and stands on the day of filing',
  ),
  phase: 'form',
  disposal: 'block',
  test: ({ agent, filedOn }) => {
    if (agent === null) return pass();
    const { from, to } = agent.mandate;
    const evidence = { from, to, filedOn };
    // both days count: a month from the 20th ends on the 19th
    const longEnough = to > monthLater(from) || nextDay(to) >= monthLater(from);
    const right = longEnough && to <= yearsLater(from, 1) && from <= filedOn && filedOn <= to;
    return right ? pass(evidence) : fail('/agent/mandate', evidence);
  },
};

const nextDay = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);

const power: Rule<Examined> = {
  id: 'R-AGT-04',
  code: 'POWER_OF_ATTORNEY_MISSING',
  article: '市场主体登记管理条例 a.18',
  text: text('委托代理人办理的，须提交授权委托书', 'An agent shows a power of attorney'),
  phase: 'form',
  disposal: 'block',
  test: ({ agent, papers }) => (agent === null || papers.includes('power-of-attorney') ? pass() : fail('/papers')),
};

export const agentRules: readonly Rule<Examined>[] = [declared, liaison, mandate, power];
