import { sql } from 'kysely';
import type { ShopKeys } from '../../platform/crypto/keyring.ts';
import type { Tx } from '../../platform/db/postgres.ts';
import { owe } from '../../platform/mirror/index.ts';
import { raiseGeneration } from './identity/generations.ts';
import { lockGraph } from './identity/graph-store.ts';
import { dropUnfoundedProposals } from './identity/proposal-store.ts';
import { replayWithout } from './identity/replay-joins.ts';
import { forgetSightings } from './identity/sighting-store.ts';
import { proposeAround } from './identity/weak-evidence.ts';
import { noteMinors } from './profiles/note-minors.ts';
import { markMirrored } from './profiles/store-profiles.ts';
import { oweGoingTies } from './profiles/tie-store.ts';
import { traitColumns } from './profiles/trait-store.ts';
import { passOn, tagFact, tieFact, weakFact } from './said-again.ts';
import { forgetFormer } from './tags/former-tags.ts';

export interface UndoneImport {
  /** Persons that existed by this import only and are gone. */
  readonly personsDeleted: number;
  readonly changedPersons: number[];
}

/** Of some persons, those that rows of other domains point at (orders, refunds, events of other imports). */
export type StillUsed = (personIds: readonly number[]) => Promise<ReadonlySet<number>>;

interface Undoing {
  readonly keys: ShopKeys;
  /** What today is, for who is under 14; the machine's clock unless told. */
  readonly now?: Date;
  readonly shopId: number;
  readonly importId: number;
  readonly stillUsed: StillUsed;
}

/**
 * Takes back what an import told, as if it never had: joins (what others said of the same persons is played again),
 * traits (the newest other value stands again), tags, ties, weak evidence and proposals, unless another source said
 * them too, and persons nobody else saw. What staff did stays. One thing is not brought back: a row goes to the first
 * of its identities that is not quarantined when it comes. Call it after orders and events of the import are undone;
 * `stillUsed` answers for other domains.
 */
export async function undoImport(tx: Tx, undoing: Undoing): Promise<UndoneImport> {
  const { keys, shopId, importId } = undoing;
  await lockGraph(tx, shopId);
  await raiseGeneration(tx, shopId);
  const born = await bornByImport(tx, shopId, importId);
  const restored = await restoreTraits(tx, shopId, importId);
  await forgetFormer(tx, shopId, importId);
  const tagged = await passOn(tx, tagFact, undoing);
  await oweGoingTies(tx, shopId, { importId });
  await passOn(tx, tieFact, undoing);
  const weak = await passOn(tx, weakFact, undoing);
  const relabelled = await replayWithout(tx, shopId, importId);
  await dropUnfoundedProposals(tx, shopId);
  await proposeAround(tx, shopId, [...new Set([...weak, ...relabelled])]);
  const seen = await forgetSightings(tx, shopId, importId);
  const gone = await deletePersons(tx, { ...undoing, seen });
  const kept = [...restored, ...tagged, ...relabelled, ...seen].filter((it) => !gone.has(it));
  await noteMinors(tx, {
    keys,
    shopId,
    personIds: born.filter((it) => !gone.has(it)),
    now: undoing.now ?? new Date(),
  });
  await markMirrored(tx, shopId, kept);
  await owe(tx, shopId, 'persons', gone);
  await owe(tx, shopId, 'overrides', gone);
  return { personsDeleted: gone.size, changedPersons: [...new Set(kept)] };
}

/** How many persons came by an import, and were not there before. */
export async function personsByImport(
  tx: Tx,
  { shopId, importId }: { shopId: number; importId: number },
): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::integer as n from customers.persons where shop_id = ${shopId} and import_id = ${importId}`.execute(
    tx,
  );
  return rows[0]!.n;
}

/** Persons whose birthday stands by this import: afterwards another may, or none. */
async function bornByImport(tx: Tx, shopId: number, importId: number): Promise<number[]> {
  const { rows } = await sql<{ person_id: number }>`
    select person_id from customers.traits
    where shop_id = ${shopId} and import_id = ${importId} and name = 'birthday'`.execute(tx);
  return rows.map((row) => row.person_id);
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

/** Persons it saw and nobody else, with nothing left to their name: no trait, tag, tie, edge, order or event. */
async function deletePersons(
  tx: Tx,
  { shopId, seen, stillUsed }: Undoing & { readonly seen: readonly number[] },
): Promise<Set<number>> {
  const { rows } = await sql<{ person_id: number }>`
    select p.person_id from customers.persons p
    where p.shop_id = ${shopId} and p.person_id = any(${seen}::int[]) and p.live_first_seen_at is null
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
  for (const table of ['merge_proposals', 'said_joins', 'edges']) {
    await sql`delete from ${sql.table(`customers.${table}`)} where shop_id = ${shopId}
      and (person_a = any(${persons}::int[]) or person_b = any(${persons}::int[]))`.execute(tx);
  }
  for (const table of [
    'tag_run_persons',
    'former_tags',
    'trait_history',
    'weak_evidence',
    'said_again',
    'sightings',
    'identities',
    'persons',
  ]) {
    await sql`delete from ${sql.table(`customers.${table}`)}
      where shop_id = ${shopId} and person_id = any(${persons}::int[])`.execute(tx);
  }
}
