import { sql } from 'kysely';
import { withShop } from '../../../platform/db/postgres.ts';
import type { Platform } from '../../../platform/platform.ts';
import { openTrait, type TraitRow } from './trait-store.ts';

/** Birthdays opened at once: a few milliseconds of decryption, then other work has its turn. */
const PIECE = 5_000;

export interface BirthdaysMeant {
  /** Of YYYY-MM-DD. */
  readonly isMeant: (birthday: string) => boolean;
  /** Only of these persons; of everybody unless told. */
  readonly of?: readonly number[] | undefined;
}

/** Persons whose birthday is one of those meant. They are opened here, in pieces, and only numbers leave. */
export async function personsWithBirthday(
  { db, keyring }: Pick<Platform, 'db' | 'keyring'>,
  shopId: number,
  { isMeant, of }: BirthdaysMeant,
): Promise<number[]> {
  const keys = await keyring.forShop(shopId);
  const found: number[] = [];
  for (let after = 0; ; ) {
    const rows = await readPiece(db, shopId, { after, of });
    for (const row of rows) {
      const told = openTrait(keys, shopId, row);
      if (typeof told === 'string' && isMeant(told)) found.push(row.person_id);
    }
    if (rows.length < PIECE) return found;
    after = rows.at(-1)!.person_id;
  }
}

interface Piece {
  readonly after: number;
  readonly of: readonly number[] | undefined;
}

const readPiece = async (db: Platform['db'], shopId: number, { after, of }: Piece): Promise<TraitRow[]> =>
  withShop(db, shopId, async (tx) => {
    const { rows } = await sql<TraitRow>`
      select person_id, name, value::text as value, value_sealed from customers.traits
      where shop_id = ${shopId} and name = 'birthday' and person_id > ${after}
        and (value is not null or value_sealed is not null)
        and (${of === undefined} or person_id = any(${of ?? []}::int[]))
      order by person_id limit ${PIECE}`.execute(tx);
    return rows;
  });
