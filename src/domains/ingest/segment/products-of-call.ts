import type { MetProduct } from '../../../contract/records.ts';
import { minorOf } from '../imports/fields/money.ts';
import { decimalOf, firstText, isObject, type Json, textAt } from './call-values.ts';
import { OWN_CHANNEL } from './identities-of-call.ts';

const NUMBERS = ['product_id', 'productId', 'sku'];

/** A longer one is a payload in the wrong place; PostgreSQL's index would refuse it. */
const LONGEST = 200;

/** More of one call than a page shows are left out: a list is context, not a catalogue. */
const MOST_LISTED = 100;

/** The product a call or one of its lines names, with what it says of it; undefined where it has no number. */
export function productOf(properties: Json, currency: string): MetProduct | undefined {
  const productNo = firstText(properties, NUMBERS);
  if (productNo === '' || productNo.length > LONGEST) return undefined;
  const product: Mutable = { channel: OWN_CHANNEL, productNo };
  const title = firstText(properties, TITLES);
  if (title !== '') product.title = title.slice(0, LONGEST);
  const brand = textAt(properties, 'brand');
  if (brand !== '') product.brand = brand.slice(0, LONGEST);
  const price = decimalOf(properties.price);
  const priceMinor = price === undefined ? undefined : minorOf(price, currency);
  if (priceMinor !== undefined && priceMinor >= 0) Object.assign(product, { priceMinor, currency });
  const category = pathOf(textAt(properties, 'category'));
  if (category.length > 0) product.category = category;
  return product;
}

type Mutable = { -readonly [Key in keyof MetProduct]: MetProduct[Key] };

const TITLES = ['name', 'product_name', 'productName'];

/** `Games > Board games` and `games/board` are paths from the root down. */
function pathOf(text: string): string[] {
  if (text === '') return [];
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
