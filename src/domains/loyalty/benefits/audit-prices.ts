import type { Static } from 'typebox';
import type { priceAudit } from '../../../contract/benefits.ts';
import { quote } from '../../../platform/clickhouse/literal.ts';
import { type Tx, withShop } from '../../../platform/db/postgres.ts';
import type { Platform } from '../../../platform/platform.ts';
import { type AnalysedShop, addDays, shopDay } from '../../analytics/index.ts';
import { customersOf } from '../../customers/index.ts';
import { placesOfProducts } from '../../products/index.ts';
import { unexplainedPrices } from './explain-rules.ts';
import { differencesSql } from './price-differences-sql.ts';
import { pricesInForce } from './rules-in-force.ts';

/** More lines are not looked at; the report says that there are more. */
const MOST = 20_000;

interface Auditing {
  readonly platform: Pick<Platform, 'db' | 'clickhouse' | 'clock'>;
  readonly shop: AnalysedShop;
  /** Shop days, inclusive; the last 30 unless told. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

interface Line {
  readonly day: string;
  readonly channel: string;
  readonly product_id: number;
  readonly order_id: string;
  readonly person_id: number;
  readonly price: string;
}

type Audit = Static<typeof priceAudit>;

/** Different prices of one product on one day that no public rule explains (个人信息保护法 art. 24), for somebody to look at. */
export async function auditPrices({ platform, shop, ...days }: Auditing): Promise<Audit> {
  const to = days.to ?? shopDay(platform.clock.now(), shop);
  const from = days.from ?? addDays(to, -29);
  const lines = await platform.clickhouse.query<Line>({
    sql: differencesSql(quote(shop.timeZone)),
    shopId: shop.shopId,
    params: { from, to, currency: shop.currency, most: MOST },
  });
  const differences = await withShop(platform.db, shop.shopId, (tx) => explain(tx, shop, lines));
  return { from, to, lines: lines.length, is_cut: lines.length === MOST, differences };
}

async function explain(tx: Tx, shop: AnalysedShop, lines: readonly Line[]): Promise<Audit['differences']> {
  const { shopId, timeZone } = shop;
  const personIds = [...new Set(lines.map((line) => line.person_id))];
  const owners = await customersOf(tx, shopId, personIds);
  const persons = new Map(personIds.map((id) => [id, owners.get(id) ?? id]));
  const inForce = await pricesInForce(tx, { shopId, timeZone, persons });
  const products = [...new Set(lines.map((line) => line.product_id))];
  const places = await placesOfProducts(tx, shopId, products);
  const groups = Map.groupBy(lines, (it) => `${it.day} ${it.product_id} ${it.channel}`);
  return [...groups.values()].flatMap((group) => {
    const { day, channel, product_id: product } = group[0]!;
    const category = places.get(product)?.category ?? [];
    const sold = group.map((line) => ({
      ...{
        orderId: Number(line.order_id),
        customerId: persons.get(line.person_id)!,
        price: Number(line.price),
      },
    }));
    const percents = (customerId: number) =>
      inForce(customerId, day)
        .filter((it) => it.category.every((name, level) => category[level] === name))
        .map(({ percent }) => percent);
    return unexplainedPrices(sold, percents).map((it) => ({
      ...{ day, channel, product_id: product, list_minor: it.listMinor, price_minor: it.priceMinor },
      ...{ customers: it.customers, order_ids: it.orderIds.slice(0, 20) },
    }));
  });
}
