import type {
  CustomerRecord,
  EventRecord,
  ProductClaim,
  ProductRecord,
  SpendRecord,
  Touch,
} from '../../../../contract/records.ts';
import { isUsableIdentity } from '../../../customers/index.ts';
import { facts } from '../fields/join-facts.ts';
import type { MappedRow } from './mapped-row.ts';
import { tieOf } from './mapped-tie.ts';

/** What a field without a time is dated: a source that never says when gives way to any that does. */
const UNKNOWN_TIME = '1970-01-01T00:00:00.000Z';

export function customerOf(row: MappedRow): CustomerRecord[] {
  const identities = row.identities();
  if (identities.length === 0) row.refuse('identities.0', 'missing-value', NOBODY);
  else if (!identities.some(isUsableIdentity)) row.refuse('identities.0', 'unusable-identity', NOBODY_KNOWN);
  const { tags } = row.mapping;
  return [
    {
      kind: 'customer',
      identities,
      traits: row.traits(),
      at: row.instant('at') ?? UNKNOWN_TIME,
      ...facts({ tags, touch: touchOf(row) }),
    },
  ];
}

export function eventOf(row: MappedRow): EventRecord[] {
  const { channel } = row.mapping;
  const identities = row.identities();
  if (identities.length === 0) row.refuse('identities.0', 'missing-value', NOBODY);
  const productNo = row.text('product_no');
  const amountMinor = row.minor('amount');
  return [
    {
      kind: 'event',
      channel,
      identities,
      name: row.needed('name'),
      at: row.instant('at') ?? row.needed('at'),
      ...facts({
        messageId: row.text('message_id'),
        product: productNo === undefined ? undefined : { channel, productNo },
        category: row.text('category'),
        orderNo: row.text('order_no'),
        quantity: row.whole('quantity'),
        amountMinor,
        currency: amountMinor === undefined ? undefined : row.currency,
        tie: tieOf(row),
        touch: touchOf(row),
        properties: row.properties(),
      }),
    },
  ];
}

export function productOf(row: MappedRow): ProductRecord[] {
  const category = ['category1', 'category2', 'category3', 'category4'].map((key) => row.text(key));
  const path = category.filter((name) => name !== undefined);
  const priceMinor = row.minor('price');
  const costMinor = row.minor('cost');
  return [
    {
      kind: 'product',
      channel: row.mapping.channel,
      productNo: row.needed('product_no'),
      at: row.instant('at') ?? UNKNOWN_TIME,
      ...facts({
        title: row.text('title'),
        brand: row.text('brand'),
        category: path.length === 0 ? undefined : path,
        currency: priceMinor === undefined && costMinor === undefined ? undefined : row.currency,
        priceMinor,
        costMinor,
        stock: row.whole('stock'),
        status: row.oneOf('status', ['on-sale', 'off-sale']),
        sameAs: sameAsOf(row),
      }),
    },
  ];
}

export function spendOf(row: MappedRow): SpendRecord[] {
  const amountMinor = row.minor('amount');
  if (amountMinor === undefined) row.needed('amount');
  const impressions = row.whole('impressions') ?? 0;
  const clicks = row.whole('clicks') ?? 0;
  const negative = [
    ['amount', amountMinor ?? 0],
    ['impressions', impressions],
    ['clicks', clicks],
  ] as const;
  for (const [key, value] of negative) if (value < 0) row.refuse(key, 'negative', NEGATIVE);
  return [
    {
      kind: 'spend',
      channel: row.mapping.channel,
      campaign: row.needed('campaign'),
      day: dayOf(row),
      currency: row.currency,
      amountMinor: amountMinor ?? 0,
      impressions,
      clicks,
    },
  ];
}

/** A day is written, not an instant: it is read on the wall, whatever the zone. */
function dayOf(row: MappedRow): string {
  const text = row.needed('day');
  const found = /^(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?$/.exec(text);
  const day = found === null ? '' : `${found[1]}-${found[2]!.padStart(2, '0')}-${found[3]!.padStart(2, '0')}`;
  const isDay = day !== '' && new Date(`${day}T00:00Z`).toJSON()?.startsWith(day);
  if (text !== '' && !isDay) row.refuse('day', 'not-a-day', NOT_A_DAY);
  return day;
}

const UTM = ['utm_source', 'utm_medium', 'utm_campaign', 'utm_term', 'utm_content'] as const;

/** Where they came from: what the file calls so, else what its utm columns say; those are kept as they stand too. */
export function touchOf(row: MappedRow): Touch | undefined {
  const utm = facts(Object.fromEntries(UTM.map((key) => [key, row.text(key)]))) as Record<string, string>;
  const [source, medium, campaign] = (['source', 'medium', 'campaign'] as const).map(
    (key) => row.text(key) ?? utm[`utm_${key}`],
  );
  const touchChannel = row.text('touch_channel');
  if ((source ?? medium ?? campaign ?? touchChannel) === undefined) return undefined;
  const said = { source, medium, campaign, utm: Object.keys(utm).length === 0 ? undefined : utm };
  return { channel: touchChannel ?? row.mapping.channel, ...facts(said) };
}

/** Another name of the same thing: of this channel, unless the row or the mapping names another. */
function sameAsOf(row: MappedRow): ProductClaim | undefined {
  const productNo = row.text('same_as_no');
  if (productNo === undefined) return undefined;
  return { channel: row.text('same_as_channel') ?? row.mapping.channel, productNo };
}

const NOBODY = { zh: '没有任何身份标识', en: 'The row names nobody' };
/** Without this the row would count as there before, and somebody's name and tags be lost without a word. */
const NOBODY_KNOWN = {
  zh: '不能用来识别客户：不是完整的手机号、邮箱或账号，或已脱敏',
  en: 'Identifies nobody: no whole phone number, e-mail or account, or a masked one',
};
const NEGATIVE = { zh: '不能为负', en: 'Must not be negative' };
const NOT_A_DAY = { zh: '不是日期', en: 'Not a day' };
