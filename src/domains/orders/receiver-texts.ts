import { sql } from 'kysely';
import type { ShopKeys } from '../../platform/crypto/keyring.ts';
import { placeOf, rowIdOf } from '../../platform/crypto/reseal.ts';
import type { Tx } from '../../platform/db/postgres.ts';
import { orderSealedColumns } from './sealed-columns.ts';

interface Buyers {
  readonly keys: ShopKeys;
  readonly shopId: number;
  readonly personIds: readonly number[];
}

/** Names, phones and addresses that orders of these persons were sent to, in clear, as any source told them. */
export async function receiverTexts(tx: Tx, { keys, shopId, personIds }: Buyers): Promise<string[]> {
  const texts = new Set<string>();
  for (const column of orderSealedColumns.sealed) {
    const { rows } = await sql<{ id: string; sealed: Buffer }>`
      select ${rowIdOf(column)} as id, ${sql.ref(column.column)} as sealed from ${sql.table(column.table)}
      where shop_id = ${shopId} and ${sql.ref(column.column)} is not null and order_id in (
        select order_id from orders.orders where shop_id = ${shopId} and person_id = any(${personIds}::int[]))`.execute(
      tx,
    );
    for (const { id, sealed } of rows) {
      const receiver: object = JSON.parse(keys.open(placeOf(shopId, column, id), sealed));
      for (const text of Object.values(receiver)) if (typeof text === 'string') texts.add(text);
    }
  }
  return [...texts];
}
