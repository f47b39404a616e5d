import { sql } from 'kysely';
import type { IdentityKind } from '../../../contract/records.ts';
import type { Tx } from '../../../platform/db/postgres.ts';

export const quarantineStates = ['open', 'kept', 'all'] as const;

/** open: nobody looked at it yet; kept: staff did, and left it so. */
export type QuarantineState = (typeof quarantineStates)[number];

/** An identity that joins nobody, sealed. */
export interface QuarantinedRow {
  readonly person_id: number;
  readonly channel: string;
  readonly kind: IdentityKind;
  readonly value_sealed: Buffer;
  readonly quarantined_at: Date;
  readonly quarantined_by: string;
  readonly kept_at: Date | null;
  readonly kept_by: string | null;
  /** Persons it was named together with. */
  readonly named_with: number;
}

export interface QuarantinePage {
  readonly state: QuarantineState;
  /** Person of the last row of the page before. */
  readonly after?: number | undefined;
  readonly limit: number;
}

/** Quarantined identities by person; one of them with `only`. */
export async function readQuarantined(
  tx: Tx,
  shopId: number,
  { state, after = 0, limit, only }: QuarantinePage & { only?: number },
): Promise<QuarantinedRow[]> {
  const { rows } = await sql<QuarantinedRow>`
    select i.person_id, i.channel, i.kind, i.value_sealed, i.quarantined_at, i.quarantined_by,
      i.quarantine_kept_at as kept_at, i.quarantine_kept_by as kept_by,
      (select count(*)::int from (
        select s.person_b from customers.said_joins s where s.shop_id = i.shop_id and s.person_a = i.person_id
        union select s.person_a from customers.said_joins s where s.shop_id = i.shop_id and s.person_b = i.person_id
      ) others) as named_with
    from customers.identities i
    where i.shop_id = ${shopId} and i.quarantined_at is not null and i.person_id > ${after}
      and (${only ?? null}::int is null or i.person_id = ${only ?? null}::int)
      and (${state} = 'all' or (${state} = 'kept') = (i.quarantine_kept_at is not null))
    order by i.person_id limit ${limit}`.execute(tx);
  return rows;
}

/** Persons a value was named together with while it joined nobody, one for each customer: its smallest. */
export async function readNamedWith(
  tx: Tx,
  shopId: number,
  { personId, most }: { personId: number; most: number },
): Promise<{ personId: number; customerId: number }[]> {
  const { rows } = await sql<{ personId: number; customerId: number }>`
    select min(p.person_id) as "personId", p.customer_id as "customerId"
    from (
      select person_b as person_id from customers.said_joins where shop_id = ${shopId} and person_a = ${personId}
      union select person_a from customers.said_joins where shop_id = ${shopId} and person_b = ${personId}) s
    join customers.persons p on p.shop_id = ${shopId} and p.person_id = s.person_id
    where p.customer_id <> (
      select customer_id from customers.persons where shop_id = ${shopId} and person_id = ${personId})
    group by p.customer_id order by p.customer_id limit ${most}`.execute(tx);
  return rows;
}

/** Lets a value out; false where it was not quarantined (any more). */
export async function clearQuarantine(tx: Tx, shopId: number, personId: number): Promise<boolean> {
  const { rows } = await sql`
    update customers.identities set quarantined_at = null, quarantined_by = null, quarantine_kept_at = null,
      quarantine_kept_by = null
    where shop_id = ${shopId} and person_id = ${personId} and quarantined_at is not null
    returning person_id`.execute(tx);
  return rows.length > 0;
}

/** Notes that staff looked at a value and left it so; false where it is not quarantined. */
export async function noteKept(
  tx: Tx,
  shopId: number,
  { personId, by, at }: { personId: number; by: string; at: Date },
): Promise<boolean> {
  const { rows } = await sql`
    update customers.identities set quarantine_kept_at = ${at}, quarantine_kept_by = ${by}
    where shop_id = ${shopId} and person_id = ${personId} and quarantined_at is not null
    returning person_id`.execute(tx);
  return rows.length > 0;
}

/**
 * Quarantines values again that were let out by hand and none of whose joins of then stands any more: a release that
 * was undone. Under `lockGraph`, after the edges were withdrawn.
 */
export async function quarantineAgain(
  tx: Tx,
  shopId: number,
  { persons, by }: { persons: readonly number[]; by: string },
): Promise<void> {
  if (persons.length === 0) return;
  await sql`
    update customers.identities i set quarantined_at = now(), quarantined_by = ${by}
    where i.shop_id = ${shopId} and i.person_id = any(${persons}::int[]) and i.quarantined_at is null
      and not exists (
        select from customers.edges e
        where e.shop_id = i.shop_id and e.kind = 'join' and e.withdrawn_at is null
          and (e.person_a = i.person_id or e.person_b = i.person_id)
          and e.evidence ->> 'released' = i.person_id::text)`.execute(tx);
}
