import { Command, CommanderError, Option } from 'commander';
import { text } from '@yichuang/kernel';
import { applicantCommands } from './applicant-commands.js';
import { DEFAULT_SERVER } from './client.js';
import { cardCommands, clockCommands } from './clock-commands.js';
import { exitCodes, Failure } from './failure.js';
import { calendarCommands, explainCommand } from './calendar-commands.js';
import { intakeCommands } from './intake-commands.js';
import { licenceCommands } from './licence-commands.js';
import { operatorCommands } from './operator-commands.js';
import { personalCommands } from './personal-commands.js';
import { another, type Options } from './options.js';
import { noticeCommands } from './notice-commands.js';
import { counterCommands } from './counter-commands.js';
import { orderCommands } from './order-commands.js';
import { promiseCommands } from './promise-commands.js';
import { queueCommands } from './queue-commands.js';
import { fittingAccount } from './sign-in/fitting-account.js';
import { usageText } from './usage.js';
import { both, languageOf, type Language } from './words.js';

/** What commander calls the parts of its help. */
const titles: Readonly<Record<string, string>> = {
  'Usage:': both(text('用法', 'Usage:')),
  'Arguments:': both(text('参数', 'Arguments:')),
  'Options:': both(text('选项', 'Options:')),
  'Commands:': both(text('命令', 'Commands:')),
};

/** Every command loads what it needs only when it runs, so that help is there at once. */
const program = new Command('yichuang')
  .description(both(text('一窗：企业开办一窗通办', 'one window for opening a company')))
  .option('--lang <language>', both(text('界面语言', 'language')) + ' (zh-CN, en)')
  .configureHelp({ showGlobalOptions: false, styleTitle: (title) => titles[title] ?? title })
  .helpOption('-h, --help', both(text('显示用法', 'show how it is used')))
  .helpCommand('help [command]', both(text('显示命令的用法', 'show how a command is used')))
  .exitOverride()
  .configureOutput({ outputError: () => undefined });

const server = () =>
  new Option('--server <url>', both(text('服务地址', 'server'))).env('YICHUANG_SERVER').default(DEFAULT_SERVER);
const as = () =>
  new Option('--as <account>', both(text('以此演示账户执行', 'as this demo account'))).env('YICHUANG_AS');
const json = () => new Option('--json', both(text('输出 JSON', 'print JSON')));
const language = (): Language => languageOf(program.opts<{ lang?: string }>().lang, process.env);

program
  .command('start')
  .description(both(text('启动全部服务', 'start every service in this process')))
  .option('--data <dir>', both(text('数据目录', 'data directory')), process.env['YICHUANG_DATA'] ?? '.yichuang')
  .option('--port <n>', both(text('端口，0 为任选', 'port, 0 for any')), '7800')
  .option('--sign-in-port <n>', both(text('演示登录的端口，0 为任选', 'port of the demo sign-in, 0 for any')), '0')
  .option('--clock <instant>', both(text('培训时钟的起始时刻', 'where the training clock begins')))
  .option('--speed <n>', both(text('培训时钟的快慢', 'speed of the training clock')))
  .action(async (options: Options) => (await import('./commands/start.js')).start(options, language()));

program
  .command('open <file...>')
  .description(both(text('提交申请', 'hand in applications (YAML or JSON)')))
  .option('--wait [seconds]', both(text('等到办结或需要人', 'wait until it ends or waits for a person')))
  .addOption(json())
  .addOption(server())
  .action(async (files: string[], options: Options) =>
    (await import('./commands/open.js')).open(files, options, language()),
  );

program
  .command('correct <case> <file>')
  .description(both(text('补正：重新提交整份表单', 'correct: the whole form again')))
  .option('--wait [seconds]', both(text('等到办结或需要人', 'wait until it ends or waits for a person')))
  .addOption(json())
  .addOption(server())
  .action(async (caseId: string, file: string, options: Options) =>
    (await import('./commands/open.js')).correct(caseId, file, options, language()),
  );

program
  .command('case <id>')
  .description(both(text('查看办件', 'show a case')))
  .option('--at <instant>', both(text('某一时刻的样子', 'as it was at an instant')))
  .option('--minutes', both(text('每一工作分钟由谁占用', 'who held it, every working minute of it')))
  .addOption(json())
  .addOption(server())
  .action(async (id: string, options: Options) =>
    options['minutes'] === true
      ? (await import('./commands/minutes.js')).showMinutes(id, options, language())
      : (await import('./commands/cases.js')).showCase(id, options, language()),
  );

