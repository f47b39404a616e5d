import type { Tx } from '../../../platform/db/postgres.ts';
import { fail, ok, problem, type Result } from '../../../platform/errors.ts';
import { recordAct } from '../../compliance/index.ts';
import { insertEdges, loadGraph, lockGraph, pairOf, withdrawEdges } from '../identity/graph-store.ts';
import { type Merged, type MergePreview, previewMerge } from '../identity/merge-customers.ts';
import { keptApart } from '../identity/merge-problems.ts';
import { relabelAround } from '../identity/relabel.ts';
import { clearQuarantine, noteKept, readNamedWith, readQuarantined } from './quarantine-store.ts';

/** Customers a release may join: a value named with more is a courier's or a counter's, whoever says otherwise. */
const MOST_RELEASED = 200;

/** Whom letting a value out would join; `kept_apart` must be lifted. Changes nothing. */
export interface ReleasePreview extends MergePreview {
  /** The customers that would become one; only the value's own where nobody else was named with it. */
  readonly customerIds: number[];
}

export interface Releasing {
  readonly shopId: number;
  /** Person of the quarantined identity. */
  readonly personId: number;
  readonly by: string;
  readonly reason: string;
  /** Also where staff kept some of them apart before. */
  readonly liftNever?: boolean | undefined;
}

/** Problems: not-quarantined, too-many-to-release. */
export async function previewRelease(
  tx: Tx,
  shopId: number,
  personId: number,
): Promise<Result<ReleasePreview>> {
  const named = await readNamed(tx, shopId, personId);
  if (!named.ok) return named;
  const { customers } = await loadGraph(tx, shopId, [personId]);
  const own = customers.get(personId)!;
  const customerIds = [own, ...named.value.map((it) => it.customerId)].sort((a, b) => a - b);
  if (customerIds.length < 2)
    return ok({
      customerIds,
      customerId: own,
      persons: [...customers.keys()],
      keptApart: [],
      identities: [],
    });
  const preview = await previewMerge(tx, shopId, customerIds);
  return preview.ok ? ok({ ...preview.value, customerIds }) : preview;
}

async function readNamed(tx: Tx, shopId: number, personId: number) {
  const found = await readQuarantined(tx, shopId, { state: 'all', limit: 1, only: personId });
  if (found.length === 0) return fail(notQuarantined);
  const named = await readNamedWith(tx, shopId, { personId, most: MOST_RELEASED + 1 });
  return named.length > MOST_RELEASED ? fail(tooMany) : ok(named);
}

/**
 * Lets a value out of quarantine: everybody it was named with becomes one customer by it, through joins that staff drew
 * and that no rule takes back. `unmergeCustomers` with all of its edges undoes it exactly: the value is quarantined
 * again. Problems: not-quarantined, too-many-to-release, kept-apart.
 */
export async function releaseQuarantined(tx: Tx, releasing: Releasing): Promise<Result<Merged>> {
  const { shopId, personId, by, reason } = releasing;
  await lockGraph(tx, shopId);
  const named = await readNamed(tx, shopId, personId);
  if (!named.ok) return named;
  const others = named.value.map((it) => it.personId);
  const loaded = await loadGraph(tx, shopId, [personId, ...others]);
  if (loaded.nevers.length > 0 && releasing.liftNever !== true) return fail(keptApart(loaded.nevers));
  const nevers = loaded.edges.filter((edge) => edge.kind === 'never').map((edge) => edge.edge_id);
  await withdrawEdges(tx, shopId, { edgeIds: nevers, by, reason: 'merged' });
  if (!(await clearQuarantine(tx, shopId, personId))) return fail(notQuarantined);
  const evidence = { reason: 'manual', note: reason, released: personId };
  const edges = others.map((it) => ({ kind: 'join' as const, ...pairOf(personId, it), evidence }));
  const edgeIds = await insertEdges(tx, shopId, { edges, author: { by } });
  await relabelAround(tx, shopId, [personId, ...others]);
  await record(tx, { releasing, act: 'customers.release-quarantined', edgeIds });
  return ok({ customerId: Math.min(...loaded.customers.keys()), edgeIds });
}

/** Leaves a value quarantined: staff looked at it, and it is off the list of open ones. Problems: not-quarantined. */
export async function keepQuarantined(
  tx: Tx,
  keeping: Omit<Releasing, 'liftNever'> & { readonly now: Date },
): Promise<Result<null>> {
  const { shopId, personId, by, now } = keeping;
  if (!(await noteKept(tx, shopId, { personId, by, at: now }))) return fail(notQuarantined);
  await record(tx, { releasing: keeping, act: 'customers.keep-quarantined' });
  return ok(null);
}

interface Deciding {
  readonly releasing: Releasing;
  readonly act: string;
  readonly edgeIds?: readonly number[];
}

const record = (tx: Tx, { releasing, act, edgeIds }: Deciding) =>
  recordAct(tx, {
    ...{ shopId: releasing.shopId, actor: releasing.by, act, reason: releasing.reason },
    subject: `person:${releasing.personId}`,
    details: edgeIds === undefined ? {} : { edges: edgeIds },
  });

const notQuarantined = problem('not-quarantined', 404, {
  zh: '没有这个被隔离的身份标识，或已放出',
  en: 'There is no such quarantined identity, or it has been let out',
});

const tooMany = problem('too-many-to-release', 409, {
  zh: `与它同时出现的客户超过 ${MOST_RELEASED} 个，不会是同一个人；确需合并请用 customers merge`,
  en: `It was named with more than ${MOST_RELEASED} customers, who are not one human; merge those who are with customers merge`,
});
