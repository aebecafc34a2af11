import { resolve } from 'node:path';
import { text } from '@yichuang/kernel';
import { Failure } from '../failure.js';
import type { Options } from '../options.js';
import { makeSecrets } from '../secrets/secrets.js';
import { CONTAINER_USER } from '../secrets/settings-file.js';
import type { Language } from '../words.js';

/** Passwords and keys for services that run apart, in files that only their owner may read. */
export async function secrets(directory: string, options: Options, language: Language): Promise<void> {
  const path = resolve(directory);
  const postgres = String(options['postgres']);
  if (!URL.canParse(`postgres://${postgres}/`) || !/^[^/@]+:\d+$/.test(postgres))
    throw new Failure(text('--postgres 应为 主机:端口', '--postgres is host:port'));
  await makeSecrets(path, postgres);
  process.stdout.write(`${text(`密钥与口令已就绪：${path}`, `secrets are ready: ${path}`)[language]}\n`);
  const [user, group] = [process.getuid?.() ?? 0, process.getgid?.() ?? 0];
  if (user === 0 || user === CONTAINER_USER) return;
  const setting = `YICHUANG_USER=${String(user)}:${String(group)}`;
  // files of a composed secret keep their owner, so the containers must run as that user
  const hint = text(`请以 ${setting} 启动容器`, `start the containers with ${setting}`);
  process.stdout.write(`${hint[language]}\n`);
}
