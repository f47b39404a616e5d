/** The process that a test kills: restores an archive and tells its parent every step. */
import { pino } from 'pino';
import { restore } from '../src/platform/backup/index.ts';
import { readConfig } from '../src/platform/config.ts';
import { orThrow } from '../src/platform/errors.ts';

const config = orThrow(readConfig(process.env));
const { promise: forEver } = Promise.withResolvers<never>();
const onProgress = (step: string) => void process.send!(step);
const { signal } = new AbortController();
await restore({ config, log: pino({ level: 'silent' }), path: process.argv[2]!, signal, onProgress });
process.send!('done');
await forEver;
