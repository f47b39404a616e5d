import type {
  EventRecord,
  InputRecord,
  MetProduct,
  OrderLineRecord,
  OrderRecord,
  TieClaim,
  Touch,
} from '../../contract/records.ts';
import { personalKindOf } from '../compliance/index.ts';

/**
 * Strips personal values from the words of a record that are kept as they are and counted by: sources write e-mail
 * addresses into campaigns and phone numbers into reasons, tags and titles. What is personal by its place (identities,
 * traits, receivers) is not touched: it is sealed where it goes. Event properties are stripped with the shop's
 * dictionary, when the row is made. A record without anything personal comes back as it is.
 */
export function stripRecord<T extends InputRecord>(record: T): T {
  return isPlainEvent(record) ? record : changed(record, cleaned(record) as Partial<T>);
}

/** Most events say no word but a category and what they say of one product: those are looked at and left as they are. */
const isPlainEvent = (record: InputRecord): boolean =>
  record.kind === 'event' &&
  record.touch === undefined &&
  record.tie === undefined &&
  record.products === undefined &&
  (record.category === undefined || isWord(record.category)) &&
  (record.product === undefined || isCleanProduct(record.product));

const isCleanProduct = ({ title, brand, category }: MetProduct): boolean =>
  (title === undefined || isWord(title)) &&
  (brand === undefined || isWord(brand)) &&
  (category === undefined || category.every(isWord));

/** The fields that must change; undefined for a field that must go. */
function cleaned(record: InputRecord): object {
  switch (record.kind) {
    case 'order':
      return {
        ...{ ...touchOf(record), ...tieOf(record), ...linesOf(record), ...receiverOf(record) },
        ...{ ...paymentsOf(record), ...listOf(record, 'marks') },
      };
    case 'refund':
      return { ...wordsOf(record, ['reason']), ...linesOf(record) };
    case 'adjustment':
      return wordsOf(record, ['reason']);
    case 'customer':
      return { ...touchOf(record), ...listOf(record, 'tags') };
    case 'event':
      return {
        ...{ ...touchOf(record), ...tieOf(record), ...wordsOf(record, ['category']) },
        ...productsOf(record),
      };
    case 'product':
      return { ...wordsOf(record, ['title', 'brand']), ...listOf(record, 'category') };
    case 'spend':
      return isWord(record.campaign) ? {} : { campaign: PERSONAL };
  }
}

/** Stands where a word is needed and was personal. */
const PERSONAL = '(personal)';

const isWord = (text: string): boolean => personalKindOf(text) === undefined;

function changed<T extends object>(it: T, changes: Partial<T>): T {
  const names = Object.keys(changes);
  if (names.length === 0) return it;
  const left = Object.entries({ ...it, ...changes }).filter(([, value]) => value !== undefined);
  return Object.fromEntries(left) as T;
}

/** Undefined for each of the fields that holds a personal value. */
function wordsOf<T extends object, K extends keyof T>(it: T, fields: readonly K[]): Partial<T> {
  const changes: Partial<T> = {};
  for (const field of fields) {
    const value = it[field];
    if (typeof value === 'string' && !isWord(value)) changes[field] = undefined as T[K];
  }
  return changes;
}

/** A list without its personal words, where it has any. */
function listOf<K extends string>(it: { readonly [key in K]?: readonly string[] }, field: K): object {
  const words = it[field];
  return words === undefined || words.every(isWord) ? {} : { [field]: words.filter(isWord) };
}

function linesOf({ lines }: { readonly lines: readonly OrderLineRecord[] }): object {
  const clean = lines.map((line) =>
    changed(line, { ...wordsOf(line, ['title', 'sku']), ...productIn(line) }),
  );
  return clean.every((line, n) => line === lines[n]) ? {} : { lines: clean };
}

/** A line of a live order says more of its product than its number. */
function productIn({ product }: OrderLineRecord): Partial<OrderLineRecord> {
  const clean = product && cleanProduct(product);
  return clean === undefined || clean === product ? {} : { product: clean };
}

/** Province, city and district are kept open; where columns are shifted something else stands in them. */
function receiverOf({ receiver }: Extract<InputRecord, { kind: 'order' }>): object {
  if (receiver === undefined) return {};
  const clean = changed(receiver, wordsOf(receiver, ['province', 'city', 'district']));
  return clean === receiver ? {} : { receiver: clean };
}

/** What is said of products in passing; their numbers are claims and stay. */
function productsOf({ product, products }: EventRecord): Partial<EventRecord> {
  const one = product && cleanProduct(product);
  const many = products?.map(cleanProduct);
  return {
    ...(one !== undefined && one !== product && { product: one }),
    ...(many?.some((it, n) => it !== products![n]) && { products: many }),
  };
}

const cleanProduct = (product: MetProduct): MetProduct =>
  isCleanProduct(product)
    ? product
    : changed(product, { ...wordsOf(product, ['title', 'brand']), ...listOf(product, 'category') });

/** Accounts are written into methods. Numbers stay: one in ten of theirs looks like a card's. */
function paymentsOf({ payments }: { readonly payments?: OrderRecord['payments'] }): object {
  if (payments === undefined) return {};
  const kept = payments.map((it) => changed(it, wordsOf(it, ['method'])));
  return kept.every((it, n) => it === payments[n]) ? {} : { payments: kept };
}

/** Shops number invitations by the phone of who invites; ties go to ClickHouse by their numbers. */
const tieOf = ({ tie }: { readonly tie?: TieClaim }): object =>
  tie === undefined || isWord(tie.tieNo) ? {} : { tie: undefined };

function touchOf({ touch }: { readonly touch?: Touch }): object {
  if (touch === undefined) return {};
  const words = changed(touch, wordsOf(touch, ['source', 'medium', 'campaign', 'channel']));
  const utm = Object.entries(touch.utm ?? {});
  const kept = utm.filter((entry) => entry.every(isWord));
  if (kept.length < utm.length) return { touch: { ...words, utm: Object.fromEntries(kept) } };
  return words === touch ? {} : { touch: words };
}
