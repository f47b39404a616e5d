import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { PlusActKind, PlusBenefit, PlusEndReason } from '../../../contract/plus.ts';
import type { Tx } from '../../../platform/db/postgres.ts';
import { prepared } from '../../../platform/db/prepared.ts';
import { fail, ok, type Result } from '../../../platform/errors.ts';
import { keyReused } from './plus-problems.ts';

/** Something that happened to a subscription; also the answer to whoever asked for it. */
export interface Act {
  readonly actId: number;
  readonly subscriptionId: number;
  readonly no: number;
  readonly kind: PlusActKind;
  readonly benefit: PlusBenefit | null;
  readonly coupon: string | null;
  readonly count: number | null;
  readonly minor: number | null;
  readonly points: number | null;
  readonly left: number | null;
  readonly endsAt: Date;
  readonly reason: PlusEndReason | null;
  readonly at: Date;
  /** Of its period; of a choice the one that was chosen. */
  readonly planId: number;
  /** Of a use: since when it counts no more. */
  readonly givenBackAt: Date | null;
}

/** Who asks, when, and the key under which it is done once. */
export interface PlusAsk {
  readonly key: string;
  readonly by: string;
  readonly now: Date;
}

/** An act, and whether it was asked before. */
export interface Acted {
  readonly act: Act;
  readonly again: boolean;
}

/** What makes it the same request under a key. */
export const digestOf = (asked: object): string =>
  createHash('sha256').update(JSON.stringify(asked)).digest('hex');

const columns = sql`act_id as "actId", subscription_id as "subscriptionId", no, kind, benefit, coupon, count, minor, points,
  left_over as left, ends_at as "endsAt", reason, at, plan_id as "planId", given_back_at as "givenBackAt"`;

/** The act of a key; undefined where it is new. Problems: key-reused. */
export async function actOf(
  tx: Tx,
  shopId: number,
  { key, asked }: { readonly key: string; readonly asked: string },
): Promise<Result<Acted | undefined>> {
  const { rows } = await sql<Act & { asked: string }>`
    select ${columns}, asked from loyalty.plus_acts where shop_id = ${shopId} and key = ${key}`.execute(tx);
  const [found] = rows;
  if (found === undefined) return ok(undefined);
  const { asked: before, ...act } = found;
  return before === asked ? ok({ act, again: true }) : fail(keyReused);
}

export interface NewAct extends Partial<Omit<Act, 'actId' | 'givenBackAt'>> {
  readonly subscriptionId: number;
  readonly no: number;
  readonly kind: PlusActKind;
  readonly endsAt: Date;
  readonly at: Date;
  readonly by: string;
  /** Undefined: of Shuke's own. */
  readonly key?: string | undefined;
  readonly asked?: string | undefined;
  readonly ref?: string | undefined;
}

/** Problems: key-reused, where somebody else took the key in this very moment; the transaction must be taken back. */
export async function addAct(tx: Tx, shopId: number, it: NewAct): Promise<Result<Acted>> {
  const { rows } = await sql<Act>`
    insert into loyalty.plus_acts (shop_id, subscription_id, no, kind, key, asked, benefit, coupon, count, minor, points,
      left_over, ends_at, ref, reason, made_by, at, plan_id)
    values (${shopId}, ${it.subscriptionId}, ${it.no}, ${it.kind}, ${it.key ?? null}, ${it.asked ?? null},
      ${it.benefit ?? null}, ${it.coupon ?? null}, ${it.count ?? null}, ${it.minor ?? null}, ${it.points ?? null},
      ${it.left ?? null}, ${it.endsAt}, ${it.ref ?? null}, ${it.reason ?? null}, ${it.by}, ${it.at},
      coalesce(${it.planId ?? null}::bigint, (select plan_id from loyalty.plus_periods
        where shop_id = ${shopId} and subscription_id = ${it.subscriptionId} and no = ${it.no})))
    on conflict (shop_id, key) do nothing returning ${columns}`.execute(tx);
  return rows[0] === undefined ? fail(keyReused) : ok({ act: rows[0], again: false });
}

/** Newest first; at most 50. */
export async function readActs(tx: Tx, shopId: number, subscriptionId: number): Promise<Act[]> {
  const { rows } = await sql<Act>`
    select ${columns} from loyalty.plus_acts
    where shop_id = ${shopId} and subscription_id = ${subscriptionId} order by act_id desc limit 50`.execute(
    tx,
  );
  return rows;
}

export interface Used {
  readonly no: number;
  readonly benefit: PlusBenefit;
  readonly minor: number;
}

/** A use by its number; undefined where there is none. */
export async function readUse(tx: Tx, shopId: number, actId: number): Promise<Act | undefined> {
  const { rows } = await sql<Act>`
    select ${columns} from loyalty.plus_acts
    where shop_id = ${shopId} and act_id = ${actId} and kind = 'use'`.execute(tx);
  return rows[0];
}

/** One conditional statement: it counts no more. False: it was given back before. */
export async function noteGivenBack(
  tx: Tx,
  shopId: number,
  { actId, at }: { readonly actId: number; readonly at: Date },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update loyalty.plus_acts set given_back_at = ${at}
    where shop_id = ${shopId} and act_id = ${actId} and kind = 'use' and given_back_at is null`.execute(tx);
  return numAffectedRows === 1n;
}

/** What the benefits that were used, and not given back, were worth, by period. */
export async function readUsed(tx: Tx, shopId: number, subscriptionId: number): Promise<Used[]> {
  const { rows } = await sql<Used>`${prepared}
    select no, benefit, sum(minor)::bigint as minor from loyalty.plus_acts
    where shop_id = ${shopId} and subscription_id = ${subscriptionId} and kind = 'use' and given_back_at is null group by 1, 2 order by 1, 2`.execute(
    tx,
  );
  return rows;
}

/** Of a subscription that is cancelled. */
export async function readLastCancel(tx: Tx, shopId: number, subscriptionId: number): Promise<Act> {
  const { rows } = await sql<Act>`
    select ${columns} from loyalty.plus_acts
    where shop_id = ${shopId} and subscription_id = ${subscriptionId} and kind = 'cancel' order by act_id desc limit 1`.execute(
    tx,
  );
  return rows[0]!;
}
