import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text, type Text } from '@yichuang/kernel';
import { generateApplications, tradeNamesMax, type GeneratedApplication } from '@yichuang/matters';
import { dateOf, parseInstant } from '@yichuang/working-time';
import { stringify } from 'yaml';
import { exitCodes, Failure } from '../failure.js';
import type { Options } from '../options.js';
import type { Language } from '../words.js';

interface Order {
  readonly count: number;
  readonly seed: number;
  readonly faultyShare: number;
  /** The day the applications are handed in, `YYYY-MM-DD`: every date in them follows from it. */
  readonly filedOn: string;
  readonly out: string;
  readonly manifest: string | null;
}

/** Seeds are mixed as 32 bits: a greater one would repeat a smaller one's applications. */
const SEED_MAX = 0xffff_ffff;
const FILE = /^app-\d{6}\.yaml$/;

/** Writes distinct fictional applications, and on demand which faults stand where in which. */
export async function sample(options: Options, language: Language): Promise<void> {
  const order = orderOf(options);
  await reached(order.out, () => mkdir(order.out, { recursive: true }));
  await refuseStrangers(order);
  const files: object[] = [];
  let faulty = 0;
  for (const application of generateApplications(order)) {
    const file = fileOf(application.index);
    await reached(order.out, () => writeFile(join(order.out, file), contentOf(application)));
    const { faults } = application.manifest;
    if (faults.length > 0) faulty += 1;
    files.push({ file, faults });
  }
  const { manifest, seed, faultyShare, filedOn, count, out } = order;
  if (manifest !== null) {
    const listed = `${JSON.stringify({ seed, count, faultyShare, filedOn, files }, null, 2)}\n`;
    await reached(manifest, () => writeFile(manifest, listed));
  }
  const [many, wrong] = [String(count), String(faulty)];
  const said = text(
    `已写入 ${many} 份虚构申请到 ${out}，其中 ${wrong} 份有错`,
    `wrote ${many} fictional applications to ${out}, ${wrong} of them with faults`,
  );
  process.stdout.write(`${said[language]}\n`);
}

const fileOf = (index: number): string => `app-${String(index + 1).padStart(6, '0')}.yaml`;

function contentOf({ index, form }: GeneratedApplication): string {
  const number = String(index + 1);
  return [
    `# 虚构申请 ${number}：姓名、证件号码、电话、地址均不存在。`,
    `# Fictional application ${number}: its names, document numbers, telephones and addresses do not exist.`,
    stringify(form, { lineWidth: 0 }),
  ].join('\n');
}

/** Every wrong argument is named at once. */
function orderOf(options: Options): Order {
  const faults: Text[] = [];
  const asked = (name: string): string => String(options[name] ?? '').trim();
  const need = (right: boolean, fault: Text): void => {
    if (!right) faults.push(fault);
  };
  const [count, seed, faultyShare] = [Number(asked('count')), Number(asked('seed')), Number(asked('faulty'))];
  const [out, filedOn] = [asked('out'), options['filedOn'] === undefined ? today() : asked('filedOn')];
  need(/^\d+$/.test(asked('count')) && count >= 1 && count <= tradeNamesMax, countFault);
  need(/^\d+$/.test(asked('seed')) && seed <= SEED_MAX, seedFault);
  need(/^(\d+|\d*\.\d+)$/.test(asked('faulty')) && faultyShare <= 1, faultyFault);
  need(parseInstant(`${filedOn} 00:00`).kind === 'instant', filedOnFault);
  need(out !== '', text('--out 应为目录', '--out takes a directory'));
  need(
    options['manifest'] === undefined || asked('manifest') !== '',
    text('--manifest 应为文件', '--manifest takes a file'),
  );
  if (faults.length > 0) {
    const all = (language: Language): string => faults.map((fault) => fault[language]).join('; ');
    throw new Failure(text(all('zh-CN'), all('en')), exitCodes.badInput);
  }
  return {
    count,
    seed,
    faultyShare,
    filedOn,
    out,
    manifest: options['manifest'] === undefined ? null : asked('manifest'),
  };
}

const today = (): string => dateOf(Date.now());

const most = String(tradeNamesMax);
const countFault = text(`--count 应为 1 至 ${most} 的整数`, `--count is a whole number from 1 to ${most}`);
const seedFault = text(
  `--seed 应为 0 至 ${String(SEED_MAX)} 的整数`,
  `--seed is a whole number from 0 to ${String(SEED_MAX)}`,
);
const faultyFault = text('--faulty 应为 0 至 1 的数', '--faulty is a number from 0 to 1');
const filedOnFault = text('--filed-on 应为日期，如 2026-11-23', '--filed-on is a day, such as 2026-11-23');

/** Applications of another run beside these would be handed in with them, and no manifest would know them. */
async function refuseStrangers({ out, count }: Order): Promise<void> {
  const present = await reached(out, () => readdir(out));
  const stranger = present.find((name) => FILE.test(name) && Number(name.slice(4, 10)) > count);
  if (stranger === undefined) return;
  throw new Failure(
    text(
      `${out} 中有另一次生成的 ${stranger}，请换一个空目录`,
      `${out} holds ${stranger} of another run: choose an empty directory`,
    ),
    exitCodes.badInput,
  );
}

async function reached<A>(path: string, act: () => Promise<A>): Promise<A> {
  try {
    return await act();
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? 'failed';
    throw new Failure(
      text(
        `无法写入 ${path}（${reason}），请换一个位置`,
        `${path} cannot be written (${reason}): choose another place`,
      ),
      exitCodes.badInput,
    );
  }
}
