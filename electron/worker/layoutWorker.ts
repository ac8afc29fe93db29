import { parentPort } from 'node:worker_threads';
import { answerCalls } from '../replay/thread.ts';
import { createLayoutSample } from './layoutSample.ts';

// Entry of the worker of a sample; loaded by anything but a worker thread it does nothing.
if (parentPort !== null) answerCalls(parentPort, createLayoutSample());
