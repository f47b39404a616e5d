import { createHash } from 'node:crypto';
import { type RawBuilder, sql } from 'kysely';
import type { PointsAct } from '../../../contract/points.ts';
import type { Db } from '../../../platform/db/postgres.ts';
import { prepared } from '../../../platform/db/prepared.ts';
import { fail, ok, type Result } from '../../../platform/errors.ts';
import { personalKindOf } from '../../compliance/index.ts';
import { badKey, mostPoints, outOfRange, type Refusal, refusalOf } from './points-problems.ts';

/** Why an act of the ledger is done, by whom, and the key under which it is done once. */
export interface PointsAsk {
  /** Whoever asks again with it gets the first answer; asked for something else it is refused. */
  readonly key: string;
  /** A word: `order`, `refund`, `staff`, the name of a deed. */
  readonly cause: string;
  /** What exactly: `order:12`. What looks like a personal value is not kept. */
  readonly ref?: string | undefined;
  /** Words of staff; no personal value. */
  readonly reason?: string | undefined;
  readonly by: string;
  readonly at: Date;
}

interface Call {
  /** Function of schema ledgers. */
  readonly act: string;
  /** Whom or what it is about: a person, or an act. */
  readonly of: number;
  /** Undefined: the function takes none; null: all. */
  readonly points?: number | null;
  /** What else the function reads from its `_ask`. */
  readonly more?: Readonly<Record<string, unknown>>;
  /** Of that, what makes it another request under the same key. */
  readonly asks?: string;
}

/** A shop's system may call its keys as it likes; ours begin with a space, so that none of theirs is ever one of them. */
const theirKeys = /^[\x21-\x7e]{1,200}$/;
const ourKeys = /^ [\x21-\x7e]{1,199}$/;

/**
 * One statement: the act with all it brings, or a refusal that changed nothing. Inside a transaction of the shop it is part
 * of it; given the pool it is a transaction of its own, which saves three messages of four (1,500 acts a second rest on it).
 */
export async function askLedger(
  db: Db,
  shopId: number,
  { call, ask }: { readonly call: Call; readonly ask: PointsAsk },
): Promise<Result<PointsAct>> {
  if (!(ask.by === 'system' ? ourKeys : theirKeys).test(ask.key)) return fail(badKey);
  if (typeof call.points === 'number' && !isAmount(call.points)) return fail(outOfRange);
  const { rows } = await sql<{ answer: PointsAct | Refusal }>`${prepared}
    select ${sql.raw(`ledgers.points_${call.act}`)}(${argumentsOf(shopId, call, ask)}) as answer`.execute(db);
  const { answer } = rows[0]!;
  return 'refused' in answer ? fail(refusalOf(answer)) : ok(answer);
}

const isAmount = (points: number) =>
  Number.isInteger(points) && points !== 0 && Math.abs(points) <= mostPoints;

function argumentsOf(shopId: number, call: Call, ask: PointsAsk): RawBuilder<unknown> {
  const ref = keptRef(ask);
  const asked = JSON.stringify({ ...call.more, ...ask, ref, asked: digestOf(call, ask) });
  const amount = call.points === undefined ? [] : [sql`${call.points}::bigint`];
  return sql.join([sql`${shopId}::integer`, sql`${call.of}`, ...amount, sql`${asked}::jsonb`]);
}

/**
 * An order number may be a valid card number by chance (one of ten with 16 digits that begins with 4): a checkout is not
 * refused for that, it goes without the note.
 */
const keptRef = ({ ref, by }: PointsAsk): string | undefined =>
  ref === undefined || by === 'system' || personalKindOf(ref) === undefined ? ref : undefined;

/** Of what was asked; not of when and by whom, which may differ when it is asked again. */
const digestOf = ({ act, of, points, asks }: Call, { cause, ref, reason }: PointsAsk): string => {
  const asked = [act, of, points ?? null, cause, ref ?? null, reason ?? null];
  return createHash('sha256')
    .update(JSON.stringify(asks === undefined ? asked : [...asked, asks]))
    .digest('hex');
};
