// What runs in the thread of `startDemoThread`: it says where it is once it answers, and ends when it is told anything.
import { once } from 'node:events';
import { parentPort, workerData } from 'node:worker_threads';
import { startDemoProvider, type DemoProviderOptions } from './demo-provider.js';

if (parentPort === null) throw new TypeError('this is the main module of a thread');
const provider = await startDemoProvider(workerData as DemoProviderOptions);
parentPort.postMessage(provider.issuer);
await once(parentPort, 'message');
await provider.close();
parentPort.close();
