/** The process that a test kills: rotates the master key, and at the step it is told waits for its end. */

import { pino } from 'pino';
import { readConfig } from '../src/platform/config.ts';
import { orThrow } from '../src/platform/errors.ts';
import { rotateMaster } from '../src/platform/rotate-master.ts';

const [, , fatal] = process.argv;
const onStep = async (step: string): Promise<void> => {
  if (step !== fatal) return;
  process.send!(step);
  await new Promise(() => setInterval(() => {}, 1000));
};
const config = orThrow(readConfig(process.env));
await rotateMaster({ config, log: pino({ level: 'silent' }), onStep });
