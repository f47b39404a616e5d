import { sql } from 'kysely';
import { type Tx, withShop } from '../../platform/db/postgres.ts';
import { owe } from '../../platform/mirror/index.ts';
import type { Erasing, Holding, PersonalData, Showing } from '../compliance/index.ts';
import { raiseGeneration } from './identity/generations.ts';
import { lockGraph } from './identity/graph-store.ts';
import { readIdentities } from './identity/read-identities.ts';
import { leaveTombstones } from './identity/tombstones.ts';
import { readNotes } from './profiles/note-store.ts';
import { oweGoingTies } from './profiles/tie-store.ts';
import { openTrait, type TraitRow } from './profiles/trait-store.ts';

const label = {
  identities: { zh: '身份标识', en: 'identities' },
  traits: { zh: '属性', en: 'traits' },
  trait_history: { zh: '属性变更记录', en: 'history of traits' },
  notes: { zh: '备注', en: 'notes' },
  tags: { zh: '标签', en: 'tags' },
  former_tags: { zh: '已移除的标签', en: 'tags of the past' },
  ties: { zh: '社交关系', en: 'ties' },
  weak_evidence: { zh: '弱合并依据', en: 'weak evidence' },
} as const;

const countIn = async ({ tx, shopId, personIds }: Showing, table: keyof typeof label): Promise<Holding> => {
  const { rows } = await sql<{ count: number }>`
    select count(*) from ${sql.table(`customers.${table}`)}
    where shop_id = ${shopId} and person_id = any(${personIds}::int[])`.execute(tx);
  return { what: table, label: label[table], count: rows[0]!.count };
};

/** How somebody is recognised. Goes first, so that nothing more is told of them while the rest goes. */
export const identityData: PersonalData = {
  name: 'identities',
  holdings: async (it) => [await countIn(it, 'identities')],
  async show({ tx, keys, shopId, customerId }) {
    const identities = await readIdentities(tx, { keys, shopId, customerId });
    return {
      identities: identities.map(({ channel, kind, value, firstSeenAt }) => ({
        channel,
        kind,
        value,
        first_seen_at: firstSeenAt,
      })),
    };
  },
  async erase({ platform, keys, shopId, personIds, erasedAt }) {
    await withShop(platform.db, shopId, async (tx) => {
      await keys.fence(tx);
      await lockGraph(tx, shopId);
      await raiseGeneration(tx, shopId);
      await leaveTombstones(tx, { keys, shopId, personIds, erasedAt });
      await deleteOf(tx, { shopId, personIds }, ['identities']);
    });
  },
};

/** What is known of them. Goes last: other rows point at persons. */
export const customerData: PersonalData = { name: 'customers', holdings, show, erase, takesPersons: true };

async function holdings(it: Showing): Promise<Holding[]> {
  const found: Holding[] = [];
  for (const table of [
    'traits',
    'trait_history',
    'notes',
    'tags',
    'former_tags',
    'ties',
    'weak_evidence',
  ] as const)
    found.push(await countIn(it, table));
  return found;
}

async function show(it: Showing): Promise<Record<string, unknown>> {
  const { tx, keys, shopId, personIds, customerId } = it;
  const rowsOf = async <Row>(table: string, columns: string) => {
    const { rows } = await sql<Row>`select ${sql.raw(columns)} from ${sql.table(`customers.${table}`)}
      where shop_id = ${shopId} and person_id = any(${personIds}::int[]) order by person_id`.execute(tx);
    return rows;
  };
  const traitColumns = 'person_id, name, value::text as value, value_sealed, source, at';
  const opened = (rows: TraitRow[]) =>
    rows.map((row) => ({
      name: row.name,
      value: openTrait(keys, shopId, row),
      source: row.source,
      at: row.at,
    }));
  const notes = await readNotes(tx, { keys, shopId, customerId });
  return {
    persons: await rowsOf('persons', 'person_id, first_seen_at, last_seen_at, first_touch'),
    traits: opened(await rowsOf<TraitRow>('traits', traitColumns)),
    trait_history: opened(await rowsOf<TraitRow>('trait_history', traitColumns)),
    tags: await rowsOf('tags', 'tag, source, added_at, expires_at'),
    former_tags: await rowsOf('former_tags', 'tag, source, added_at, ended_at'),
    ties: await rowsOf('ties', 'kind, tie_no, role, seen_at'),
    notes: notes.ok ? notes.value : [],
  };
}

interface Gone {
  readonly shopId: number;
  readonly personIds: readonly number[];
}

async function deleteOf(tx: Tx, { shopId, personIds }: Gone, tables: readonly string[]): Promise<void> {
  for (const table of tables)
    await sql`delete from ${sql.table(`customers.${table}`)}
      where shop_id = ${shopId} and person_id = any(${personIds}::int[])`.execute(tx);
}

const held = [
  'tag_run_persons',
  'said_again',
  'weak_evidence',
  'trait_history',
  'traits',
  'tags',
  'former_tags',
  'ties',
  'notes',
  'sightings',
];

async function erase({ platform, shopId, personIds }: Erasing): Promise<void> {
  await withShop(platform.db, shopId, async (tx) => {
    await lockGraph(tx, shopId);
    for (const table of ['merge_proposals', 'said_joins', 'edges'])
      await sql`delete from ${sql.table(`customers.${table}`)} where shop_id = ${shopId}
        and (person_a = any(${personIds}::int[]) or person_b = any(${personIds}::int[]))`.execute(tx);
    await oweGoingTies(tx, shopId, { personIds });
    await deleteOf(tx, { shopId, personIds }, [...held, 'identities', 'persons']);
    await owe(tx, shopId, 'persons', personIds);
    await owe(tx, shopId, 'overrides', personIds);
  });
  await platform.mirror.payOff(shopId);
  for (const table of ['persons', 'override_rows', 'ties'])
    await platform.clickhouse.command(
      `ALTER TABLE {{local ${table}}} DELETE
        WHERE shop_id = {shop:UInt32} AND person_id IN {persons:Array(UInt32)} SETTINGS mutations_sync = 2`,
      { shop: shopId, persons: personIds },
    );
}
