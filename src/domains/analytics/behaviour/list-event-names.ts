import type { Static } from 'typebox';
import { eventLabel } from '../../../contract/event-labels.ts';
import type { eventNamesSchema } from '../../../contract/event-names.ts';
import { quote } from '../../../platform/clickhouse/literal.ts';
import { ok, type Result } from '../../../platform/errors.ts';
import { inShop } from '../facts/source.ts';
import { type Asking, dayIssues } from '../metrics/question.ts';
import { orUnusable } from '../rfm/rfm-question.ts';
import { dayBegins } from './day-bounds.ts';
import { documentNames, documents, events, notADocument } from './happenings.ts';

interface NamesQuestion extends Asking {
  readonly from: string;
  readonly to: string;
}

/** Things a shop does, not its customers: they begin no session and are on no path. */
export const shopActs = ['Campaign Message Sent'];

/** The events of the days, most frequent first, orders and refunds among them; and properties they have. */
export async function listEventNames(
  question: NamesQuestion,
): Promise<Result<Static<typeof eventNamesSchema>>> {
  const checked = orUnusable(undefined, dayIssues(question.from, question.to));
  if (!checked.ok) return checked;
  const [names, properties] = await Promise.all([
    ask<{ name: string; counted: string }>(question, namesSql(quote(question.shop.timeZone))),
    ask<{ name: string }>(question, propertiesSql(quote(question.shop.timeZone))),
  ]);
  return ok({
    names: names.map(({ name, counted }) => ({
      ...{ name, label: eventLabel(name), count: Number(counted) },
      customers_events: !shopActs.includes(name),
    })),
    properties: properties.map(({ name }) => name),
  });
}

const within = (at: string, zone: string): string =>
  `toUnixTimestamp64Milli(${at}) >= ${dayBegins('{from:Date}', { zone })} AND toUnixTimestamp64Milli(${at}) < ${dayBegins('{to:Date} + 1', { zone })}`;

const namesSql = (zone: string): string => `SELECT name, sum(number) AS counted FROM (
  SELECT toString(name) AS name, count() AS number FROM events
  WHERE ${inShop} AND ${events.where} AND ${notADocument} AND ${within('corrected_time', zone)} GROUP BY name
${documentNames
  .map(
    (name) => `  UNION ALL SELECT '${name}' AS name, count() AS number FROM ${documents[name].table}
  WHERE ${inShop} AND ${documents[name].where} AND ${within(documents[name].at, zone)}`,
  )
  .join('\n')}
) GROUP BY name HAVING counted > 0 ORDER BY counted DESC, name LIMIT 500`;

/** Of the first 20,000 rows the engine meets: names to choose from, nothing is counted. */
const propertiesSql = (
  zone: string,
): string => `SELECT DISTINCT arrayJoin(JSONExtractKeys(properties)) AS name FROM (
  SELECT properties FROM events
  WHERE ${inShop} AND properties != '{}' AND ${within('corrected_time', zone)} LIMIT 20000
) ORDER BY name LIMIT 100`;

function ask<Row>({ clickhouse, shop, from, to, signal }: NamesQuestion, sql: string): Promise<Row[]> {
  return clickhouse.query<Row>({
    ...{ sql, shopId: shop.shopId, params: { from, to }, seconds: 15 },
    ...(signal && { signal }),
  });
}
