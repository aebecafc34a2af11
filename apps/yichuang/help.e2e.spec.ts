import { describe, expect, it } from '@jest/globals';
import { yichuang } from '@yichuang/testing';

/** Chinese first, then English, of every command. */
const commands: readonly (readonly [string, string, string])[] = [
  ['start', '启动全部服务', 'start every service in this process'],
  ['open', '提交申请', 'hand in applications (YAML or JSON)'],
  ['correct', '补正：重新提交整份表单', 'correct: the whole form again'],
  ['case', '查看办件', 'show a case'],
  ['events', '办件的全部事件', 'every event of a case, private values masked'],
  ['cases', '办件列表', 'list cases'],
  ['insist', '坚持原申请，由机关作出决定', 'stand by the application; the authority decides'],
  ['withdraw', '撤回申请', 'withdraw the application'],
  ['told', '告知与送达', 'what the applicant was told, and its proof'],
  ['rate', '好差评：办结后评价一次', 'rate the service, once, when all is done'],
  ['entrust', '委托他人办理或者协助', 'let another act in a case of yours, or help'],
  ['revoke', '收回委托', 'let him act no more'],
  ['manager', '指定首席代办', 'name who walks a case through, whom the applicant turns to'],
  ['consent', '个人信息处理告知', 'what becomes of personal data'],
  ['key', '办件密钥：个人信息还能读多久', 'key of a case: how long its personal data can be read'],
  ['replay', '重放并核对全部记录', 'fold and decide everything again'],
  ['appraisal', '部门考核：某一期间办结的办件', 'how departments did in the cases that ended from one day to another'],
  [
    'what-if',
    '推演：换一种日历、时限或人数会怎样',
    'a period again with another calendar, limit or number of officers',
  ],
  ['clock', '工作时计算', 'working time'],
  ['cards', '督办牌', 'cards'],
  ['check', '核验代码', 'check codes'],
  ['schema', '表单的 JSON Schema', "the form's JSON Schema"],
  ['sample', '生成虚构申请', 'write fictional applications'],
  ['verify', '离线核验', 'verify offline'],
  ['document', '一份文书，如 N1（一次性告知书）', 'a document of a case, as N1, the one-time notice'],
  ['licence', '营业执照及其签名密钥', 'licences, and the keys that sign them'],
  ['draft', '草稿：保存、共享、提交', 'drafts: save, share, hand in'],
  ['attach', '上传附件', 'hand in a scan (PDF, OFD, JPEG, PNG, HEIC)'],
  ['receipt', '收件凭证', 'receipts for everything handed in'],
  ['personal', '办件中的个人信息', 'personal data of a case, and who looked at it'],
  ['calendar', '工作日历：录入与发布放假通知', 'working calendar: propose and publish the yearly notice'],
  ['promise', '容缺受理：承诺补交', 'papers that are promised'],
  ['commitment', '告知承诺：代替证明', 'a signed promise in the place of a proof'],
  ['notice', '再次告知：待效能监督员同意', 'second notices, for which the supervisor must consent'],
  ['queue', '待办：等待工作人员的事项', 'what waits for officers, and what they do about it'],
  ['consultations', '部门之间征求的意见', 'what departments asked each other, and what they answered'],
  ['counter', '窗口：为到场的人收件、补正', 'the counter: for a person who is present'],
  ['order', '刻章订单', 'orders of seals, for their maker'],
  ['parked', '挂起的办件', 'parked cases'],
  ['register', '登记簿', 'registers (read models)'],
  ['pack', '旧事件的归并', 'packs of old events'],
  ['stream', '共享事件流', 'the shared stream'],
  ['login', '登录', 'sign in'],
  ['logout', '退出登录', 'sign out'],
  ['whoami', '查看以谁的身份登录', 'show who is signed in'],
  ['secrets', '生成分开运行的各服务的口令与密钥', 'make passwords and keys for services that run apart'],
  ['provision', '按环境变量中的地址建立数据库与角色', 'make the databases and roles that the environment names'],
];

