import { symmetricDecrypt, symmetricEncrypt } from 'better-auth/crypto';
import { sql } from 'kysely';
import type { Secrets } from '../crypto/master-keys.ts';
import { secretConfigOf } from './sign-in-secrets.ts';
import type { AuthDb } from './tables.ts';

interface Row {
  readonly id: string;
  readonly secret: string;
  readonly backupCodes: string;
}

/**
 * Seals what better-auth sealed under another of its secrets again under the current one, in one transaction: otherwise
 * whoever uses two-factor could not come in once the other is dropped. Answers how many moved.
 */
export async function resealTwoFactor(db: AuthDb, secrets: Secrets): Promise<number> {
  const key = secretConfigOf(secrets);
  const again = async (data: string) =>
    symmetricEncrypt({ key, data: await symmetricDecrypt({ key, data }) });
  return db.transaction().execute(async (tx) => {
    const { rows } = await sql<Row>`
      select "id", "secret", "backupCodes" from auth."twoFactor" order by "id" for update`.execute(tx);
    const others = rows.filter((row) =>
      [row.secret, row.backupCodes].some((it) => !it.startsWith(`$ba$${key.currentVersion}$`)),
    );
    for (const { id, secret, backupCodes } of others)
      await sql`
        update auth."twoFactor" set "secret" = ${await again(secret)}, "backupCodes" = ${await again(backupCodes)}
        where "id" = ${id}`.execute(tx);
    return others.length;
  });
}
