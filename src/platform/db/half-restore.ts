import type { Client } from 'pg';
import { ProblemError, problem } from '../errors.ts';
import { openOwner } from './open-owner.ts';

/** A table that is there from the beginning of a restore to the moment at which all its rows are. */
export const restoringMark = 'platform.restoring';

/** Its ClickHouse holds some of an archive's rows: a shop made now would find another's under its number. */
export async function refuseHalfRestore(migratorUrl: string): Promise<void> {
  const owner = await openOwner(migratorUrl);
  try {
    if (await isRestoring(owner)) throw new ProblemError(halfRestored);
  } finally {
    await owner.end();
  }
}

export async function isRestoring(owner: Client): Promise<boolean> {
  const { rows } = await owner.query(`select to_regclass('${restoringMark}') is not null as yes`);
  return rows[0].yes;
}

const halfRestored = problem('restore-unfinished', 500, {
  zh: '这里的恢复没有完成。请再次运行：shuke restore FILE，它会从头重做。',
  en: 'A restore was cut off here. Run again: shuke restore FILE; it begins anew.',
});
