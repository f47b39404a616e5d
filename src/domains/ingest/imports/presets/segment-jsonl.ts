import type { EventRecord, IdentityClaim, InputRecord, TraitValue } from '../../../../contract/records.ts';
import { ok, type Text } from '../../../../platform/errors.ts';
import { instantOf, isoOf } from '../fields/instant.ts';
import { facts } from '../fields/join-facts.ts';
import { plainNumber, valueAt } from '../fields/json-cells.ts';
import { minorOf } from '../fields/money.ts';
import { zoneOf } from '../fields/zone.ts';
import type { Row, RowReject } from '../files/rows.ts';
import type { RecordSource, RowOutcome } from '../record-source.ts';

const CHANNEL = 'web';
const CURRENCY = 'CNY';
const UTC = zoneOf('UTC');

type Json = Readonly<Record<string, unknown>>;

/** Calls of the Segment specification, one JSON object a line: track, page, screen, identify, alias, group. */
export const segmentJsonl: RecordSource = {
  name: 'segment-jsonl',
  label: { zh: 'Segment 事件（JSON Lines）', en: 'Segment calls (JSON lines)' },
  currency: CURRENCY,
  timeZone: 'Asia/Shanghai',
  open: { format: 'json-lines' },
  bind: () => ok({ read: readCall, contentOf: (row) => JSON.stringify(row.json) }),
};

function readCall(row: Row): RowOutcome {
  const problems: RowReject[] = [];
  const refuse = (column: string, code: string, message: Text): void => {
    problems.push({ line: row.line, column, code, message });
  };
  const json = row.json ?? {};
  const type = textAt(json, 'type');
  const identities = identitiesOf(json);
  const at = timeOf(json);
  if (identities.length === 0) refuse('userId', 'missing-value', NOBODY);
  if (at === undefined) refuse('timestamp', 'not-a-time', NO_TIME);
  if (!TYPES.has(type)) refuse('type', 'unknown-value', NO_TYPE);
  if (type === 'track' && textAt(json, 'event') === '') refuse('event', 'missing-value', NO_NAME);
  return problems.length > 0
    ? { records: [], problems }
    : { records: recordsOf(json, { type, identities, at: at! }), problems };
}

const TYPES = new Set(['track', 'page', 'screen', 'identify', 'alias', 'group']);

interface Call {
  readonly type: string;
  readonly identities: readonly IdentityClaim[];
  readonly at: string;
}

function recordsOf(json: Json, call: Call): InputRecord[] {
  if (call.type === 'identify' || call.type === 'alias' || call.type === 'group')
    return [customerOf(json, call)];
  return [eventOf(json, call)];
}

/** Facts of a person; `alias` has none, but its two names make one customer. */
function customerOf(json: Json, { type, identities, at }: Call): InputRecord {
  const traits = type === 'identify' ? scalarsOf(valueAt(json, 'traits')) : {};
  return {
    kind: 'customer',
    identities: [...identities, ...contactsOf(traits)],
    at,
    ...facts({ traits: named(traits) }),
  };
}

function eventOf(json: Json, { type, identities, at }: Call): EventRecord {
  const properties = scalarsOf(valueAt(json, 'properties'));
  const name = type === 'track' ? textAt(json, 'event') : type === 'page' ? 'Page Viewed' : 'Screen Viewed';
  const currency = String(properties.currency ?? CURRENCY).toUpperCase();
  const productNo = String(properties.product_id ?? properties.productId ?? properties.sku ?? '');
  const amount = properties.revenue ?? properties.total ?? properties.value ?? properties.price;
  const amountMinor = typeof amount === 'number' ? minorOf(plainNumber(amount), currency) : undefined;
  return {
    kind: 'event',
    channel: CHANNEL,
    identities,
    name,
    at,
    ...facts({
      messageId: textAt(json, 'messageId'),
      product: productNo === '' ? undefined : { channel: CHANNEL, productNo },
      category: typeof properties.category === 'string' ? properties.category : undefined,
      orderNo: String(properties.order_id ?? properties.orderId ?? ''),
      quantity: typeof properties.quantity === 'number' ? properties.quantity : undefined,
      amountMinor,
      currency: amountMinor === undefined ? undefined : currency,
      touch: touchOf(json),
      properties,
    }),
  };
}