program
  .command('events <id>')
  .description(both(text('办件的全部事件', 'every event of a case, private values masked')))
  .addOption(json())
  .addOption(server())
  .action(async (id: string, options: Options) =>
    (await import('./commands/cases.js')).showEvents(id, options, language()),
  );

program
  .command('cases')
  .description(both(text('办件列表', 'list cases')))
  .option('--status <status>', both(text('只看某一状态', 'only of one status')))
  .addOption(json())
  .addOption(server())
  .action(async (options: Options) => (await import('./commands/cases.js')).listCases(options, language()));

for (const [name, chinese, english] of [
  ['insist', '坚持原申请，由机关作出决定', 'stand by the application; the authority decides'],
  ['withdraw', '撤回申请', 'withdraw the application'],
] as const) {
  program
    .command(`${name} <id>`)
    .description(both(text(chinese, english)))
    .addOption(json())
    .addOption(server())
    .action(async (id: string, options: Options) =>
      (await import('./commands/cases.js')).act(name, id, options, language()),
    );
}

applicantCommands(program, { json, server, language });

const keys = program
  .command('key')
  .description(both(text('办件密钥：个人信息还能读多久', 'key of a case: how long its personal data can be read')));
keys
  .command('show <case>')
  .description(both(text('保存期限与事由', 'how long it is kept, and why')))
  .addOption(json())
  .addOption(server())
  .action(async (id: string, options: Options) => (await import('./commands/key.js')).show(id, options, language()));
for (const [name, chinese, english] of [
  ['hold', '保全：不得销毁', 'hold it: it may not be destroyed'],
  ['lift', '解除保全', 'lift a hold'],
  ['destroy', '销毁：个人信息永远不可再读', 'destroy it: personal data can never be read again'],
] as const) {
  keys
    .command(`${name} <case>`)
    .description(both(text(chinese, english)))
    .requiredOption('--reason <text>', both(text('事由', 'reason')))
    .addOption(json())
    .addOption(server())
    .action(async (id: string, options: Options) =>
      (await import('./commands/key.js')).act(name, id, options, language()),
    );
}

program
  .command('replay')
  .description(both(text('重放并核对全部记录', 'fold and decide everything again')))
  .requiredOption('--check', both(text('核对', 'compare with what is recorded')))
  .addOption(json())
  .addOption(server())
  .action(async (options: Options) => (await import('./commands/replay.js')).replay(options, language()));

program
  .command('appraisal <from> <to>')
  .description(
    both(text('部门考核：某一期间办结的办件', 'how departments did in the cases that ended from one day to another')),
  )
  .addOption(json())
  .addOption(server())
  .action(async (from: string, to: string, options: Options) =>
    (await import('./commands/appraisal.js')).showAppraisal(from, to, options, language()),
  );
program
  .command('what-if <from> <to>')
  .description(
    both(
      text('推演：换一种日历、时限或人数会怎样', 'a period again with another calendar, limit or number of officers'),
    ),
  )
  .option('--matter <matter>', both(text('事项', 'matter')))
  .option('--calendar <file>', both(text('放假通知或办公时间（YAML 或 JSON）', 'notices, office hours (YAML or JSON)')))
  .option('--budget <minutes>', both(text('总时限，工作分钟', 'limit of a case, working minutes')))
  .option('--shares <d=minutes,…>', both(text('各部门时限', "departments' shares of it")))
  .option('--officers <d=n,…>', both(text('各部门人数', 'officers of a department')))
  .option(
    '--handling <d=minutes,…>',
    both(text('每件人工办理所需工作分钟', 'working minutes a piece keeps an officer busy')),
  )
  .addOption(json())
  .addOption(server())
  .action(async (from: string, to: string, options: Options) =>
    (await import('./commands/what-if.js')).whatIf(from, to, options, language()),
  );

const clock = program.command('clock').description(both(text('工作时计算', 'working time')));
clock
  .command('due <instant>')
  .description(both(text('何时到期', 'when a budget is used up')))
  .option('--minutes <n>', both(text('工作分钟', 'working minutes')), '240')
  .option('--hall <id>', both(text('大厅', 'hall')))
  .addOption(json())
  .action(async (instant: string, options: Options) => {
    (await import('./commands/clock.js')).due(instant, options, language());
  });
clock
  .command('elapsed <from> <to>')
  .description(both(text('经过的工作时间', 'working time between two instants')))
  .option('--pause <from/to>', both(text('暂停的时段，可重复', 'a pause; may be repeated')), another)
  .option('--hall <id>', both(text('大厅', 'hall')))
  .addOption(json())
  .action(async (from: string, to: string, options: Options) => {
    (await import('./commands/clock.js')).elapsed(from, to, options, language());
  });
