import { link, open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { sql } from 'kysely';
import type { Logger } from 'pino';
import { resealTwoFactor } from './auth/reseal-two-factor.ts';
import { listAllShops } from './auth/shops.ts';
import type { Config } from './config.ts';
import { deriveSecret } from './crypto/derive-secret.ts';
import { keyManagementOf } from './crypto/key-management.ts';
import { hasMasterKey, nextKeyFile, readMasterKey } from './crypto/master-key.ts';
import { rewrapKeys } from './crypto/rewrap-keys.ts';
import type { Db } from './db/postgres.ts';
import { ProblemError, problem } from './errors.ts';
import { openPostgres, type Postgres } from './open-postgres.ts';
import { serversRunning } from './servers-running.ts';

export interface RotatedMaster {
  readonly shops: number;
  /** Data keys wrapped anew by this run. */
  readonly keys: number;
  readonly twoFactor: number;
  /** The master key of before: it opens backups made before. */
  readonly oldKeyFile: string;
}

export interface Rotation {
  readonly config: Config;
  readonly log: Logger;
  /** Told after each step that lasts; the test dies here. */
  readonly onStep?: (step: string) => Promise<void>;
}

/**
 * Gives the installation a new master key. Call as owner of the data directory, with no server on the same database.
 * The new key lies beside the old one until every data key is wrapped with it, then takes its place in one rename: at
 * every moment the keys on disk open everything, and a run that was cut off is finished by the next. Until then
 * openPlatform refuses. Role passwords follow at the next start; sessions and cursors end, two-factor goes on.
 */
export async function rotateMaster({
  config,
  log,
  onStep = async () => {},
}: Rotation): Promise<RotatedMaster> {
  const file = config.masterKeyFile;
  if (!(await hasMasterKey(file))) throw noKey(file);
  const oldKey = await readMasterKey(config);
  const newKey = await readMasterKey({ masterKeyFile: nextKeyFile(file) });
  await onStep('made');
  const postgres = await openPostgres({ config, masterKey: oldKey, log, rotating: true });
  try {
    if (config.postgresUrl !== undefined) await refuseServers(postgres.db);
    const moved = await moveAll(postgres, { oldKey, newKey, onStep });
    const oldKeyFile = `${file}.old-${keyManagementOf(oldKey).masterId.replace('file:', '')}`;
    await link(file, oldKeyFile).catch(ignoreExisting);
    await onStep('kept');
    await rename(nextKeyFile(file), file);
    await syncFolder(dirname(file));
    return { ...moved, oldKeyFile };
  } finally {
    await postgres.close();
  }
}

interface Keys {
  readonly oldKey: Buffer;
  readonly newKey: Buffer;
  readonly onStep: (step: string) => Promise<void>;
}

async function moveAll({ db, authDb }: Postgres, { oldKey, newKey, onStep }: Keys) {
  const kms = { from: keyManagementOf(oldKey), to: keyManagementOf(newKey) };
  const shops = await listAllShops(db);
  let keys = 0;
  for (const { shopId } of shops) {
    keys += await rewrapKeys(db, shopId, kms);
    await onStep('shop');
  }
  const secret = (key: Buffer) => deriveSecret(key, 'better-auth');
  const twoFactor = await resealTwoFactor(authDb, { from: secret(oldKey), to: secret(newKey) });
  await onStep('two-factor');
  await sql`update platform.installation set master_id = ${kms.to.masterId}`.execute(db);
  return { shops: shops.length, keys, twoFactor };
}

/** Servers elsewhere hold the old key in memory and would go on wrapping with it. An idle one may not be seen. */
async function refuseServers(db: Db): Promise<void> {
  const { rows } = await sql`
    select from pg_stat_activity where datname = current_database() and usename = current_user
      and pid <> pg_backend_pid()`.execute(db);
  if (rows.length > 0) throw new ProblemError(serversRunning(rows.length));
}

/** A rename that a power cut takes back would leave a key that opens nothing in its place. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path);
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

function ignoreExisting(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error;
}

const noKey = (file: string) =>
  new ProblemError(
    problem('master-key-missing', 500, {
      zh: `找不到主密钥 ${file}, 无从轮换`,
      en: `There is no master key ${file}, so there is nothing to rotate`,
    }),
  );
