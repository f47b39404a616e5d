/**
 * The process that a test kills: on a machine of its own (its data directory has a key file of its own) it rotates the
 * master key once it is told to, and at the step it is told waits for its end.
 */

import { once } from 'node:events';
import { pino } from 'pino';
import { readConfig } from '../src/platform/config.ts';
import { holdMasterKeys } from '../src/platform/crypto/master-keys.ts';
import { readRootKeys } from '../src/platform/crypto/root-key.ts';
import { orThrow } from '../src/platform/errors.ts';
import { openPostgres } from '../src/platform/open-postgres.ts';
import { rotateMaster } from '../src/platform/rotation/rotate-master.ts';

const [, , fatal] = process.argv;
const log = pino({ level: 'silent' });
const { signal } = new AbortController();
const onStep = async (step: string): Promise<void> => {
  if (step !== fatal) return;
  process.send!(step);
  await new Promise(() => setInterval(() => {}, 1000));
};
await once(process, 'message');
const config = orThrow(readConfig(process.env));
const masterKeys = holdMasterKeys(config, await readRootKeys(config));
const postgres = await openPostgres({ config, keys: masterKeys, log });
const platform = { ...postgres, config, masterKeys, secrets: masterKeys.secrets };
await rotateMaster({ platform, signal, onStep });
await postgres.close();
process.disconnect();
