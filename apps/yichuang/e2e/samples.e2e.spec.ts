import { inOneProcess } from '@yichuang/testing';
import { samplesRun } from './samples-suite.js';

samplesRun(inOneProcess);
