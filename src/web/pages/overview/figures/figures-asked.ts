import { addressOf } from '../../../client/address-of.ts';
import type { MyShop } from '../../../client/me.ts';
import { dayOf } from '../../../kit/format/dates.ts';
import { readView } from '../../../kit/list/read-view.ts';
import { rangeOf, viewDefaults } from '../range-rules.ts';
import { figuresPath, figuresQuestion } from './figures-question.ts';

type Shop = Pick<MyShop, 'slug' | 'time_zone'>;

/**
 * What of the key figures an overview asks first, by its address. Undefined where that says "all": what it means has to be
 * asked before, by the page.
 */
export function figuresAsked({ slug, time_zone: zone }: Shop, search: URLSearchParams, now: Date) {
  const view = readView(search, viewDefaults);
  if (view.range === 'all') return undefined;
  return figuresQuestion(slug, rangeOf(view, { today: dayOf(now, zone), ordersFrom: null, ordersTo: null }));
}

/** Where, as the client writes it. */
export function figuresAddresses(shop: Shop, search: URLSearchParams, now: Date): string[] {
  const asked = figuresAsked(shop, search, now);
  return asked === undefined ? [] : [addressOf(figuresPath, asked.path, asked.query)];
}
