import type { FastifyRequest } from 'fastify';
import { callerOf, shopOf } from '../../../platform/auth/index.ts';
import type { Tx } from '../../../platform/db/postgres.ts';
import { recordAct } from '../../compliance/index.ts';
import { changedMeanwhile, notFound, notYours } from './saved-problems.ts';
import {
  type Changing,
  changeSaved,
  deleteSaved,
  findSaved,
  type Saved,
  type Viewer,
  type Which,
} from './saved-store.ts';

/** Who looks at saved things of the shop. */
export function viewerOf(request: FastifyRequest): Viewer {
  const { actor, permissions } = callerOf(request);
  return { shopId: shopOf(request).shopId, actor, manages: permissions.has('shop:manage') };
}

/** One that the viewer may see. Throws `...-not-found`. */
export async function seenOne(tx: Tx, viewer: Viewer, { kind, id }: Which): Promise<Saved> {
  const [found] = await findSaved(tx, viewer, { kind, ids: [id] });
  if (found === undefined) throw notFound(kind);
  return found;
}

/** Changes one. Sharing and taking back are on record. Throws `...-not-found`, `...-not-yours`, `...-changed`. */
export async function changeOne(tx: Tx, viewer: Viewer, changing: Changing): Promise<Saved> {
  const before = await seenOne(tx, viewer, changing);
  const changed = await changeSaved(tx, viewer, changing);
  if (changed === undefined) throw refusal(before, viewer, changing);
  if (changed.isShared !== before.isShared) await record(tx, viewer, { ...changing, act: shareAct(changed) });
  return changed;
}

/** Deletes one; on record where others saw it. */
export async function deleteOne(tx: Tx, viewer: Viewer, which: Which): Promise<void> {
  const before = await seenOne(tx, viewer, which);
  const gone = await deleteSaved(tx, viewer, which);
  if (gone === undefined) throw refusal(before, viewer, which);
  await record(tx, viewer, { ...which, act: 'delete' });
}

const refusal = (it: Saved, { actor, manages }: Viewer, { kind }: Which) =>
  it.madeBy === actor || manages ? changedMeanwhile(kind) : notYours(kind);

const shareAct = ({ isShared }: Saved): string => (isShared ? 'share' : 'unshare');

const record = (
  tx: Tx,
  { shopId, actor }: Viewer,
  { kind, id, act }: Which & { readonly act: string },
): Promise<void> =>
  recordAct(tx, { shopId, actor, act: `analytics.${act}-${kind}`, subject: `${kind}:${id}` });
