import { type RawBuilder, sql } from 'kysely';
import type { TraitClass } from '../../contract/dictionary.ts';
import type { RetentionSubjectCode } from '../../contract/retention.ts';
import { type Tx, withShop } from '../../platform/db/postgres.ts';
import { countRows, dropInPieces, type Retaining, type RetentionHandler } from '../compliance/index.ts';
import { readDictionary } from './dictionary/dictionary.ts';

/** A subject that is some rows of one table, each with a moment. */
interface Rows {
  readonly subject: RetentionSubjectCode;
  /** What stands behind FROM: rows that have had their time. */
  readonly due: (shopId: number, before: Date) => RawBuilder<unknown>;
  readonly at: RawBuilder<unknown>;
  readonly drop: (tx: Tx, what: { shopId: number; before: Date; limit: number }) => Promise<number>;
}

const retaining = ({ subject, due, at, drop }: Rows): RetentionHandler => ({
  subject,
  preview: (what) => countRows(what, at, due(what.shop.shopId, what.before)),
  drop: (what) =>
    dropInPieces(what, (tx, limit) => drop(tx, { shopId: what.shop.shopId, before: what.before, limit })),
});

const formerDue = (shopId: number, before: Date) => sql`customers.trait_history h
  where h.shop_id = ${shopId} and h.at < ${before} and h.value_sealed is not null`;

const formerValues = retaining({
  subject: 'former-values',
  due: formerDue,
  at: sql`h.at`,
  drop: async (tx, { shopId, before, limit }) => {
    const { rows } = await sql`
      delete from customers.trait_history where shop_id = ${shopId} and history_id in (
        select h.history_id from ${formerDue(shopId, before)} order by h.history_id limit ${limit})
      returning history_id`.execute(tx);
    return rows.length;
  },
});

const notesDue = (shopId: number, before: Date) => sql`customers.notes n
  where n.shop_id = ${shopId} and n.written_at < ${before}`;

const notes = retaining({
  subject: 'notes',
  due: notesDue,
  at: sql`n.written_at`,
  drop: async (tx, { shopId, before, limit }) => {
    const { rows } = await sql`
      delete from customers.notes where shop_id = ${shopId} and note_id in (
        select n.note_id from ${notesDue(shopId, before)} order by n.note_id limit ${limit})
      returning note_id`.execute(tx);
    return rows.length;
  },
});

const tagsDue = (shopId: number, before: Date) => sql`customers.former_tags f
  where f.shop_id = ${shopId} and f.ended_at < ${before}`;

const formerTags = retaining({
  subject: 'former-tags',
  due: tagsDue,
  at: sql`f.ended_at`,
  drop: async (tx, { shopId, before, limit }) => {
    const { rows } = await sql`
      delete from customers.former_tags where shop_id = ${shopId} and former_id in (
        select f.former_id from ${tagsDue(shopId, before)} order by f.former_id limit ${limit})
      returning former_id`.execute(tx);
    return rows.length;
  },
});

/** Persons alone decide, not their customer: what one identity told is kept for as long as that identity is seen. */
const goneDue = (shopId: number, before: Date, names: readonly string[]) => sql`
  customers.persons p join customers.traits t on t.shop_id = p.shop_id and t.person_id = p.person_id
  where p.shop_id = ${shopId} and p.last_seen_at < ${before} and t.name = any(${names}::text[])`;

/** Sealed traits of one class, of people no longer seen, with their former values. */
function traitsOf(subject: RetentionSubjectCode, traitClass: TraitClass): RetentionHandler {
  const namesOf = async ({ platform, shop }: Omit<Retaining, 'runId'>) => {
    const { traits } = await withShop(platform.db, shop.shopId, (tx) => readDictionary(tx, shop.shopId));
    return traits.filter((it) => it.class === traitClass).map((it) => it.name);
  };
  return {
    subject,
    preview: async (what) =>
      countRows(what, sql`p.last_seen_at`, goneDue(what.shop.shopId, what.before, await namesOf(what))),
    drop: async (what) => {
      const names = await namesOf(what);
      return dropInPieces(what, (tx, limit) => dropTraits(tx, { ...what, names, limit }));
    },
  };
}

type Dropping = Pick<Retaining, 'shop' | 'before'> & {
  readonly names: readonly string[];
  readonly limit: number;
};

/** The former values go in the same transaction: an undo would bring them back. */
async function dropTraits(tx: Tx, { shop: { shopId }, before, names, limit }: Dropping): Promise<number> {
  const { rows } = await sql<{ person_id: number; name: string }>`
    delete from customers.traits t using (
      select p.person_id, t.name from ${goneDue(shopId, before, names)} order by p.person_id, t.name limit ${limit}) due
    where t.shop_id = ${shopId} and t.person_id = due.person_id and t.name = due.name
    returning t.person_id, t.name`.execute(tx);
  await sql`
    delete from customers.trait_history h using json_to_recordset(${JSON.stringify(rows)}::json)
      as gone(person_id int, name text)
    where h.shop_id = ${shopId} and h.person_id = gone.person_id and h.name = gone.name`.execute(tx);
  return rows.length;
}

/** What retention does to what is known of people. */
export const customerRetention: readonly RetentionHandler[] = [
  formerValues,
  traitsOf('personal-traits', 'personal'),
  traitsOf('sensitive-traits', 'sensitive'),
  notes,
  formerTags,
];
