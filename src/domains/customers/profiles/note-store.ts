import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { ShopKeys } from '../../../platform/crypto/keyring.ts';
import type { Tx } from '../../../platform/db/postgres.ts';

/** Notes are free text of staff and may name people, so they are sealed; the row id is the note's. */
const notePlace = (shopId: number, noteId: string) => ({
  shopId,
  table: 'customers.notes',
  column: 'body_sealed',
  rowId: noteId,
});

export interface Note {
  readonly noteId: string;
  readonly body: string;
  readonly writtenBy: string;
  readonly writtenAt: string;
}

export interface NewNote {
  readonly keys: ShopKeys;
  readonly shopId: number;
  readonly personId: number;
  readonly body: string;
  readonly by: string;
  readonly now: Date;
}

export async function insertNote(tx: Tx, note: NewNote): Promise<Note> {
  const { keys, shopId, personId, body, by, now } = note;
  const noteId = randomUUID();
  await sql`
    insert into customers.notes (shop_id, note_id, person_id, body_sealed, written_by, written_at)
    values (${shopId}, ${noteId}, ${personId}, ${keys.seal(notePlace(shopId, noteId), body)}, ${by}, ${now})`.execute(
    tx,
  );
  return { noteId, body, writtenBy: by, writtenAt: now.toISOString() };
}

/** The newest 200 notes on a customer. */
export async function readNotes(
  tx: Tx,
  { keys, shopId, customerId }: { keys: ShopKeys; shopId: number; customerId: number },
): Promise<Note[]> {
  const { rows } = await sql<{ note_id: string; body_sealed: Buffer; written_by: string; written_at: Date }>`
    select n.note_id, n.body_sealed, n.written_by, n.written_at from customers.notes n
    join customers.persons p on p.shop_id = n.shop_id and p.person_id = n.person_id
    where n.shop_id = ${shopId} and p.customer_id = ${customerId}
    order by n.written_at desc, n.note_id limit 200`.execute(tx);
  return rows.map((row) => ({
    noteId: row.note_id,
    body: keys.open(notePlace(shopId, row.note_id), row.body_sealed),
    writtenBy: row.written_by,
    writtenAt: row.written_at.toISOString(),
  }));
}
