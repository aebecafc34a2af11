import { fail, failAt, pass, text, type Rule } from '@yichuang/kernel';
import type { Examined } from './facts.js';
import { officers } from './posts.js';

/** Which posts there must be, and which one person may not hold together. */

/** 公司法 a.68, 76. */
const BOARD_MIN = 3;

const supervisorIsOfficer: Rule<Examined> = {
  id: 'R-PER-02',
  code: 'SUPERVISOR_IS_OFFICER',
  article: '公司法 a.76',
  text: text(
    '董事、高级管理人员（含经理、财务负责人）不得兼任监事',
    'Neither a director nor a senior manager, finance head included, may be supervisor',
  ),
  phase: 'substance',
  disposal: 'block',
  test: ({ posts }) => {
    const barred = officers({ posts });
    return failAt(
      posts.supervisors.flatMap((ref, index) => (barred.includes(ref) ? [`/posts/supervisors/${String(index)}`] : [])),
    );
  },
};

const legalRepresentative: Rule<Examined> = {
  id: 'R-PER-03',
  code: 'LEGALREP_NOT_DIRECTOR_OR_MANAGER',
  article: '公司法 a.10',
  text: text(
    '法定代表人由执行公司事务的董事或者经理担任',
    'The legal representative is a director who executes the company’s affairs, or its manager',
  ),
  phase: 'substance',
  disposal: 'block',
  test: ({ posts: { directors, manager, legalRepresentative: ref } }) =>
    directors.includes(ref) || manager === ref ? pass() : fail('/posts/legalRepresentative'),
};

const board: Rule<Examined> = {
  id: 'R-PER-09',
  code: 'BOARD_SIZE',
  article: '公司法 a.68; 公司法 a.75',
  text: text(
    '董事会成员为三人以上；规模较小的可以只设一名董事',
    'A board has three members or more; a small company may have one director',
  ),
  phase: 'form',
  disposal: 'block',
  test: ({ posts }) => {
    const { length: size } = posts.directors;
    return size === 1 || size >= BOARD_MIN ? pass({ size }) : fail('/posts/directors', { size });
  },
};

const supervisors: Rule<Examined> = {
  id: 'R-PER-10',
  code: 'SUPERVISOR_MISSING',
  article: '公司法 a.69; 公司法 a.76; 公司法 a.83',
  text: text(
    '设监事会（三人以上）或者一名监事；全体股东一致同意的可以不设，董事会设审计委员会的也可以不设',
    'There is a board of three supervisors, or one, or none where all shareholders agree or directors form an audit committee',
  ),
  phase: 'form',
  disposal: 'block',
  test: ({ posts }) => {
    const { length: size } = posts.supervisors;
    const committee = posts.auditCommittee && posts.directors.length >= BOARD_MIN;
    const right = size === 0 ? posts.noSupervisorAgreed || committee : size === 1 || size >= BOARD_MIN;
    const evidence = { size, agreedNone: posts.noSupervisorAgreed, committee };
    return right ? pass(evidence) : fail('/posts/supervisors', evidence);
  },
};

const financeHead: Rule<Examined> = {
  id: 'R-PER-14',
  code: 'FINANCE_EQUALS_LEGALREP',
  article: '公司法 a.265; 会计法 a.36',
  text: text(
    '财务负责人与法定代表人为同一人（本地提示，不影响办理）',
    'Finance head and legal representative are one person: a local warning that hinders nothing',
  ),
  phase: 'form',
  // the provincial system refuses it, no statute does
  disposal: 'tag',
  test: ({ posts }) => (posts.financeHead === posts.legalRepresentative ? fail('/posts/financeHead') : pass()),
};

const liaison: Rule<Examined> = {
  id: 'R-PER-18',
  code: 'LIAISON_MISSING',
  article: '市场主体登记管理条例 a.9',
  text: text('登记联络员须备案', 'A registration liaison is filed'),
  phase: 'form',
  disposal: 'block',
  test: ({ posts }) => (posts.liaisons.length > 0 ? pass() : fail('/posts/liaisons')),
};

export const postRules: readonly Rule<Examined>[] = [
  supervisorIsOfficer,
  legalRepresentative,
  board,
  supervisors,
  financeHead,
  liaison,
];
