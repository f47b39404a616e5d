import { sql } from 'kysely';
import { type Db, type Tx, withShop } from '../../../platform/db/postgres.ts';
import { CHAIN_INSTANT } from './append-acts.ts';
import { type ChainedEntry, entryHash } from './chain-rules.ts';

export type ChainFault =
  /** The entry is not what it was when it was written, or one before it is gone or moved. */
  | 'entry-changed'
  /** The chain goes on behind a gap: entries are missing at this place. */
  | 'entries-missing'
  /** The chain ends before its head says: the newest entries are gone. */
  | 'tail-missing'
  /** Entries behind the head, or a head without its chain. */
  | 'head-wrong'
  /** Entries from before the chain were changed, taken away or added to. */
  | 'before-chain-changed'
  /** The chain is sound in itself, but is not the one whose head was noted. */
  | 'noted-head-differs';

/** A head written down elsewhere: the only thing that shows a log and its head rewritten together. */
export interface NotedHead {
  readonly entries: number;
  /** Hex. */
  readonly hash: string;
}

export interface Verified {
  readonly sound: boolean;
  /** Entries in the chain, and those from before it. */
  readonly entries: number;
  readonly beforeChain: number;
  /** Hash of the last entry, hex: to be noted elsewhere. */
  readonly head: string;
  /** The first broken place. */
  readonly broken?: { readonly fault: ChainFault; readonly seq: number; readonly entryId: number | null };
}

interface Head {
  readonly entries: number;
  readonly hash: Buffer;
  readonly before_entries: number;
  readonly before_hash: Buffer;
  readonly before_now: Buffer;
  readonly before_count: number;
  /** Entries of the chain behind its head. */
  readonly beyond: number;
}

interface Row extends Omit<ChainedEntry, 'shopId'> {
  readonly hash: Buffer;
}

export interface Verifying {
  readonly noted?: NotedHead | undefined;
  /** Told after every page: entries found sound, of how many. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** Entries read at once: a log of millions is verified in constant memory. */
const PAGE = 5000;

/**
 * Goes along a shop's chain up to the head it has at first (entries appended meanwhile are the next run's), and answers
 * the first entry that is not as it was written. Nobody who appends waits for it.
 */
export async function verifyLog(db: Db, shopId: number, how: Verifying = {}): Promise<Verified> {
  return withShop(db, shopId, async (tx) => {
    const head = await readHead(tx, shopId);
    const walked = await walk(tx, { ...how, shopId, head });
    const broken = faultOf(head, walked);
    return {
      ...{ sound: broken === undefined, entries: walked.entries, beforeChain: head.before_count },
      head: walked.hash.toString('hex'),
      ...(broken && { broken }),
    };
  });
}

async function readHead(tx: Tx, shopId: number): Promise<Head> {
  const { rows } = await sql<Head>`
    select coalesce(h.entries, 0) as entries, coalesce(h.hash, n.now) as hash,
      coalesce(h.before_entries, 0) as before_entries, coalesce(h.before_hash, n.now) as before_hash,
      n.now as before_now, c.before_count,
      (select count(*) from compliance.audit_log
        where shop_id = ${shopId} and seq > coalesce(h.entries, 0)) as beyond
    from (select compliance.hash_before_chain(${shopId}) as now) n,
      (select count(*) as before_count from compliance.audit_log where shop_id = ${shopId} and seq is null) c
      left join compliance.audit_heads h on h.shop_id = ${shopId}`.execute(tx);
  return rows[0]!;
}

interface Walk {
  readonly entries: number;
  readonly hash: Buffer;
  readonly broken?: Verified['broken'];
}

async function walk(
  tx: Tx,
  { shopId, head, noted, onProgress }: Verifying & { readonly shopId: number; readonly head: Head },
): Promise<Walk> {
  let at: Walk = { entries: 0, hash: head.before_hash };
  const check = () => {
    if (noted === undefined || at.broken || at.entries !== noted.entries) return;
    if (at.hash.toString('hex') !== noted.hash.toLowerCase())
      at = { ...at, broken: { fault: 'noted-head-differs', seq: at.entries, entryId: null } };
  };
  check();
  for (;;) {
    const rows = await readPage(tx, shopId, { after: at.entries, until: head.entries });
    for (const row of rows) {
      at = step(at, { ...row, shopId });
      check();
      if (at.broken) return at;
    }
    onProgress?.(at.entries, head.entries);
    if (rows.length < PAGE) break;
  }
  if (noted !== undefined && at.entries < noted.entries)
    return { ...at, broken: { fault: 'tail-missing', seq: at.entries + 1, entryId: null } };
  return at;
}

function step(at: Walk, row: Row & { readonly shopId: number }): Walk {
  const seq = at.entries + 1;
  if (row.seq !== seq) return { ...at, broken: { fault: 'entries-missing', seq, entryId: row.entryId } };
  const hash = entryHash(at.hash, row);
  if (row.hash === null || !hash.equals(row.hash))
    return { ...at, broken: { fault: 'entry-changed', seq, entryId: row.entryId } };
  return { entries: seq, hash };
}

async function readPage(
  tx: Tx,
  shopId: number,
  { after, until }: { after: number; until: number },
): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select seq, entry_id as "entryId", to_char(at at time zone 'UTC', ${CHAIN_INSTANT}) as at, actor, act, subject,
      reason, details, hash
    from compliance.audit_log where shop_id = ${shopId} and seq > ${after} and seq <= ${until}
    order by seq limit ${PAGE}`.execute(tx);
  return rows;
}

function faultOf(head: Head, walked: Walk): Verified['broken'] {
  if (head.before_count !== head.before_entries || !head.before_now.equals(head.before_hash))
    return { fault: 'before-chain-changed', seq: 0, entryId: null };
  if (walked.broken) return walked.broken;
  const seq = walked.entries + 1;
  if (walked.entries < head.entries) return { fault: 'tail-missing', seq, entryId: null };
  if (head.beyond > 0 || !walked.hash.equals(head.hash))
    return { fault: 'head-wrong', seq: walked.entries, entryId: null };
  return undefined;
}
