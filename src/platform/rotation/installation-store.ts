import type { Client } from 'pg';
import { rewrapFormer, wrapFormer } from '../crypto/former-secrets.ts';
import { type KeyManagement, ownContext } from '../crypto/key-management.ts';
import type { RootKey } from '../crypto/root-key.ts';
import { askStanding, type FormerRow, type Standing, wrapLock } from '../crypto/standing.ts';
import { channel } from '../crypto/watch-standing.ts';
import { migrationLock } from '../db/migration-lock.ts';
import { appRole, authRole, changePassword, migratorRole, rolePassword } from '../db/roles.ts';

interface Roots {
  readonly from: RootKey;
  readonly to: RootKey;
}

/** Of an installation that has started, so that there is one. */
export const readRotation = async (owner: Client): Promise<Standing> => (await askStanding(owner))!;

/** Everybody may look again, at once. */
const call = (owner: Client) => owner.query(`notify ${channel}`);

/** From the commit on, whatever is wrapped is wrapped with `to`; whoever wraps just now is waited for. */
export async function announce(owner: Client, { from, to }: Roots): Promise<void> {
  const handed = await from.kms.wrap(ownContext('next'), to.secretKey);
  await inTransaction(owner, async () => {
    await owner.query(`select pg_advisory_xact_lock(${wrapLock})`);
    await owner.query(
      `update platform.installation set next_master_id = $1, next_handed = $2
       where next_master_id is distinct from $1`,
      [to.kms.masterId, handed],
    );
    await call(owner);
  });
}

/** Secrets of before the last rotation that are still good. */
export async function rewrapSecrets(owner: Client, kms: { from: KeyManagement; to: KeyManagement }) {
  const { rows } = await owner.query<FormerRow>(
    `select master_id as "masterId", purpose, wrapped, wrapped_by as "wrappedBy" from platform.former_secrets
     where wrapped_by = $1 and until > now()`,
    [kms.from.masterId],
  );
  for (const row of rows)
    await owner.query(
      `update platform.former_secrets set wrapped = $3, wrapped_by = $4 where master_id = $1 and purpose = $2`,
      [row.masterId, row.purpose, await rewrapFormer(row, kms), kms.to.masterId],
    );
}

/**
 * The new key is the installation's, and its passwords are the roles', at one moment. Under the lock of the migrations:
 * a process that starts gives the roles the passwords of the key that is the installation's then.
 * `ownMigrator`: the owner's role is ours too (an embedded server).
 */
export async function switchOver(owner: Client, { from, to }: Roots, ownMigrator: boolean): Promise<void> {
  const secrets = await wrapFormer(from, to.kms);
  const roles = [appRole, authRole, ...(ownMigrator ? [migratorRole] : [])];
  await owner.query(`select pg_advisory_lock(${migrationLock})`);
  try {
    await inTransaction(owner, async () => {
      for (const role of roles) await changePassword(owner, role, rolePassword(to.secretKey, role));
      for (const { purpose, wrapped, term } of secrets)
        await owner.query(
          `insert into platform.former_secrets (master_id, purpose, wrapped, wrapped_by, until)
           values ($1, $2, $3, $4, now() + $5::interval) on conflict do nothing`,
          [from.kms.masterId, purpose, wrapped, to.kms.masterId, term],
        );
      await owner.query(
        `update platform.installation
         set master_id = $1, next_master_id = null, next_handed = null, former_master_id = $2`,
        [to.kms.masterId, from.kms.masterId],
      );
      await call(owner);
    });
  } finally {
    await owner.query(`select pg_advisory_unlock(${migrationLock})`);
  }
}

/** The rotation is over. */
export async function finish(owner: Client): Promise<void> {
  await owner.query(
    `update platform.installation set former_master_id = null; delete from platform.former_secrets where until <= now()`,
  );
  await call(owner);
}

/** XX000: a migrator of another database of this server changed a role just now; nothing was done. */
async function inTransaction(owner: Client, work: () => Promise<void>): Promise<void> {
  for (let left = 20; ; left -= 1) {
    await owner.query('begin');
    try {
      await work();
      await owner.query('commit');
      return;
    } catch (error) {
      await owner.query('rollback').catch(() => {});
      if ((error as { code?: string }).code !== 'XX000' || left === 0) throw error;
    }
  }
}
