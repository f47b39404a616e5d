import type { Param } from '../../../platform/clickhouse/clickhouse.ts';
import { eachInTurn } from '../../../platform/give-way.ts';
import type { Asking } from '../metrics/question.ts';
import { standingAt } from '../rfm/rfm-question.ts';
import { countCustomersSql, interactionsSql, MOST_CUSTOMERS, productsSql } from './interactions-sql.ts';
import { weightOfLooks } from './look-rules.ts';
import type { OnOffer } from './offer-rules.ts';

/** What a shop sold by the end of the calibration, most bought first. */
export interface SoldProduct extends OnOffer {
  readonly product: number;
  /** Customers who bought it. */
  readonly customers: number;
  /** Of these, who bought it within the last 30 days of the calibration. */
  readonly recent: number;
  readonly title: string;
}

/** Customers by products, as columns: those of customer n lie from starts[n] to starts[n + 1]. */
export interface Interactions {
  readonly products: readonly SoldProduct[];
  readonly customers: Uint32Array;
  readonly starts: Uint32Array;
  /** Place in products. */
  readonly items: Uint16Array;
  /** How much it says of interest; 0 where there is only a later purchase. */
  readonly weights: Float32Array;
  readonly bought: Uint16Array;
  /** Orders behind the calibration. */
  readonly later: Uint16Array;
}

export interface Span {
  /** Shop days: the last that is learnt from, and the last that checks. */
  readonly calibration: string;
  readonly until: string;
}

interface ProductRow {
  readonly product: number;
  readonly customers: string;
  readonly recent: string;
  readonly title: string | null;
  readonly stock: string | null;
  readonly price: string | null;
  readonly off_sale: number | null;
}

interface CustomerRow {
  readonly customer_id: number;
  readonly items: readonly number[];
  readonly bought: readonly number[];
  readonly later: readonly number[];
  /** Looks, decayed. */
  readonly seen: readonly number[];
}

const numberOrNull = (text: string | null): number | null => (text === null ? null : Number(text));

/**
 * Who bought and looked at what, of `most` customers at most. Which products there are, and how many customers, decides what is asked of
 * customers.
 */
export async function readInteractions(
  asking: Asking,
  span: Span,
  most = MOST_CUSTOMERS,
): Promise<Interactions> {
  const ask = <Row>(sql: string, params: Readonly<Record<string, Param>> = {}): Promise<Row[]> =>
    asking.clickhouse.query<Row>({
      ...{ sql, shopId: asking.shop.shopId, maxRows: 250_000, seconds: 120 },
      params: { currency: asking.shop.currency, ...span, ...params },
      ...(asking.signal && { signal: asking.signal }),
    });
  const at = standingAt(asking, '{until:Date}');
  const sold = await ask<ProductRow>(productsSql(at));
  const products = sold.map((it) => ({
    ...{ product: it.product, customers: Number(it.customers), recent: Number(it.recent) },
    title: it.title ?? '',
    ...{ stock: numberOrNull(it.stock), price: numberOrNull(it.price), isOffSale: it.off_sale === 1 },
  }));
  const [counted] = await ask<{ customers: string }>(countCustomersSql(at));
  const rows = await ask<CustomerRow>(interactionsSql(at), {
    ...{ products: products.map((it) => it.product), most },
    hashes_to: hashesTo(most / Number(counted!.customers)),
  });
  return columnsOf(rows, products);
}

/** The hash up to which the first so large a share of customers lies; a tenth more, for luck and for counts that are estimates. */
const hashesTo = (share: number): string =>
  share * 1.1 >= 1 ? String(2n ** 64n - 1n) : String(BigInt(Math.floor(share * 1.1 * 2 ** 53)) * 2n ** 11n);

export async function columnsOf(
  rows: readonly CustomerRow[],
  products: readonly SoldProduct[],
): Promise<Interactions> {
  const place = new Map(products.map((it, n) => [it.product, n]));
  const all = rows.reduce((sum, it) => sum + it.items.length, 0);
  const made = {
    products,
    customers: Uint32Array.from(rows, (it) => it.customer_id),
    starts: new Uint32Array(rows.length + 1),
    items: new Uint16Array(all),
    weights: new Float32Array(all),
    bought: new Uint16Array(all),
    later: new Uint16Array(all),
  };
  let at = 0;
  await eachInTurn(rows, (row, n) => {
    row.items.forEach((item, m) => {
      made.items[at] = place.get(item)!;
      made.weights[at] = row.bought[m]! + weightOfLooks(row.seen[m]!);
      made.bought[at] = row.bought[m]!;
      made.later[at++] = row.later[m]!;
    });
    made.starts[n + 1] = at;
  });
  return made;
}

/** Entries of a customer by their place in the columns. */
export const entriesOf = (
  { starts }: Interactions,
  customer: number,
): readonly [from: number, to: number] => [starts[customer]!, starts[customer + 1]!];
