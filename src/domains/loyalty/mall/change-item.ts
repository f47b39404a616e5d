import { randomUUID } from 'node:crypto';
import type { MallItemChange, NewMallItem } from '../../../contract/mall.ts';
import type { Tx } from '../../../platform/db/postgres.ts';
import { fail, ok, type Result } from '../../../platform/errors.ts';
import { personalKindOf, recordAct } from '../../compliance/index.ts';
import { changeStock, openStock } from '../../ledgers/index.ts';
import { addItem, type MallItem, readItem, writeItem } from './item-store.ts';
import { itemChanged, keyReused, noSuchItem, personalName, soldOut } from './mall-problems.ts';

/** Who changes the mall, and when. */
export interface Changing {
  readonly shopId: number;
  readonly by: string;
  readonly now: Date;
}

/** A new item with its first stock, on the audit log. Problems: personal-value. */
export async function makeItem(
  tx: Tx,
  it: Changing & { readonly item: NewMallItem },
): Promise<Result<MallItem>> {
  const { shopId, by, now, item } = it;
  if (isPersonal(item)) return fail(personalName);
  const stockId = await openStock(tx, shopId);
  if (item.stock > 0)
    await changeStock(tx, shopId, {
      ...{ stockId, by: item.stock, key: `new:${randomUUID()}`, madeBy: by, at: now },
    });
  const itemId = await addItem(tx, shopId, { item, stockId, by, now });
  await note(tx, it, { itemId, act: 'mall.add', details: { points: item.points, stock: item.stock } });
  return ok((await readItem(tx, shopId, itemId))!);
}

/**
 * Changes an item; what is held keeps the price it was held at. Problems: no-such-mall-item, mall-item-changed,
 * personal-value.
 */
export async function changeItem(
  tx: Tx,
  it: Changing & { readonly itemId: number; readonly change: MallItemChange },
): Promise<Result<MallItem>> {
  const { shopId, itemId, change } = it;
  if ((await readItem(tx, shopId, itemId)) === undefined) return fail(noSuchItem);
  if (isPersonal(change)) return fail(personalName);
  if (!(await writeItem(tx, shopId, { itemId, change }))) return fail(itemChanged);
  await note(tx, it, { itemId, act: 'mall.change', details: { points: change.points } });
  return ok((await readItem(tx, shopId, itemId))!);
}

/** More or fewer of an item, once per key. Problems: no-such-mall-item, key-reused, mall-item-sold-out. */
export async function changeItemStock(
  tx: Tx,
  it: Changing & { readonly itemId: number; readonly count: number; readonly key: string },
): Promise<Result<MallItem>> {
  const { shopId, itemId, count, key } = it;
  const item = await readItem(tx, shopId, itemId);
  if (item === undefined) return fail(noSuchItem);
  if (count === 0) return ok(item);
  const change = { stockId: item.stockId, by: count, key, madeBy: it.by, at: it.now };
  const done = await changeStock(tx, shopId, change);
  if (done === 'other') return fail(keyReused);
  if (done === 'not-so-many') return fail(soldOut);
  if (done === 'done') await note(tx, it, { itemId, act: 'mall.stock', details: { by: count } });
  return ok((await readItem(tx, shopId, itemId))!);
}

type Words = Pick<NewMallItem, 'name' | 'hands_out' | 'tiers' | 'most_by_tier'>;

const isPersonal = ({ name, hands_out: handsOut, tiers, most_by_tier: byTier = [] }: Words): boolean =>
  [name, handsOut ?? '', ...tiers, ...byTier.map(({ tier }) => tier)].some(
    (text) => personalKindOf(text) !== undefined,
  );

interface Note {
  readonly itemId: number;
  readonly act: string;
  readonly details: Readonly<Record<string, number>>;
}

const note = (tx: Tx, { shopId, by }: Changing, { itemId, act, details }: Note): Promise<void> =>
  recordAct(tx, { shopId, actor: by, act, subject: `mall-item:${itemId}`, details });
