import { apartOnKafka } from '@yichuang/testing';
import { samplesRun } from './samples-suite.js';

samplesRun(apartOnKafka);
