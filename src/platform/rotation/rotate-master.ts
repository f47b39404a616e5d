import type { Client } from 'pg';
import { resealTwoFactor } from '../auth/reseal-two-factor.ts';
import { listAllShops } from '../auth/shops.ts';
import { oldKeyFile } from '../crypto/master-key.ts';
import { rewrapKeys } from '../crypto/rewrap-keys.ts';
import { makeNextRoot, type RootKey } from '../crypto/root-key.ts';
import { ProblemError } from '../errors.ts';
import type { Platform } from '../platform.ts';
import { announce, finish, readRotation, rewrapSecrets, switchOver } from './installation-store.ts';
import { rotationRunning } from './problems.ts';
import { waitForAll } from './wait-for-all.ts';

export interface RotatedMaster {
  readonly shops: number;
  /** Data keys wrapped anew by this run. */
  readonly keys: number;
  readonly twoFactor: number;
  /** The master key of before: it opens backups made before. */
  readonly oldKeyFile: string;
}

export interface Rotation {
  readonly platform: Pick<Platform, 'authDb' | 'config' | 'db' | 'masterKeys' | 'openOwner' | 'secrets'>;
  readonly signal: AbortSignal;
  /** Told after each step that lasts; the test dies here. */
  readonly onStep?: (step: Step) => Promise<void>;
  /** Told before the first shop and after each: shops whose keys are wrapped anew, of how many. */
  readonly onProgress?: (done: number, total: number) => void;
}

export const rotationSteps = [
  'made',
  'announced',
  'known',
  'shop',
  'switched',
  'followed',
  'two-factor',
] as const;
export type Step = (typeof rotationSteps)[number];

/**
 * Gives the installation a new master key while every process goes on answering. The new one is laid beside the old and
 * announced; when every process knows it, what the old one wrapped is wrapped anew; then the passwords of the database
 * roles and the installation's own word change over in one transaction, each process signs with the new secrets, and the
 * old key is dropped. At every moment every process opens what either key wrapped, comes in with either's passwords and
 * takes what either signed. A run that was cut off is gone on from by the next. Problems: `master-rotation-running`,
 * `processes-not-told`.
 */
export async function rotateMaster(rotation: Rotation): Promise<RotatedMaster> {
  const owner = await rotation.platform.openOwner();
  try {
    if (!(await takeTurn(owner))) throw new ProblemError(rotationRunning);
    return await rotate({ onStep: async () => {}, onProgress: () => {}, ...rotation, owner });
  } finally {
    await owner.end();
  }
}

type Working = Required<Rotation> & { readonly owner: Client };

/** One rotation at a time ('rota' in ASCII); the lock goes with its session. */
async function takeTurn(owner: Client): Promise<boolean> {
  const { rows } = await owner.query(`select pg_try_advisory_lock(${0x726f7461}) as taken`);
  return rows[0].taken;
}

async function rotate(working: Working): Promise<RotatedMaster> {
  const { owner, platform, onStep } = working;
  const standing = await readRotation(owner);
  const moved =
    standing.formerMasterId === null
      ? await goOver(working)
      : { shops: 0, keys: 0, left: standing.formerMasterId };
  await follow(working);
  await onStep('followed');
  const twoFactor = await resealTwoFactor(platform.authDb, platform.secrets('better-auth'));
  await onStep('two-factor');
  await finish(owner);
  await platform.masterKeys.learn(await readRotation(owner));
  const { shops, keys, left } = moved;
  return { shops, keys, twoFactor, oldKeyFile: oldKeyFile(platform.config.masterKeyFile, left) };
}

/** Every process uses the key that the installation names now. */
async function follow({ owner, platform: { db }, signal }: Working): Promise<void> {
  const { masterId } = await readRotation(owner);
  await waitForAll({ db, signal, masterId, use: 'used' });
}

/** From the old key to the new, up to the moment when the old one wraps nothing and its passwords are no longer good. */
async function goOver(working: Working) {
  const { owner, platform, onStep } = working;
  const { db, masterKeys } = platform;
  const from = masterKeys.current;
  const to = await makeNext(working);
  await onStep('made');
  await announce(owner, { from, to });
  await masterKeys.learn(await readRotation(owner));
  await onStep('announced');
  await waitForAll({ db, signal: working.signal, masterId: to.kms.masterId, use: 'known' });
  await onStep('known');
  const moved = await rewrapAll(working, { from, to });
  await switchOver(owner, { from, to }, platform.config.postgresUrl === undefined);
  await masterKeys.learn(await readRotation(owner));
  await onStep('switched');
  return { ...moved, left: from.kms.masterId };
}

/** The one a run before announced, wherever it ran, or a new one. */
async function makeNext({ owner, platform: { masterKeys, config } }: Working): Promise<RootKey> {
  const standing = await readRotation(owner);
  await masterKeys.learn(standing);
  const announced = masterKeys.all.find(({ kms }) => kms.masterId === standing.nextMasterId);
  return announced ?? (await makeNextRoot(config));
}

async function rewrapAll(
  { owner, platform: { db }, onProgress, onStep, signal }: Working,
  { from, to }: { from: RootKey; to: RootKey },
) {
  // Listed only now: whoever made a shop's keys before the announcement has committed them.
  const shops = await listAllShops(db);
  let keys = 0;
  onProgress(0, shops.length);
  for (const [n, { shopId }] of shops.entries()) {
    signal.throwIfAborted();
    keys += await rewrapKeys(db, shopId, { from: from.kms, to: to.kms });
    onProgress(n + 1, shops.length);
    await onStep('shop');
  }
  await rewrapSecrets(owner, { from: from.kms, to: to.kms });
  return { shops: shops.length, keys };
}
