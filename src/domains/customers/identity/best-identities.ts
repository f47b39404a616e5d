import { sql } from 'kysely';
import type { IdentityKind } from '../../../contract/records.ts';
import type { ShopKeys } from '../../../platform/crypto/keyring.ts';
import type { Tx } from '../../../platform/db/postgres.ts';
import { prepared } from '../../../platform/db/prepared.ts';
import { identityPlace } from './identity-store.ts';

/** What somebody at a counter would call a customer by comes first; what only machines know comes last. */
const byUse: readonly IdentityKind[] = [
  ...(['phone', 'e-mail', 'member-card', 'customer-number', 'member-name', 'open-uid', 'union-id'] as const),
  ...(['open-id', 'open-address', 'user-id', 'pos-number', 'device', 'anonymous-id'] as const),
];

/** In clear: never leaves without `present.ts`. */
export interface BestIdentity {
  readonly channel: string;
  readonly kind: IdentityKind;
  readonly value: string;
}

interface Row {
  readonly customer_id: number;
  readonly person_id: number;
  readonly channel: string;
  readonly kind: IdentityKind;
  readonly value_sealed: Buffer;
}

/**
 * The identity that says most of each customer; one that many share (quarantined) only where there is no other. By
 * customer; one statement, and one value opened a customer.
 */
export async function readBestIdentities(
  tx: Tx,
  { keys, shopId, customerIds }: { keys: ShopKeys; shopId: number; customerIds: readonly number[] },
): Promise<Map<number, BestIdentity>> {
  const { rows } = await sql<Row>`${prepared}
    select distinct on (p.customer_id) p.customer_id, i.person_id, i.channel, i.kind, i.value_sealed
    from customers.persons p
    join customers.identities i on i.shop_id = p.shop_id and i.person_id = p.person_id
    where p.shop_id = ${shopId} and p.customer_id = any(${customerIds}::int[])
    order by p.customer_id, i.quarantined_at is not null, array_position(${byUse}::text[], i.kind), i.person_id`.execute(
    tx,
  );
  return new Map(
    rows.map(({ customer_id, person_id, channel, kind, value_sealed }) => [
      customer_id,
      { channel, kind, value: keys.open(identityPlace(shopId, person_id), value_sealed) },
    ]),
  );
}