/** One line a command, as wide as it needs. */
const help = async (...command: readonly string[]) => {
  const { code, stdout } = await yichuang([...command, '--help']);
  return { code, words: stdout.replace(/\s+/g, ' ') };
};

describe('the help of the command line', () => {
  it('lists every command in Chinese and English', async () => {
    const { code, words } = await help();
    expect(code).toBe(0);
    for (const [name, chinese, english] of commands) {
      expect(words).toContain(` ${name} `);
      expect(words).toContain(`${chinese} / ${english}`);
    }
  });

  it('leaves no command unnamed in this list', async () => {
    const { stdout } = await yichuang(['--help']);
    const listed = [...stdout.matchAll(/^ {2}([a-z][a-z-]*)(?= |$)/gm)].map(([, name]) => name);
    expect(listed).toEqual([...commands.map(([name]) => name), 'help']);
  });

  it('says what each command takes, in both languages', async () => {
    for (const [name, chinese, english] of commands) {
      const { code, words } = await help(name);
      expect([name, code]).toEqual([name, 0]);
      expect(words).toContain(`用法 / Usage: yichuang ${name}`);
      expect(words).toContain(`${chinese} / ${english}`);
    }
    for (const [group, name] of [
      ['clock', 'due'],
      ['clock', 'elapsed'],
      ['parked', 'list'],
      ['parked', 'retry'],
      ['parked', 'resolve'],
    ] as const) {
      const { code, words } = await help(group, name);
      expect([name, code]).toEqual([name, 0]);
      expect(words).toMatch(/[\u4e00-\u9fff] \/ [a-z]/);
    }
  });
});

describe('the help of a case', () => {
  it('offers its minutes beside an earlier instant', async () => {
    const { words } = await help('case');
    expect(words).toContain('--at <instant> 某一时刻的样子 / as it was at an instant');
    expect(words).toContain('--minutes 每一工作分钟由谁占用 / who held it, every working minute of it');
  });
});

describe('a command line that cannot be understood', () => {
  const refused = async (args: readonly string[], lang: 'en' | 'zh-CN' = 'en') => {
    const { code, stdout, stderr } = await yichuang(args, { YICHUANG_LANG: lang });
    expect([stdout, stderr.trimEnd().split('\n').length]).toEqual(['', 1]);
    return { code, said: stderr.trimEnd() };
  };

  it.each([
    ['clock'],
    ['clock', 'due', '2026-11-23 09:00'],
    ['clock', 'elapsed', '2026-11-23 09:00', '2026-11-23 10:00'],
    ['check', 'uscc', '91350405MAFAKE0198'],
    ['schema'],
    ['sample', '--count', '1', '--seed', '1', '--out', 'nowhere'],
    ['cases'],
    ['open', 'a.yaml'],
    ['start'],
  ])('with a flag the command does not know is refused in one line: %s', async (...args) => {
    const { code, said } = await refused([...args, '--colour']);
    expect(code).toBe(1);
    expect(said).toMatch(/^yichuang: unknown option '--colour'.*\(see --help\)$/);
  });

  it('is refused in one line of Chinese too', async () => {
    expect((await refused(['schema', '--colour'], 'zh-CN')).said).toBe(
      'yichuang: 没有这个选项 --colour（用 --help 查看用法）',
    );
    expect((await refused(['fly'], 'zh-CN')).said).toBe('yichuang: 没有这个命令 fly（用 --help 查看用法）');
    expect((await refused(['check', 'uscc'], 'zh-CN')).said).toBe('yichuang: 缺少参数 code（用 --help 查看用法）');
  });

  it('with too many words, or too few, is refused in one line', async () => {
    expect((await refused(['schema', 'now'])).said).toMatch(/too many arguments/);
    expect((await refused(['clock', 'due'])).said).toMatch(/missing required argument 'instant'/);
    expect((await refused(['sample', '--count', '3'])).said).toMatch(/required option '--seed <n>' not specified/);
    expect((await refused(['fly'])).said).toMatch(/unknown command 'fly'/);
  });
});
