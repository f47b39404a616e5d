import type { Permission } from '../../../contract/auth.ts';
import type { CustomerFigures, CustomerFiguresView } from '../../../contract/people.ts';
import { withShop } from '../../../platform/db/postgres.ts';
import { ok, type Result } from '../../../platform/errors.ts';
import type { Platform } from '../../../platform/platform.ts';
import { mayProfile } from '../../compliance/index.ts';
import { readPersonsOf } from '../identity/read-identities.ts';
import { figuresFor } from './list-view.ts';
import type { PeopleFinder, PeopleShop } from './people-finder.ts';

export interface FiguresAsk {
  readonly platform: Platform;
  readonly shop: PeopleShop;
  readonly people: PeopleFinder;
  readonly permissions: ReadonlySet<Permission>;
  readonly customerId: number;
  readonly signal?: AbortSignal | undefined;
}

/** What one customer comes to, all persons together. Problems: no-such-customer. */
export async function showFigures(ask: FiguresAsk): Promise<Result<CustomerFiguresView>> {
  const { platform, shop, people, customerId, signal } = ask;
  const { shopId } = shop;
  const { persons, may } = await withShop(platform.db, shopId, async (tx) => {
    const persons = await readPersonsOf(tx, shopId, customerId);
    const subjects = persons.ok ? [{ id: customerId, personIds: persons.value }] : [];
    return { persons, may: await mayProfile(tx, { shopId, subjects, purpose: 'profiling' }) };
  });
  if (!persons.ok) return persons;
  const view = { platform, shop, signal };
  const [found, habits] = await Promise.all([
    people.figures({ ...view, scores: 'all' }, [customerId]),
    people.habits(view, persons.value),
  ]);
  const figures = figuresFor(found.get(customerId), ask.permissions, may.get(customerId)) ?? null;
  return ok({ currency: shop.currency, figures, ...ratesOf(figures), habits });
}

const DAY_MS = 86_400_000;

function ratesOf(it: CustomerFigures | null) {
  if (it === null || it.orders === 0) return { average_order: null, refund_rate: null, order_gap_days: null };
  const span = Date.parse(it.last_order_at!) - Date.parse(it.first_order_at!);
  return {
    average_order: it.net_sales / it.orders,
    refund_rate: it.paid === 0 ? null : it.refunded / it.paid,
    order_gap_days: it.orders < 2 ? null : span / DAY_MS / (it.orders - 1),
  };
}
