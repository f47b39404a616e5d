import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { ShopKeys } from '../../../platform/crypto/keyring.ts';
import type { Tx } from '../../../platform/db/postgres.ts';
import { fail, ok, type Result } from '../../../platform/errors.ts';
import { noSuchCustomer } from '../identity/merge-problems.ts';
import { readPersonsOf } from '../identity/read-identities.ts';

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
  readonly customerId: number;
  readonly body: string;
  readonly actor: string;
  readonly now: Date;
}

/** Stands at the customer's first person: a split later leaves it there. Problems: no-such-customer. */
export async function writeNote(tx: Tx, note: NewNote): Promise<Result<Note>> {
  const { keys, shopId, customerId, body, actor, now } = note;
  const noteId = randomUUID();
  const sealed = keys.seal(notePlace(shopId, noteId), body);
  const { rows } = await sql`
    insert into customers.notes (shop_id, note_id, person_id, body_sealed, written_by, written_at)
    select shop_id, ${noteId}::uuid, person_id, ${sealed}, ${actor}, ${now} from customers.persons
    where shop_id = ${shopId} and person_id = ${customerId} and customer_id = ${customerId}
    returning note_id`.execute(tx);
  if (rows.length === 0) return fail(noSuchCustomer([customerId]));
  return ok({ noteId, body, writtenBy: actor, writtenAt: now.toISOString() });
}

/** The newest 200 notes on a customer. Problems: no-such-customer. */
export async function readNotes(
  tx: Tx,
  { keys, shopId, customerId }: { keys: ShopKeys; shopId: number; customerId: number },
): Promise<Result<Note[]>> {
  const persons = await readPersonsOf(tx, shopId, customerId);
  if (!persons.ok) return persons;
  const { rows } = await sql<{ note_id: string; body_sealed: Buffer; written_by: string; written_at: Date }>`
    select n.note_id, n.body_sealed, n.written_by, n.written_at from customers.notes n
    join customers.persons p on p.shop_id = n.shop_id and p.person_id = n.person_id
    where n.shop_id = ${shopId} and p.customer_id = ${customerId}
    order by n.written_at desc, n.note_id limit 200`.execute(tx);
  const notes = rows.map((row) => ({
    noteId: row.note_id,
    body: keys.open(notePlace(shopId, row.note_id), row.body_sealed),
    writtenBy: row.written_by,
    writtenAt: row.written_at.toISOString(),
  }));
  return ok(notes);
}
