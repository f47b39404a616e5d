import { ok, type Result } from '../../../platform/errors.ts';
import { type CursorPlace, readCursor, writeCursor } from '../../../platform/http/cursor.ts';
import type { Platform } from '../../../platform/platform.ts';
import { type GroupQuestion, listGroup, type Place, type RfmCustomer } from './list-group.ts';

export interface GroupPage {
  readonly items: RfmCustomer[];
  /** Null on the last page. */
  readonly next_cursor: string | null;
}

/** A page of a group by signed cursor. Problems: `unusable-question`, `invalid-input` (not a cursor of this list). */
export async function pageOfGroup(
  platform: Platform,
  question: GroupQuestion,
  cursor: string | undefined,
): Promise<Result<GroupPage>> {
  const place = cursorPlace(platform, question);
  const position = readCursor(place, cursor);
  if (!position.ok) return position;
  const page = await listGroup({ ...question, after: toPlace(position.value) });
  if (!page.ok) return page;
  const { items, next } = page.value;
  return ok({ items, next_cursor: next && writeCursor(place, [next.netSales, next.customerId]) });
}

/** A cursor holds for one day, one way of scoring and one group. */
function cursorPlace(platform: Platform, { shop, asOf, scoring, cut, group }: GroupQuestion): CursorPlace {
  return {
    platform,
    shopId: shop.shopId,
    list: JSON.stringify(['rfm/customers', asOf, scoring, cut, group]),
  };
}

const toPlace = (position: readonly (string | number)[] | undefined): Place | undefined =>
  position && { netSales: Number(position[0]), customerId: Number(position[1]) };
