import { symmetricDecrypt, symmetricEncrypt } from 'better-auth/crypto';
import { sql } from 'kysely';
import type { AuthDb } from './tables.ts';

interface Row {
  readonly id: string;
  readonly secret: string;
  readonly backupCodes: string;
}

/**
 * Seals what better-auth sealed under its secret `from` again under `to`, in one transaction: otherwise whoever uses
 * two-factor could not come in after the secret changed. Rows that are under `to` already stay. Answers how many moved.
 */
export async function resealTwoFactor(
  db: AuthDb,
  { from, to }: { from: string; to: string },
): Promise<number> {
  return db.transaction().execute(async (tx) => {
    const { rows } = await sql<Row>`
      select "id", "secret", "backupCodes" from auth."twoFactor" order by "id" for update`.execute(tx);
    let moved = 0;
    for (const { id, secret, backupCodes } of rows) {
      if (await opens(to, secret)) continue;
      const again = async (data: string) =>
        symmetricEncrypt({ key: to, data: await symmetricDecrypt({ key: from, data }) });
      await sql`
        update auth."twoFactor" set "secret" = ${await again(secret)}, "backupCodes" = ${await again(backupCodes)}
        where "id" = ${id}`.execute(tx);
      moved += 1;
    }
    return moved;
  });
}

const opens = (key: string, data: string): Promise<boolean> =>
  symmetricDecrypt({ key, data }).then(
    () => true,
    () => false,
  );
