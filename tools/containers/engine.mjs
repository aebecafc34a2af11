import { spawnSync } from 'node:child_process';

/** An engine that does not answer by then is none. */
const ANSWER_MILLIS_MAX = 5_000;

const answers = (...args) => spawnSync('docker', args, { stdio: 'ignore', timeout: ANSWER_MILLIS_MAX }).status === 0;

/** Whether containers can be composed on this machine: the client alone, without an engine behind it, cannot. */
export const engineAnswers = () =>
  answers('version', '--format', '{{.Server.Version}}') && answers('compose', 'version');
