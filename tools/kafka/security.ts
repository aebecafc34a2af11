import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { javaProgram } from './jars.js';

/** What a client needs for the listener with TLS and SCRAM (SHA-256 and SHA-512, the same user). */
export interface Secured {
  /** As `host:port`, of the first broker. */
  readonly address: string;
  readonly username: string;
  readonly password: string;
  /** Of the authority that signed the brokers' certificate; nobody else trusts it. */
  readonly caPem: string;
}

export interface Credentials {
  readonly client: Omit<Secured, 'address'>;
  /** With the brokers' key and certificate. */
  readonly keyStore: string;
  readonly keyStorePassword: string;
}

const mechanisms = ['SCRAM-SHA-256', 'SCRAM-SHA-512'];

/** A user, an authority and a certificate of it for 127.0.0.1 and localhost, made by what every Java has. */
export async function makeCredentials(folder: string): Promise<Credentials> {
  const keyStore = join(folder, 'brokers.p12');
  const keyStorePassword = randomBytes(12).toString('hex');
  const caFile = join(folder, 'authority.pem');
  const keytool = async (...args: string[]): Promise<void> => {
    const store = ['-keystore', keyStore, '-storetype', 'PKCS12', '-storepass', keyStorePassword];
    await promisify(execFile)(javaProgram('keytool'), [...args, ...store]);
  };
  const key = ['-genkeypair', '-keyalg', 'EC', '-groupname', 'secp256r1', '-validity', '30'];
  await keytool(...key, '-alias', 'authority', '-dname', 'CN=Yichuang test authority', '-ext', 'bc:c=ca:true');
  const names = ['-dname', 'CN=localhost', '-ext', 'san=ip:127.0.0.1,dns:localhost'];
  await keytool(...key, '-alias', 'broker', '-signer', 'authority', ...names);
  await keytool('-exportcert', '-rfc', '-alias', 'authority', '-file', caFile);
  // a broker takes any key it finds: it must not find the authority's
  await keytool('-delete', '-alias', 'authority');
  const password = randomBytes(12).toString('hex');
  const caPem = await readFile(caFile, 'utf8');
  return { client: { username: 'yichuang', password, caPem }, keyStore, keyStorePassword };
}

/** Settings of the listener SECURED. */
export function securedProperties({ keyStore, keyStorePassword }: Credentials): Readonly<Record<string, string>> {
  const login = 'org.apache.kafka.common.security.scram.ScramLoginModule required;';
  return {
    'listener.name.secured.ssl.keystore.type': 'PKCS12',
    'listener.name.secured.ssl.keystore.location': keyStore,
    'listener.name.secured.ssl.keystore.password': keyStorePassword,
    'listener.name.secured.sasl.enabled.mechanisms': mechanisms.join(','),
    ...Object.fromEntries(
      mechanisms.map((one) => [`listener.name.secured.${one.toLowerCase()}.sasl.jaas.config`, login]),
    ),
  };
}

/** For StorageTool: users are part of the storage it formats. */
export function scramUsers({ client: { username, password } }: Credentials): string[] {
  return mechanisms.flatMap((one) => ['--add-scram', `${one}=[name=${username},password=${password}]`]);
}
