import type { Fact } from './fact.ts';
import { onlySplit, periodOf, type Scope } from './scope.ts';
import { type Source, summed, within } from './source.ts';
import { takersByChannel } from './spend-takers.ts';
import { valueUnder } from './split.ts';

const spendSource: Source = {
  from: 'acquisition_spend',
  where: 'shop_id = {shop:UInt32} AND currency = {currency:String}',
  day: () => 'day',
  columns: { spent: 'sum(amount_minor)', impressions: 'sum(impressions)', clicks: 'sum(clicks)' },
  split: { channel: 'channel' },
};

const names = Object.keys(spendSource.columns);

/** Spend by channel and campaign: what is shared out as one. */
function campaignSpend(scope: Scope): string {
  const columns = Object.entries(spendSource.columns).map(([name, sql]) => `toInt64(${sql}) AS ${name}`);
  return `SELECT ${periodOf('day', scope)} AS period, toString(channel) AS channel, toString(campaign) AS campaign, ${columns.join(', ')}
FROM ${spendSource.from}
WHERE ${within(spendSource, scope)}
GROUP BY period, channel, campaign`;
}

/**
 * A whole number cut in proportion to the takers' counts, as whole numbers that add up to it: the differences of its
 * rounded cumulative parts. In 128 bits, because clicks times customers can leave 64.
 */
const cutUp = (name: string): string =>
  `arrayPopFront(arrayDifference(arrayPushFront(arrayMap(upto -> toInt64(intDiv(toInt128(${name}) * upto, toInt128(upto_each[-1]))), upto_each), 0)))`;

/**
 * Spend knows no customer. Along what belongs to customers it is shared by those it is taken to have won: see
 * `takersByChannel`. What won nobody stands under the empty value, so that all values add up to the whole.
 */
function shared(scope: Scope): string {
  const cut = names.map((name) => `, ${cutUp(name)} AS ${name}_each`).join('');
  const whole = names.map((name) => `, ${name}`).join('');
  const nobody = valueUnder("''", scope.splits[0]!);
  const parts = names.map((name) => `, ${name}_each[n]`).join('');
  return `SELECT period, share.1 AS dimension${names.map((name, n) => `, share.${n + 2} AS ${name}`).join('')}
FROM (
  SELECT period${whole}, if(has(mapKeys(lists), campaign), lists[campaign], lists['']) AS takers,
    arrayCumSum(arrayMap(one -> one.2, takers)) AS upto_each${cut},
    if(empty(takers), [tuple(${nobody}${whole})], arrayMap(n -> tuple(takers[n].1${parts}), arrayEnumerate(takers))) AS shares
  FROM (${campaignSpend(scope)}) AS told
  GLOBAL ANY LEFT JOIN (${takersByChannel(scope)}) AS won USING (period, channel)
) ARRAY JOIN shares AS share`;
}

export const spend: Fact = {
  name: 'spend',
  says: 'Acquisition spend: spent (minor units), impressions, clicks. Along any dimension but the channel, shared among the new customers it is taken to have won.',
  sql: (scope) =>
    scope.splits.length === 0 || onlySplit(scope) === 'channel'
      ? summed(spendSource, scope, 'period')
      : shared(scope),
};
