import { text } from '@yichuang/kernel';
import { provision as provisionAll } from '../provision/provision.js';
import { BadWishes } from '../provision/wishes.js';
import { Failure } from '../failure.js';
import type { Language } from '../words.js';

/** Databases and roles as the services' URLs name them; those URLs are in the environment. */
export async function provision(language: Language): Promise<void> {
  try {
    const made = (await provisionAll(process.env)).join(', ');
    process.stdout.write(`${text(`已就绪的数据库：${made}`, `provisioned: ${made}`)[language]}\n`);
  } catch (error) {
    if (!(error instanceof BadWishes)) throw error;
    const faults = error.faults.join('; ');
    throw new Failure(text(`环境变量有误：${faults}`, `the environment is wrong: ${faults}`));
  }
}
