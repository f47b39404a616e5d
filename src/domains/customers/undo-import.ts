import { sql } from 'kysely';
import type { Tx } from '../../platform/db/postgres.ts';
import { owe } from '../../platform/mirror/index.ts';
import { lockGraph } from './identity/graph-store.ts';
import { relabelAround } from './identity/relabel.ts';
import { forgetSightings } from './identity/sighting-store.ts';
import { markMirrored } from './profiles/store-profiles.ts';
import { traitColumns } from './profiles/trait-store.ts';

export interface UndoneImport {
  /** Persons that existed by this import only and are gone. */
  readonly personsDeleted: number;
  readonly changedPersons: number[];
}

/** Of some persons, those that rows of other domains point at (orders, refunds, events of other imports). */
export type StillUsed = (personIds: readonly number[]) => Promise<ReadonlySet<number>>;

interface Undoing {
  readonly shopId: number;
  readonly importId: number;
  readonly stillUsed: StillUsed;
}

/**
 * Takes back what an import told: edges (customers fall apart again), traits (the newest other value stands again),
 * tags, ties, weak evidence, and persons nobody else knows. Call it after orders and events of the import are undone;
 * `stillUsed` answers for other domains.
 */
export async function undoImport(tx: Tx, undoing: Undoing): Promise<UndoneImport> {
  const { shopId, importId } = undoing;
  await lockGraph(tx, shopId);
  const apart = await withdrawJoins(tx, shopId, importId);
  const restored = await restoreTraits(tx, shopId, importId);
  for (const table of ['tags', 'ties', 'weak_evidence']) {
    await sql`delete from ${sql.table(`customers.${table}`)}
      where shop_id = ${shopId} and import_id = ${importId}`.execute(tx);
  }
  const relabelled = await relabelAround(tx, shopId, apart);
  const seen = await forgetSightings(tx, shopId, importId);
  const gone = await deletePersons(tx, undoing);
  const kept = [...restored, ...relabelled, ...seen].filter((it) => !gone.has(it));
  await markMirrored(tx, shopId, kept);
  await owe(tx, shopId, 'persons', gone);
  await owe(tx, shopId, 'overrides', gone);
  return { personsDeleted: gone.size, changedPersons: [...new Set(kept)] };
}

/** Its joins end, and identities it brought to quarantine join again as before. Answers the persons concerned. */
async function withdrawJoins(tx: Tx, shopId: number, importId: number): Promise<number[]> {
  const by = `import:${importId}`;
  const { rows } = await sql<{ person_a: number; person_b: number }>`
    with mine as (
      update customers.edges set withdrawn_at = now(), withdrawn_by = ${by}, withdrawn_reason = 'import-undone'
      where shop_id = ${shopId} and import_id = ${importId} and withdrawn_at is null
      returning person_a, person_b),
    freed as (
      update customers.identities set quarantined_at = null, quarantined_by = null
      where shop_id = ${shopId} and quarantined_by = ${by} returning person_id),
    again as (
      update customers.edges e set withdrawn_at = null, withdrawn_by = null, withdrawn_reason = null
      where e.shop_id = ${shopId} and e.withdrawn_reason = 'quarantine' and e.withdrawn_by = ${by}
        and e.import_id is distinct from ${importId}
        and not exists (select from customers.edges o where o.shop_id = e.shop_id and o.kind = e.kind
          and o.person_a = e.person_a and o.person_b = e.person_b and o.withdrawn_at is null)
      returning e.person_a, e.person_b)
    select person_a, person_b from mine union all select person_a, person_b from again
    union all select person_id, person_id from freed`.execute(tx);
  return rows.flatMap((row) => [row.person_a, row.person_b]);
}

/** Values it set give way to the newest of the history; values it only added to the history go. */
async function restoreTraits(tx: Tx, shopId: number, importId: number): Promise<number[]> {
  await sql`delete from customers.trait_history
    where shop_id = ${shopId} and import_id = ${importId}`.execute(tx);
  const { rows } = await sql<{ person_id: number; name: string }>`
    delete from customers.traits where shop_id = ${shopId} and import_id = ${importId}
    returning person_id, name`.execute(tx);
  const gone = JSON.stringify(rows);
  await sql`
    with back as (
      select distinct on (h.person_id, h.name) h.history_id
      from json_to_recordset(${gone}::json) as r(person_id int, name text)
      join customers.trait_history h on h.shop_id = ${shopId} and h.person_id = r.person_id and h.name = r.name
      order by h.person_id, h.name, h.at desc, h.history_id desc),
    taken as (
      delete from customers.trait_history where shop_id = ${shopId} and history_id in (select history_id from back)
      returning ${traitColumns})
    insert into customers.traits (${traitColumns}) select ${traitColumns} from taken`.execute(tx);
  return [...new Set(rows.map((row) => row.person_id))];
}

/** Persons it made that nobody else saw, with nothing left to their name: no trait, tag, tie, edge, order or event. */
async function deletePersons(tx: Tx, { shopId, importId, stillUsed }: Undoing): Promise<Set<number>> {
  const { rows } = await sql<{ person_id: number }>`
    select p.person_id from customers.persons p
    where p.shop_id = ${shopId} and p.import_id = ${importId} and p.live_first_seen_at is null
      and not exists (select from customers.sightings s where s.shop_id = p.shop_id and s.person_id = p.person_id)
      and not exists (select from customers.traits t where t.shop_id = p.shop_id and t.person_id = p.person_id)
      and not exists (select from customers.tags t where t.shop_id = p.shop_id and t.person_id = p.person_id)
      and not exists (select from customers.notes t where t.shop_id = p.shop_id and t.person_id = p.person_id)
      and not exists (select from customers.ties t where t.shop_id = p.shop_id and t.person_id = p.person_id)
      and not exists (select from customers.edges e where e.shop_id = p.shop_id and e.withdrawn_at is null
        and p.person_id in (e.person_a, e.person_b))`.execute(tx);
  const candidates = rows.map((row) => row.person_id);
  const used = await stillUsed(candidates);
  const gone = candidates.filter((it) => !used.has(it));
  await deleteRowsOf(tx, shopId, gone);
  return new Set(gone);
}

async function deleteRowsOf(tx: Tx, shopId: number, persons: readonly number[]): Promise<void> {
  for (const table of ['merge_proposals', 'edges']) {
    await sql`delete from ${sql.table(`customers.${table}`)} where shop_id = ${shopId}
      and (person_a = any(${persons}::int[]) or person_b = any(${persons}::int[]))`.execute(tx);
  }
  for (const table of ['trait_history', 'weak_evidence', 'sightings', 'identities', 'persons']) {
    await sql`delete from ${sql.table(`customers.${table}`)}
      where shop_id = ${shopId} and person_id = any(${persons}::int[])`.execute(tx);
  }
}
