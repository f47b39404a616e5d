import type { MetProduct } from '../../../contract/records.ts';
import { minorOf } from '../imports/fields/money.ts';
import { decimalOf, isObject, type Json, textOf } from './call-values.ts';
import { OWN_CHANNEL } from './identities-of-call.ts';

/** A longer one is a payload in the wrong place; PostgreSQL's index would refuse it. */
const LONGEST = 200;

/** More of one call than a page shows are left out: a list is context, not a catalogue. */
const MOST_LISTED = 100;

/** The product a call or one of its lines names, with what it says of it; undefined where it has no number. */
export function productOf(properties: Json, currency: string): MetProduct | undefined {
  const said = textOf(properties.product_id) || textOf(properties.productId);
  const productNo = said || textOf(properties.sku);
  if (productNo === '' || productNo.length > LONGEST) return undefined;
  const product: Mutable = { channel: OWN_CHANNEL, productNo };
  const named = textOf(properties.name) || textOf(properties.product_name);
  const title = named || textOf(properties.productName);
  if (title !== '') product.title = title.slice(0, LONGEST);
  const brand = textOf(properties.brand);
  if (brand !== '') product.brand = brand.slice(0, LONGEST);
  const price = decimalOf(properties.price);
  const priceMinor = price === undefined ? undefined : minorOf(price, currency);
  if (priceMinor !== undefined && priceMinor >= 0) {
    product.priceMinor = priceMinor;
    product.currency = currency;
  }
  const category = pathOf(textOf(properties.category));
  if (category.length > 0) product.category = category;
  return product;
}

type Mutable = { -readonly [Key in keyof MetProduct]: MetProduct[Key] };

/** `Games > Board games` and `games/board` are paths from the root down. */
function pathOf(text: string): string[] {
  if (text === '') return [];
  if (text.length <= LONGEST && !text.includes('>') && !text.includes('/')) return [text];
  return text
    .split(/\s*[>/]\s*/)
    .filter((it) => it !== '' && it.length <= LONGEST)
    .slice(0, 4);
}

/** The products a list or a cart shows. */
export function productsOf(properties: Json, currency: string): MetProduct[] {
  if (properties.products === undefined) return [];
  return listedProducts(properties).flatMap((it) => productOf(it, currency) ?? []);
}

/** As many of them as are read. */
export const listedProducts = (properties: Json): Json[] => listed(properties).slice(0, MOST_LISTED);

/** What stands in `products`, as far as it is objects. */
export const listed = ({ products }: Json): Json[] =>
  Array.isArray(products) ? products.filter(isObject) : [];