explainCommand(clock, { json, server, language });
clockCommands(clock, { json, server, language });
cardCommands(program, { json, server, language });

program
  .command('check <kind> <code...>')
  .description(both(text('核验代码', 'check codes')))
  .addOption(json())
  .action(async (kind: string, codes: string[], options: Options) => {
    (await import('./commands/check.js')).check(kind, codes, options, language());
  });

program
  .command('schema')
  .description(both(text('表单的 JSON Schema', "the form's JSON Schema")))
  .action(async () => {
    (await import('./commands/schema.js')).schema();
  });

program
  .command('sample')
  .description(both(text('生成虚构申请', 'write fictional applications')))
  .requiredOption('--count <n>', both(text('份数', 'how many')))
  .requiredOption('--seed <n>', both(text('种子', 'seed')))
  .option('--faulty <share>', both(text('有错的比例 0–1', 'share with known faults, 0 to 1')), '0')
  .requiredOption('--out <dir>', both(text('输出目录', 'directory')))
  .option('--manifest <file>', both(text('错误清单', 'lists which faults stand where')))
  .option('--filed-on <day>', both(text('提交日期，默认今天', 'the day they are handed in, today by default')))
  .action(async (options: Options) => (await import('./commands/sample.js')).sample(options, language()));

licenceCommands(program, { json, server, language });
intakeCommands(program, { json, server, language });
personalCommands(program, { json, server, language });
calendarCommands(program, { json, server, language });
promiseCommands(program, { json, server, language });
noticeCommands(program, { json, server, language });
queueCommands(program, { json, server, language });
counterCommands(program, { json, server, language });
orderCommands(program, { json, server, language });
operatorCommands(program, { json, server, language });

const signIn = () => import('./commands/sign-in.js');
program
  .command('login')
  .description(both(text('登录', 'sign in')))
  .option('--device', both(text('在浏览器中选择账户，演示登录也如此', 'choose in a browser who it is, also in a demo')))
  .addOption(server())
  .action(async (options: Options) => (await signIn()).login(options, language()));
program
  .command('logout')
  .description(both(text('退出登录', 'sign out')))
  .addOption(server())
  .action(async (options: Options) => (await signIn()).logout(options, language()));
program
  .command('whoami')
  .description(both(text('查看以谁的身份登录', 'show who is signed in')))
  .addOption(json())
  .addOption(server())
  .action(async (options: Options) => (await signIn()).whoami(options, language()));

program
  .command('secrets [dir]')
  .description(both(text('生成分开运行的各服务的口令与密钥', 'make passwords and keys for services that run apart')))
  .option(
    '--postgres <host:port>',
    both(text('各服务看到的 Postgres', 'Postgres as the services see it')),
    'postgres:5432',
  )
  .action(async (dir: string | undefined, options: Options) =>
    (await import('./commands/secrets.js')).secrets(dir ?? '.secrets', options, language()),
  );

program
  .command('provision')
  .description(
    both(text('按环境变量中的地址建立数据库与角色', 'make the databases and roles that the environment names')),
  )
  .action(async () => (await import('./commands/provision.js')).provision(language()));

for (const command of allCommands(program)) {
  if (command.options.some(({ long }) => long === '--server')) command.addOption(as());
  command
    .helpOption('-h, --help', both(text('显示用法', 'show how it is used')))
    .exitOverride()
    .configureOutput({ outputError: () => undefined })
    .allowExcessArguments(false);
}

program.hook('preAction', (_program, command) => {
  command.setOptionValue('account', fittingAccount(wordsOf(command)));
});

// A reader that has seen enough (`| head`) is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = tell(error);
}

/** `key hold` */
function wordsOf(command: Command): string {
  const { parent } = command;
  return parent === null || parent === program ? command.name() : `${wordsOf(parent)} ${command.name()}`;
}

function* allCommands(from: Command): Generator<Command> {
  for (const command of from.commands) {
    yield command;
    yield* allCommands(command);
  }
}

/** One line on standard error, and the exit code. */
function tell(error: unknown): number {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return 0;
    process.stderr.write(`yichuang: ${usageText(error)[language()]}\n`);
    return exitCodes.other;
  }
  if (error instanceof Failure) {
    if (error.problem !== undefined && error.exitCode === exitCodes.badInput) {
      process.stderr.write(`${JSON.stringify(error.problem)}\n`);
    } else {
      process.stderr.write(`yichuang: ${error.text[language()]}\n`);
    }
    return error.exitCode;
  }
  const message = error instanceof Error ? error.message.split('\n')[0] : String(error);
  process.stderr.write(`yichuang: ${message ?? ''}\n`);
  return exitCodes.other;
}
