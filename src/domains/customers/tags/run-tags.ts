import { withShop } from '../../../platform/db/postgres.ts';
import { fail, ok, orThrow, problem, type Result } from '../../../platform/errors.ts';
import { recordAct } from '../../compliance/index.ts';
import { shareGraph } from '../identity/graph-store.ts';
import { personsOfCustomers } from '../identity/read-identities.ts';
import { markMirrored } from '../profiles/store-profiles.ts';
import { forgetEndedByRun } from './former-tags.ts';
import type { GoingOn, NewTagRunBody, TagRunAsk } from './tag-run-ask.ts';
import {
  beginUndo,
  endRun,
  forgetOldRuns,
  forgetUnchanged,
  insertRun,
  lockRun,
  moveRun,
  noteBefore,
  openRuns,
  putBack,
  readRun,
  type TagRun,
} from './tag-run-store.ts';
import { deleteTags, insertTags } from './tag-store.ts';

/** Customers of one transaction: a tenth of a second. */
const PIECE = 2_000;
/** How long a run can be undone. */
const KEPT_MS = 30 * 86_400_000;

/** Notes a run over everybody the view holds now; `goOn` does it. Problems: those of a count. */
export async function beginRun(ask: TagRunAsk, body: NewTagRunBody): Promise<Result<TagRun>> {
  const { platform, shop, people, actor } = ask;
  const { act, expires_at: expiresAt, filter } = body;
  const count = await people.count({ platform, shop, filter, acting: actingOf(act) });
  if (!count.ok) return count;
  const now = platform.clock.now();
  const asOf = filter.as_of ?? count.value.as_of;
  const run = { act, tag: body.tag.normalize('NFKC').trim(), filter: { ...filter, as_of: asOf }, expiresAt };
  return withShop(platform.db, shop.shopId, async (tx) => {
    await forgetOldRuns(tx, shop.shopId, new Date(now.getTime() - KEPT_MS));
    const made = await insertRun(tx, shop.shopId, {
      ...{ ...run, total: count.value.customers, begunBy: actor, begunAt: now },
    });
    const details = { run: made.runId, tag: made.tag, customers: made.total, filter: JSON.stringify(filter) };
    await recordAct(tx, {
      shopId: shop.shopId,
      actor,
      act: `customers.${act}-all`,
      subject: 'customers',
      details,
    });
    return ok(made);
  });
}

/** A tag is put on people to do something about them; whoever it is taken from is left alone. */
const actingOf = (act: TagRun['act']) => (act === 'tag' ? act : undefined);

/** Turns a finished run around. Problems: no-such-tag-run, not-to-undo. */
export async function undoRun(ask: TagRunAsk, runId: number): Promise<Result<TagRun>> {
  const { platform, shop, actor } = ask;
  const since = new Date(platform.clock.now().getTime() - KEPT_MS);
  return withShop(platform.db, shop.shopId, async (tx) => {
    if ((await readRun(tx, shop.shopId, runId)) === undefined) return fail(noSuchRun);
    const run = await beginUndo(tx, shop.shopId, { runId, since });
    if (run === undefined) return fail(notToUndo);
    const details = { run: runId, tag: run.tag };
    await recordAct(tx, {
      shopId: shop.shopId,
      actor,
      act: 'customers.undo-tag-all',
      subject: 'customers',
      details,
    });
    return ok(run);
  });
}

export async function showRun({ platform, shop }: TagRunAsk, runId: number): Promise<Result<TagRun>> {
  const run = await withShop(platform.db, shop.shopId, (tx) => readRun(tx, shop.shopId, runId));
  return run === undefined ? fail(noSuchRun) : ok(run);
}

/**
 * Does every open run of a shop to its end, piece by piece; a piece is done once, whoever does it. The mirror is paid
 * before each, so that a run that says it is done is in every count.
 */
export async function goOn(it: GoingOn, signal?: AbortSignal): Promise<void> {
  const { platform, shop } = it;
  const open = await withShop(platform.db, shop.shopId, (tx) => openRuns(tx, shop.shopId));
  for (const run of open) while (!signal?.aborted && (await nextPiece(it, run)));
}

