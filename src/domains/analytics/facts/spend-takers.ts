import { firstCampaigns } from './attributes.ts';
import { newCustomerRows } from './new-customers.ts';
import type { Scope } from './scope.ts';

/**
 * Who spend of a channel and period is taken to have won, by value of the dimension: period, channel, and `lists`, a
 * map of campaign -> (value, new customers) in order of value. Under '' all whose first paid order was in the channel;
 * under a campaign those of them whose first touch named it.
 */
export function takersByChannel(scope: Scope): string {
  const rows = `SELECT period, toString(dimension) AS value, toString(channel) AS channel, ifNull(campaign, '') AS touched
FROM (${newCustomerRows(scope)}) AS new
GLOBAL ANY LEFT JOIN (${firstCampaigns()}) AS touch USING (customer_id)`;
  const counted = `SELECT period, channel, list, value, count() AS won
FROM (${rows}) ARRAY JOIN if(touched = '', [''], ['', touched]) AS list
GROUP BY period, channel, list, value`;
  const lists = `SELECT period, channel, list, arraySort(groupArray(tuple(value, won))) AS takers
FROM (${counted}) GROUP BY period, channel, list`;
  return `SELECT period, channel, CAST((groupArray(list), groupArray(takers)), 'Map(String, Array(Tuple(String, UInt64)))') AS lists
FROM (${lists}) GROUP BY period, channel`;
}
