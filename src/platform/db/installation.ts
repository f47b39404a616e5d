import type pg from 'pg';
import { ProblemError, problem } from '../errors.ts';

/** The name of the installation's master key; undefined in a database that is new. */
export async function readMasterId(client: pg.Client): Promise<string | undefined> {
  const there = await client.query(`select to_regclass('platform.installation') is not null as made`);
  if (!there.rows[0].made) return undefined;
  const { rows } = await client.query<{ master_id: string }>('select master_id from platform.installation');
  return rows[0]?.master_id;
}

/**
 * Refuses a process whose master key is not the installation's, before it gives the database roles passwords of its own
 * and so shuts every other process out. Problem `master-key-other`.
 */
export async function refuseOtherKey(client: pg.Client, masterId: string): Promise<void> {
  const there = await readMasterId(client);
  if (there !== undefined && there !== masterId) throw otherKey();
}

/** The first process notes its key; data keys that another key wraps (an older installation's) refuse it. */
export async function noteKey(client: pg.Client, masterId: string): Promise<void> {
  await client.query(
    `insert into platform.installation (master_id)
     select $1 where not exists (select from platform.data_keys where master_id <> $1) on conflict do nothing`,
    [masterId],
  );
  const { rows } = await client.query<{ master_id: string }>('select master_id from platform.installation');
  if (rows[0]?.master_id !== masterId) throw otherKey();
}

/** The database's key is not to be found here. */
export const otherKey = () =>
  new ProblemError(
    problem('master-key-other', 500, {
      zh: '这里的主密钥不是该数据库所用的那一把，打不开其中的数据密钥。请把其他进程的主密钥文件放到本机，并用 SHUKE_MASTER_KEY_FILE 指定。数据库未作任何更改。',
      en: "The master key here is not this database's: it opens none of its data keys. Copy the key file of the other processes to this machine and name it in SHUKE_MASTER_KEY_FILE. Nothing in the database was changed.",
    }),
  );
