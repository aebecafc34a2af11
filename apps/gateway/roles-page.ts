import {
  actions,
  actionWords,
  permissionTable,
  roles,
  type Action,
  type Condition,
  type Permission,
  type Reach,
  type Role,
  type Shown,
} from '@yichuang/contracts';
import { routes, type Route } from './routes.js';

const roleWords: Readonly<Record<Role, string>> = {
  applicant: '申请人<br>applicant',
  agent: '代理人<br>agent',
  clerk: '受理员<br>clerk',
  reviewer: '审核员<br>reviewer',
  approver: '核准人<br>approver',
  'seal-maker': '印章单位<br>maker',
  helper: '帮办员<br>helper',
  'hall-head': '大厅负责人<br>hall head',
  supervisor: '监督员<br>supervisor',
  auditor: '审计员<br>auditor',
  'rule-author': '规则管理<br>rule author',
  'rule-publisher': '规则发布<br>publisher',
  'system-administrator': '系统管理<br>system',
  'security-administrator': '安全管理<br>security',
  'audit-administrator': '审计管理<br>audit adm.',
};

const reachWords: Readonly<Record<Reach, string>> = {
  own: '本人 own',
  'own-department': '本部门 department',
  'own-hall': '本大厅 hall',
  'own-region': '本区域 region',
  all: '全部 all',
};

const shownWords: Readonly<Record<Shown, string>> = {
  whole: '',
  'own-fields': '，本部门字段 own fields',
  'name-and-code': '，名称和代码 name and code',
  masked: '，遮蔽 masked',
};

const conditionWords: Readonly<Record<Condition, string>> = {
  mandate: '授权 mandate',
  'applicant-signature': '申请人签名 signature',
  'coded-cause': '法定事由 coded cause',
  reason: '理由 reason',
  warrant: '调取文书 warrant',
  'second-person': '双人 two persons',
  logged: '留痕 logged',
};

const cell = (permission: Permission | undefined): string =>
  permission === undefined
    ? ''
    : `${reachWords[permission.reach]}${shownWords[permission.shows]}${permission.needs
        .map((need) => `<br>+ ${conditionWords[need]}`)
        .join('')}`;

function cellsOf(action: Action): readonly string[] {
  const row = permissionTable[action];
  return roles.map((role) => (row === 'anybody' ? '任何人 anybody' : cell(row[role])));
}

const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

const table = (first: readonly string[], rows: readonly (readonly string[])[]): string =>
  [
    line([...first, ...roles.map((role) => roleWords[role])]),
    line([...first, ...roles].map(() => '---')),
    ...rows.map(line),
  ].join('\n');

const routeRow = ({ method, path, action }: Route): readonly string[] => [
  `\`${method.toUpperCase()} ${path}\``,
  `\`${action}\``,
  ...cellsOf(action),
];

const actionRow = (action: Action): readonly string[] => [
  `\`${action}\`<br>${actionWords[action].text['zh-CN']}<br>${actionWords[action].text.en}`,
  ...cellsOf(action),
];

/** docs/roles.md: every route of the public door and every role, and what the table promises that no route leads to yet. */
export function rolesPage(): string {
  const led = new Set(routes.map(({ action }) => action));
  return `# 角色与权限 Who may do what

This page is made from the one table of roles ([permission-table.ts](../libs/contracts/permission-table.ts)) and the list of routes
([routes.ts](../apps/gateway/routes.ts)); a test fails while it says anything else. An empty cell: not at all (403). How far a
role goes is judged by the service that has the case, with the person's own access token; without one the answer is 401. What
stands behind a \`+\` must come with the act.

## 每一入口 Every route

${table(['入口 route', '操作 action'], routes.map(routeRow))}

## 尚无入口的操作 Actions no route leads to yet

${table(['操作 action'], actions.filter((action) => !led.has(action)).map(actionRow))}
`;
}
