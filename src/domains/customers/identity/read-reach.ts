import { sql } from 'kysely';
import type { IdentityKind } from '../../../contract/records.ts';
import type { ShopKeys } from '../../../platform/crypto/keyring.ts';
import type { Tx } from '../../../platform/db/postgres.ts';
import { readCards } from '../profiles/read-cards.ts';
import { shareGraph } from './graph-store.ts';
import { findIdentities, identityPlace, withIndex } from './identity-store.ts';
import { normalizeIdentity } from './normalize-identity.ts';

/** What a sender needs of one customer. In clear: for the carrier alone, never for a log or a page. */
export interface Reach {
  readonly customerId: number;
  /** Every person of the customer, who stay its persons until `tx` ends. */
  readonly personIds: readonly number[];
  /** As told; absent where unknown. */
  readonly name: string | undefined;
  /** As told, such as zh-CN; absent where unknown. */
  readonly language: string | undefined;
  /** Newest first; those that many share (quarantined) are left out. */
  readonly addresses: readonly { readonly channel: string; readonly value: string }[];
}

export interface Reaching {
  readonly keys: ShopKeys;
  readonly shopId: number;
  readonly personId: number;
  readonly kinds: readonly IdentityKind[];
  readonly now: Date;
}

/**
 * How the customer of a person can be reached, with identities of these kinds; undefined where the person is gone. Holds
 * merges off until the transaction ends, so that who was asked about is who is reached.
 */
export async function readReach(tx: Tx, reaching: Reaching): Promise<Reach | undefined> {
  const { keys, shopId, personId, kinds, now } = reaching;
  await shareGraph(tx, shopId);
  const { rows } = await sql<{ customer_id: number }>`
    select customer_id from customers.persons where shop_id = ${shopId} and person_id = ${personId}`.execute(
    tx,
  );
  if (rows[0] === undefined) return undefined;
  const customerId = rows[0].customer_id;
  const names = ['name', 'language', ...kinds];
  const [card] = await readCards(tx, { keys, shopId, customerIds: [customerId], names, now });
  const told = new Map(card!.traits.map((it) => [it.name, String(it.value)]));
  return {
    ...{ customerId, personIds: card!.personIds },
    ...{ name: told.get('name'), language: told.get('language') },
    addresses: [
      ...(await readAddresses(tx, { ...reaching, customerId })),
      ...(await readTold(tx, reaching, told)),
    ].filter(({ value }, n, all) => all.findIndex((it) => it.value === value) === n),
  };
}

/**
 * A phone or an e-mail address may be known as a trait alone: then it is the address; beside identities it is the last. One
 * that is quarantined as an identity, of whomever, is somebody else's as likely.
 */
async function readTold(
  tx: Tx,
  { keys, shopId, kinds }: Reaching,
  told: ReadonlyMap<string, string>,
): Promise<Reach['addresses']> {
  const usable = kinds.flatMap((kind, n) => {
    const it = normalizeIdentity({ channel: '', kind, value: told.get(kind) ?? '' });
    return 'identity' in it ? [{ ...it.identity, n }] : [];
  });
  if (usable.length === 0) return [];
  await keys.fence(tx);
  const identities = withIndex(keys, usable);
  const found = await findIdentities(tx, { keys, shopId, identities });
  const quarantined = new Set(found.filter((it) => it.quarantined).map(({ n }) => n));
  return usable.filter(({ n }) => !quarantined.has(n)).map(({ value }) => ({ channel: 'any', value }));
}

interface Row {
  readonly person_id: number;
  readonly channel: string;
  readonly value_sealed: Buffer;
}

async function readAddresses(
  tx: Tx,
  { keys, shopId, customerId, kinds }: Reaching & { readonly customerId: number },
): Promise<Reach['addresses']> {
  if (kinds.length === 0) return [];
  const { rows } = await sql<Row>`
    select i.person_id, i.channel, i.value_sealed
    from customers.identities i
    join customers.persons p on p.shop_id = i.shop_id and p.person_id = i.person_id
    where i.shop_id = ${shopId} and p.customer_id = ${customerId} and i.kind = any(${kinds}::text[])
      and i.quarantined_at is null
    order by p.last_seen_at desc, i.person_id desc limit 20`.execute(tx);
  return rows.map(({ person_id, channel, value_sealed }) => ({
    ...{ channel, value: keys.open(identityPlace(shopId, person_id), value_sealed) },
  }));
}
