import type { Tree } from '../../contract/segment-conditions.ts';
import type { Tx } from '../../platform/db/postgres.ts';
import { fail, ok, type Problem, type Result } from '../../platform/errors.ts';
import { personalKindOf, recordAct } from '../compliance/index.ts';
import { deleteList, listLists } from './list-store.ts';
import { listsIn, segmentsIn } from './read-tree.ts';
import {
  askedBy,
  asksItself,
  asksNobody,
  asksNoList,
  changedMeanwhile,
  listAskedBy,
  nameTaken,
  noSuchList,
  noSuchSegment,
  personalName,
  tooManySegments,
} from './segment-problems.ts';
import {
  changeSegment,
  deleteSegment,
  findSegment,
  insertSegment,
  listSegments,
  type NewSegment,
  type Segment,
  type SegmentChange,
} from './segment-store.ts';

/** Makes a segment; it is counted within a second, or by whoever refreshes it. On record. */
export async function makeSegment(tx: Tx, shopId: number, it: NewSegment): Promise<Result<Segment>> {
  const wrong = personalIn(it) ?? (await treeProblem(tx, shopId, it.tree));
  if (wrong !== undefined) return fail(wrong);
  const made = await insertSegment(tx, shopId, it);
  if (made === 'taken') return fail(nameTaken);
  if (made === 'full') return fail(tooManySegments);
  await record(tx, shopId, { by: it.by, act: 'create', segmentId: made.segmentId });
  return ok(made);
}

/** Changes name, description, rule or liveliness, of the version somebody saw. On record. */
export async function editSegment(tx: Tx, shopId: number, it: SegmentChange): Promise<Result<Segment>> {
  if ((await findSegment(tx, shopId, it.segmentId)) === undefined) return fail(noSuchSegment);
  const wrong = personalIn(it) ?? (it.tree && (await treeProblem(tx, shopId, it.tree, it.segmentId)));
  if (wrong !== undefined) return fail(wrong);
  const changed = await changeSegment(tx, shopId, it);
  if (changed === 'taken') return fail(nameTaken);
  if (changed === undefined) return fail(changedMeanwhile);
  await record(tx, shopId, { by: it.by, act: 'change', segmentId: it.segmentId });
  return ok(changed);
}

/** Deletes one that no other asks for. On record. */
export async function dropSegment(
  tx: Tx,
  shopId: number,
  { segmentId, by }: { readonly segmentId: number; readonly by: string },
): Promise<Result<true>> {
  const asking = (await listSegments(tx, shopId)).filter(({ tree }) => segmentsIn(tree).includes(segmentId));
  if (asking.length > 0) return fail(askedBy(asking.map(({ name }) => name)));
  if (!(await deleteSegment(tx, shopId, segmentId))) return fail(noSuchSegment);
  await record(tx, shopId, { by, act: 'delete', segmentId });
  return ok(true);
}

/** Deletes a list that no segment asks for; its persons are dropped behind it. On record. */
export async function dropList(
  tx: Tx,
  shopId: number,
  { listId, by }: { readonly listId: number; readonly by: string },
): Promise<Result<true>> {
  const asking = (await listSegments(tx, shopId)).filter(({ tree }) => listsIn(tree).includes(listId));
  if (asking.length > 0) return fail(listAskedBy(asking.map(({ name }) => name)));
  if (!(await deleteList(tx, shopId, listId))) return fail(noSuchList);
  await recordAct(tx, { shopId, actor: by, act: 'segments.list.delete', subject: `list:${listId}` });
  return ok(true);
}

const personalIn = ({
  name = '',
  description = '',
}: {
  name?: string | undefined;
  description?: string | undefined;
}) => ([name, description].some((text) => personalKindOf(text) !== undefined) ? personalName : undefined);

/** Segments it asks for must be there and must not ask back. */
async function treeProblem(tx: Tx, shopId: number, tree: Tree, own?: number): Promise<Problem | undefined> {
  const lists = new Set((await listLists(tx, shopId)).map(({ listId }) => listId));
  const unknown = listsIn(tree).find((id) => !lists.has(id));
  if (unknown !== undefined) return asksNoList(unknown);
  const trees = new Map((await listSegments(tx, shopId)).map((it) => [it.segmentId, it.tree]));
  const seen = new Set<number>();
  const open = segmentsIn(tree);
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (id === own) return asksItself;
    const asked = trees.get(id);
    if (asked === undefined) return asksNobody(id);
    if (!seen.has(id)) open.push(...segmentsIn(asked));
    seen.add(id);
  }
  return undefined;
}

const record = (tx: Tx, shopId: number, it: { by: string; act: string; segmentId: number }) =>
  recordAct(tx, { shopId, actor: it.by, act: `segments.${it.act}`, subject: `segment:${it.segmentId}` });
