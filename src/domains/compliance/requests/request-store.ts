import { sql } from 'kysely';
import type { RequestDecision, RequestView } from '../../../contract/personal-request.ts';
import type { Tx } from '../../../platform/db/postgres.ts';
import { prepared } from '../../../platform/db/prepared.ts';

type Row = Omit<RequestView, 'received_at'> & { readonly received_at: Date; readonly person_ids: number[] };

const columns = sql.raw(
  'request_id, customer_id, person_ids, kind, state, received_at, due_day, note, decision',
);

export interface StoredRequest extends RequestView {
  readonly person_ids: number[];
}

const read = (row: Row): StoredRequest => ({ ...row, received_at: row.received_at.toISOString() });

/** The shop day of an instant. */
export async function shopDayOf(tx: Tx, shopId: number, at: string): Promise<string> {
  const { rows } = await sql<{ day: string }>`
    select (${at}::timestamptz at time zone time_zone)::date as day from platform.shops where shop_id = ${shopId}`.execute(
    tx,
  );
  return rows[0]!.day;
}

type RequestToStore = Omit<StoredRequest, 'request_id' | 'state' | 'decision'> & {
  readonly by: string;
  /** One of a key is open at a time; null: it is a request of its own. */
  readonly openKey: string | null;
};

/** Undefined where one of its key is open. */
export async function insertRequest(
  tx: Tx,
  shopId: number,
  it: RequestToStore,
): Promise<StoredRequest | undefined> {
  const { rows } = await sql<Row>`
    insert into compliance.requests (shop_id, customer_id, person_ids, kind, received_at, due_day, recorded_by, note,
      open_key)
    values (${shopId}, ${it.customer_id}, ${it.person_ids}::int[], ${it.kind}, ${it.received_at}, ${it.due_day},
      ${it.by}, ${it.note}, ${it.openKey})
    on conflict (shop_id, open_key) where open_key is not null do nothing
    returning ${columns}`.execute(tx);
  return rows[0] === undefined ? undefined : read(rows[0]);
}

/** Open ones first, the one due soonest at the top; at most 500. */
export async function readRequests(tx: Tx, shopId: number): Promise<RequestView[]> {
  const { rows } = await sql<Row>`
    select ${columns} from compliance.requests where shop_id = ${shopId}
    order by (state = 'open') desc, due_day, request_id limit 500`.execute(tx);
  return rows.map((row) => {
    const { person_ids: _, ...view } = read(row);
    return view;
  });
}

/** Those of some persons, newest first. */
export async function readPersonRequests(
  tx: Tx,
  shopId: number,
  personIds: readonly number[],
): Promise<Pick<RequestView, 'kind' | 'state' | 'due_day'>[]> {
  const { rows } = await sql<{ kind: string; state: string; due_day: string }>`${prepared}
    select kind, state, due_day::text as due_day from compliance.requests
    where shop_id = ${shopId} and person_ids && ${personIds}::int[] order by request_id desc limit 50`.execute(
    tx,
  );
  return rows;
}

/** Decides an open request, once; undefined where there is none that is open. */
export async function closeRequest(
  tx: Tx,
  shopId: number,
  it: RequestDecision & { readonly requestId: number; readonly by: string; readonly now: Date },
): Promise<StoredRequest | undefined> {
  const { rows } = await sql<Row>`
    update compliance.requests set state = ${it.state}, decision = ${it.decision}, decided_by = ${it.by},
      decided_at = ${it.now}, open_key = null
    where shop_id = ${shopId} and request_id = ${it.requestId} and state = 'open' returning ${columns}`.execute(
    tx,
  );
  return rows[0] === undefined ? undefined : read(rows[0]);
}
