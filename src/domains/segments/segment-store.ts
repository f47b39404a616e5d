import { type RawBuilder, sql } from 'kysely';
import type { Tree } from '../../contract/segment-conditions.ts';
import type { Tx } from '../../platform/db/postgres.ts';

/** A segment as it is stored. */
export interface Segment {
  readonly segmentId: number;
  readonly name: string;
  readonly description: string;
  readonly tree: Tree;
  readonly ruleVersion: number;
  readonly isLive: boolean;
  readonly madeBy: string;
  readonly madeAt: Date;
  readonly changedAt: Date;
  /** The refresh that counts; null: not counted yet. */
  readonly refresh: number | null;
  readonly refreshedAt: Date | null;
  readonly refreshedVersion: number | null;
  /** How often in a row it could not be counted; it is tried again at `retryAt`. */
  readonly failures: number;
  readonly failedAt: Date | null;
  readonly retryAt: Date | null;
}

/** Of one shop: all are refreshed together. */
export const mostSegments = 300;

const columns = sql`segment_id as "segmentId", name, description, tree, rule_version as "ruleVersion",
  is_live as "isLive", made_by as "madeBy", made_at as "madeAt", changed_at as "changedAt", refresh::float8 as refresh,
  refreshed_at as "refreshedAt", refreshed_version as "refreshedVersion",
  failures, failed_at as "failedAt", retry_at as "retryAt"`;

const read = async (tx: Tx, where: RawBuilder<unknown>): Promise<Segment[]> =>
  (
    await sql<Segment>`select ${columns} from segments.segments where ${where} order by name, segment_id`.execute(
      tx,
    )
  ).rows;

export const listSegments = (tx: Tx, shopId: number): Promise<Segment[]> =>
  read(tx, sql`shop_id = ${shopId}`);

export async function findSegment(tx: Tx, shopId: number, segmentId: number): Promise<Segment | undefined> {
  return (await read(tx, sql`shop_id = ${shopId} and segment_id = ${segmentId}`))[0];
}

export interface NewSegment {
  readonly name: string;
  readonly description: string;
  readonly tree: Tree;
  readonly isLive: boolean;
  readonly by: string;
  readonly now: Date;
}

/** 'taken': another has the name; 'full': there are as many as there may be. */
export async function insertSegment(
  tx: Tx,
  shopId: number,
  it: NewSegment,
): Promise<Segment | 'taken' | 'full'> {
  const tree = sql`${JSON.stringify(it.tree)}::jsonb`;
  const { rows } = await sql<Segment>`
    insert into segments.segments (shop_id, name, description, tree, is_live, made_by, made_at, changed_at)
    select ${shopId}, ${it.name}, ${it.description}, ${tree}, ${it.isLive}, ${it.by}, ${it.now}, ${it.now}
    where (select count(*) from segments.segments where shop_id = ${shopId}) < ${mostSegments}
    on conflict (shop_id, name) do nothing
    returning ${columns}`.execute(tx);
  if (rows[0] === undefined) return (await isTaken(tx, shopId, it.name)) ? 'taken' : 'full';
  await keepRule(tx, shopId, { segment: rows[0], by: it.by, now: it.now });
  return rows[0];
}

const isTaken = async (tx: Tx, shopId: number, name: string): Promise<boolean> =>
  (await read(tx, sql`shop_id = ${shopId} and name = ${name}`)).length > 0;

interface Keeping {
  readonly segment: Segment;
  readonly by: string;
  readonly now: Date;
}

const keepRule = (tx: Tx, shopId: number, { segment, by, now }: Keeping) =>
  sql`insert into segments.rules (shop_id, segment_id, rule_version, tree, changed_by, changed_at)
    values (${shopId}, ${segment.segmentId}, ${segment.ruleVersion}, ${JSON.stringify(segment.tree)}::jsonb, ${by}, ${now})
    on conflict do nothing`.execute(tx);

export interface SegmentChange {
  readonly segmentId: number;
  /** Of the rule it changes. */
  readonly version: number;
  readonly name?: string | undefined;
  readonly description?: string | undefined;
  readonly tree?: Tree | undefined;
  readonly isLive?: boolean | undefined;
  readonly by: string;
  readonly now: Date;
}

/** Changes what is told; a changed tree is a new version of the rule. 'taken' as above; undefined: not of that version. */
export async function changeSegment(
  tx: Tx,
  shopId: number,
  it: SegmentChange,
): Promise<Segment | 'taken' | undefined> {
  const tree = it.tree === undefined ? null : JSON.stringify(it.tree);
  const { rows } = await sql<Segment>`
    update segments.segments s set name = coalesce(${it.name ?? null}::text, name),
      description = coalesce(${it.description ?? null}::text, description),
      is_live = coalesce(${it.isLive ?? null}::boolean, is_live), tree = coalesce(${tree}::jsonb, tree),
      rule_version = rule_version + (${tree}::jsonb is not null and ${tree}::jsonb <> tree)::integer,
      retry_at = case when ${tree}::jsonb is null then retry_at end, changed_at = ${it.now}
    where shop_id = ${shopId} and segment_id = ${it.segmentId} and rule_version = ${it.version}
      and not exists (select from segments.segments o where o.shop_id = ${shopId} and o.name = ${it.name ?? null}::text
        and o.segment_id <> s.segment_id)
    returning ${columns}`.execute(tx);
  if (rows[0] === undefined)
    return it.name !== undefined && (await isTaken(tx, shopId, it.name)) ? 'taken' : undefined;
  await keepRule(tx, shopId, { segment: rows[0], by: it.by, now: it.now });
  return rows[0];
}

/** False: there is none. */
export async function deleteSegment(tx: Tx, shopId: number, segmentId: number): Promise<boolean> {
  const { numAffectedRows } = await sql`
    delete from segments.segments where shop_id = ${shopId} and segment_id = ${segmentId}`.execute(tx);
  return numAffectedRows === 1n;
}

/** Rules there were, newest first. */
export async function listRules(tx: Tx, shopId: number, segmentId: number) {
  const { rows } = await sql<{ ruleVersion: number; tree: Tree; changedBy: string; changedAt: Date }>`
    select rule_version as "ruleVersion", tree, changed_by as "changedBy", changed_at as "changedAt"
    from segments.rules where shop_id = ${shopId} and segment_id = ${segmentId}
    order by rule_version desc limit 50`.execute(tx);
  return rows;
}
