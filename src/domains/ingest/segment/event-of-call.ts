import type { EventRecord, IdentityClaim } from '../../../contract/records.ts';
import type { Issue } from '../../../platform/errors.ts';
import { facts } from '../imports/fields/join-facts.ts';
import { minorOf } from '../imports/fields/money.ts';
import { notCurrency } from './call-problems.ts';
import { decimalOf, firstText, isObject, type Json, type Scalar, scalarsOf, textAt } from './call-values.ts';
import { eventNameOf } from './commerce-names.ts';
import { productOf, productsOf } from './products-of-call.ts';
import { tieOf } from './tie-of-call.ts';
import { hostOf, touchOf } from './touch-of-call.ts';

export interface EventCall {
  readonly json: Json;
  readonly type: string;
  readonly identities: readonly IdentityClaim[];
  readonly at: string;
  /** What amounts are in where the call does not say. */
  readonly currency: string;
  /** Where the event is said to have happened: the write key's source, or the preset's channel. */
  readonly channel: string;
}

export interface ReadEvent {
  readonly event: EventRecord;
  readonly currency: string;
  readonly properties: Json;
  readonly warnings: readonly Issue[];
}

/** A track, page or screen call as an event. */
export function eventOf(call: EventCall): ReadEvent {
  const properties = isObject(call.json.properties) ? call.json.properties : {};
  const { currency, warnings } = currencyOf(properties, call.currency);
  const name = nameOf(call);
  const event: EventRecord = {
    ...{ kind: 'event', channel: call.channel, identities: call.identities, name, at: call.at },
    ...facts({
      messageId: textAt(call.json, 'messageId'),
      ...commerceFacts(properties, currency),
      tie: tieOf(name, properties),
      touch: touchOf(call.json),
      properties: propertiesOf(call, properties),
    }),
  };
  return { event, currency, properties, warnings };
}

function nameOf({ json, type }: EventCall): string {
  if (type === 'track') return eventNameOf(textAt(json, 'event'));
  return type === 'page' ? 'Page Viewed' : 'Screen Viewed';
}

function currencyOf(properties: Json, usual: string): { currency: string; warnings: readonly Issue[] } {
  const said = textAt(properties, 'currency').toUpperCase();
  if (said === '') return { currency: usual, warnings: [] };
  return /^[A-Z]{3}$/.test(said)
    ? { currency: said, warnings: [] }
    : { currency: usual, warnings: [notCurrency] };
}

function commerceFacts(properties: Json, currency: string) {
  const { revenue, total, value, price } = properties;
  const amount = [revenue, total, value, price].map(decimalOf).find((it) => it !== undefined);
  const amountMinor = amount === undefined ? undefined : minorOf(amount, currency);
  const quantity = Number(decimalOf(properties.quantity));
  const product = productOf(properties, currency);
  const products = productsOf(properties, currency);
  return {
    product,
    products: products.length === 0 ? undefined : products,
    category: typeof properties.category === 'string' ? properties.category : undefined,
    orderNo: firstText(properties, ['order_id', 'orderId']),
    quantity: Number.isInteger(quantity) && Math.abs(quantity) < 2 ** 31 ? quantity : undefined,
    amountMinor,
    currency: amountMinor === undefined ? undefined : currency,
  };
}

/**
 * Scalars only, with the little of the context that is worth counting by. What names a person is stripped where the
 * row is made; here addresses of other sites become their hosts, and the question of a page goes.
 */
function propertiesOf({ json, type }: EventCall, properties: Json): Record<string, Scalar> {
  const said = scalarsOf(properties);
  const { search: _search, referrer, ...kept } = said;
  const from = typeof referrer === 'string' ? hostOf(referrer) : '';
  const pageName = type === 'track' ? '' : textAt(json, 'name');
  return {
    ...contextOf(json),
    ...kept,
    ...facts({ referrer: from, [type === 'page' ? 'page_name' : 'screen_name']: pageName }),
  } as Record<string, Scalar>;
}

const CONTEXT: Readonly<Record<string, string>> = {
  path: 'context.page.path',
  os: 'context.os.name',
  app_version: 'context.app.version',
  locale: 'context.locale',
};

function contextOf(json: Json): Record<string, string> {
  if (!isObject(json.context)) return {};
  const said = Object.entries(CONTEXT).map(([name, path]): [string, string] => [name, textAt(json, path)]);
  return Object.fromEntries(said.filter(([, text]) => text !== ''));
}