function identitiesOf(json: Json): IdentityClaim[] {
  const claims: IdentityClaim[] = [];
  const claim = (kind: IdentityClaim['kind'], path: string): void => {
    const value = textAt(json, path);
    if (value !== '') claims.push({ channel: CHANNEL, kind, value });
  };
  claim('user-id', 'userId');
  claim('anonymous-id', 'anonymousId');
  claim(textAt(json, 'userId') === '' ? 'anonymous-id' : 'user-id', 'previousId');
  claim('device', 'context.device.id');
  return claims;
}

/** What somebody signed up with is theirs: it joins them across channels. */
function contactsOf(traits: Readonly<Record<string, TraitValue>>): IdentityClaim[] {
  const { phone, email } = traits;
  const claims: IdentityClaim[] = [];
  if (typeof phone === 'string') claims.push({ channel: CHANNEL, kind: 'phone', value: phone });
  if (typeof email === 'string') claims.push({ channel: CHANNEL, kind: 'e-mail', value: email });
  return claims;
}

/** Segment's reserved traits under the names of our dictionary. */
const TRAIT_NAMES: Readonly<Record<string, string>> = {
  email: 'e-mail',
  createdAt: 'created-at',
  birthday: 'birthday',
};

function named(traits: Readonly<Record<string, TraitValue>>): Record<string, TraitValue> {
  return Object.fromEntries(
    Object.entries(traits).map(([name, value]) => [TRAIT_NAMES[name] ?? kebab(name), value]),
  );
}

function kebab(name: string): string {
  return name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replaceAll(/[_\s]+/g, '-')
    .toLowerCase();
}

/** Client time as sent; a call without one is timed by its arrival, where the file kept that. */
function timeOf(json: Json): string | undefined {
  for (const path of ['originalTimestamp', 'timestamp', 'sentAt', 'receivedAt']) {
    const instant = instantOf(textAt(json, path), UTC);
    if (instant !== undefined) return isoOf(instant);
  }
  return undefined;
}

function touchOf(json: Json): EventRecord['touch'] {
  const { source, medium, name, ...others } = scalarsOf(valueAt(json, 'context.campaign'));
  if (source === undefined && medium === undefined && name === undefined) return undefined;
  const utm = Object.entries({ source, medium, campaign: name, ...others }).filter(
    ([, value]) => value !== undefined,
  );
  return {
    channel: CHANNEL,
    ...facts({ source: textOf(source), medium: textOf(medium), campaign: textOf(name) }),
    utm: Object.fromEntries(utm.map(([key, value]) => [`utm_${key}`, String(value)])),
  };
}

function scalarsOf(value: unknown): Record<string, string | number | boolean> {
  if (typeof value !== 'object' || value === null) return {};
  const scalars = Object.entries(value).filter(([, it]) =>
    ['string', 'number', 'boolean'].includes(typeof it),
  );
  return Object.fromEntries(scalars) as Record<string, string | number | boolean>;
}

const textOf = (value: unknown): string | undefined => (value === undefined ? undefined : String(value));

function textAt(json: Json, path: string): string {
  const value = valueAt(json, path);
  return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
}

const NOBODY: Text = { zh: '没有 userId 或 anonymousId', en: 'Neither userId nor anonymousId is there' };
const NO_TIME: Text = { zh: '没有可用的时间', en: 'No timestamp can be read' };
const NO_TYPE: Text = { zh: '不认识的调用类型', en: 'No such type of call' };
const NO_NAME: Text = { zh: 'track 调用缺少事件名', en: 'A track call needs the name of its event' };