/** False when there is nothing left to do. */
async function nextPiece(it: GoingOn, run: TagRun): Promise<boolean> {
  await it.platform.mirror.payOff(it.shop.shopId);
  return run.state === 'running' ? tagPiece(it, run) : undoPiece(it, run);
}

/** The next customers behind the run's place. False when there is nothing left to do. */
async function tagPiece({ platform, shop, people }: GoingOn, { runId, ...begun }: TagRun): Promise<boolean> {
  const { shopId } = shop;
  const now = platform.clock.now();
  const stands = await withShop(platform.db, shopId, (tx) => readRun(tx, shopId, runId));
  if (stands?.state !== 'running') return false;
  const view = { platform, shop, filter: begun.filter, acting: actingOf(begun.act) };
  const customerIds = orThrow(await people.behind(view, stands.place, PIECE));
  return withShop(platform.db, shopId, async (tx) => {
    await shareGraph(tx, shopId);
    const run = await lockRun(tx, shopId, { runId, state: 'running' });
    // Somebody else did this piece meanwhile: the next look sees how far they are.
    if (run === undefined || run.place !== stands.place) return run !== undefined;
    if (customerIds.length === 0) {
      await endRun(tx, shopId, { runId, state: 'done', now });
      return false;
    }
    const changed = await changePiece(tx, shopId, { run, customerIds });
    await moveRun(tx, shopId, {
      ...{ runId, place: customerIds.at(-1)!, seen: customerIds.length, changed: changed.length },
    });
    return true;
  });
}

type Tx = Parameters<typeof readRun>[0];

async function changePiece(
  tx: Tx,
  shopId: number,
  { run, customerIds }: { run: TagRun; customerIds: readonly number[] },
): Promise<number[]> {
  const persons = await personsOfCustomers(tx, shopId, customerIds);
  // Tagged is the first person of each customer, as by hand; untagged are all.
  const personIds =
    run.act === 'tag'
      ? persons.filter((it) => it.first).map((it) => it.personId)
      : persons.map((it) => it.personId);
  await noteBefore(tx, shopId, { run, personIds });
  const changed =
    run.act === 'tag'
      ? await tagAll(tx, shopId, { run, personIds })
      : await untagAll(tx, shopId, { run, customerIds });
  await forgetUnchanged(tx, shopId, { runId: run.runId, personIds, changed });
  await markMirrored(tx, shopId, changed);
  return changed;
}

const tagAll = (tx: Tx, shopId: number, { run, personIds }: { run: TagRun; personIds: readonly number[] }) =>
  insertTags(tx, shopId, {
    tags: personIds.map((personId) => ({ personId, tag: run.tag })),
    ...{ source: 'staff', by: run.begunBy, expiresAt: run.expiresAt?.toISOString(), runId: run.runId },
  });

const untagAll = async (
  tx: Tx,
  shopId: number,
  { run, customerIds }: { run: TagRun; customerIds: readonly number[] },
) =>
  (await deleteTags(tx, shopId, { customerIds, tag: run.tag, by: run.begunBy, runId: run.runId })).personIds;

async function undoPiece({ platform, shop }: GoingOn, { runId }: TagRun): Promise<boolean> {
  const { shopId } = shop;
  return withShop(platform.db, shopId, async (tx) => {
    await shareGraph(tx, shopId);
    const run = await lockRun(tx, shopId, { runId, state: 'undoing' });
    if (run === undefined) return false;
    const { persons, changed } = await putBack(tx, shopId, { run, limit: PIECE });
    await forgetEndedByRun(tx, shopId, { runId, personIds: changed });
    await markMirrored(tx, shopId, changed);
    if (persons.length > 0) await moveRun(tx, shopId, { runId, place: persons.at(-1)!, seen: 0, changed: 0 });
    else await endRun(tx, shopId, { runId, state: 'undone', now: platform.clock.now() });
    return persons.length > 0;
  });
}

const noSuchRun = problem('no-such-tag-run', 404, {
  zh: '没有这次批量打标',
  en: 'There is no such bulk tag',
});

const notToUndo = problem('not-to-undo', 409, {
  zh: '只能撤销 30 天内已完成且未撤销的批量打标',
  en: 'Only a bulk tag that is done, not undone, and begun within 30 days can be undone',
});
