import { describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clusterId } from './cluster-id.js';
import { environmentOf } from './container-environment.js';
import { findJars, javaProgram } from './jars.js';
import { propertiesOf } from './properties.js';

describe('the environment of a container', () => {
  it("is read by the program of Kafka's image as the settings it was made of", async () => {
    const jars = await findJars();
    const folder = mkdtempSync(join(tmpdir(), 'yichuang-k-'));
    const properties = propertiesOf({
      id: 2,
      listeners: ['CLIENT://0.0.0.0:9092', 'CONTROLLER://0.0.0.0:9093', 'INTERNAL://0.0.0.0:9094'],
      advertised: ['CLIENT://localhost:20002', 'INTERNAL://kafka-2:9094'],
      interBroker: 'INTERNAL',
      voters: ['1@kafka-1:9093', '2@kafka-2:9093', '3@kafka-3:9093'],
      dataDirectory: join(folder, 'data'),
    });
    try {
      const folders = ['default', 'mounted', 'final'].map((name) => join(folder, name));
      for (const one of folders) mkdirSync(one);
      for (const name of ['server.properties', 'log4j2.yaml', 'tools-log4j2.yaml']) {
        writeFileSync(join(folder, 'default', name), '');
      }
      const args = ['kafka.docker.KafkaDockerWrapper', 'setup'];
      ['-D', '-M', '-F'].forEach((flag, index) => args.push(flag, folders[index]!));
      const { status, stderr, stdout } = spawnSync(javaProgram('java'), ['-cp', jars!.classPath, ...args], {
        env: { ...process.env, ...environmentOf(properties), CLUSTER_ID: clusterId() },
        encoding: 'utf8',
      });
      expect({ status, said: status === 0 ? '' : stdout + stderr }).toEqual({ status: 0, said: '' });
      const read = readFileSync(join(folder, 'final', 'server.properties'), 'utf8').split('\n');
      expect(
        Object.fromEntries(read.filter((line) => line.includes('=')).map((line) => line.split(/=(.*)/s, 2))),
      ).toEqual(properties);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
