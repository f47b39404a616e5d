import type { SpendRecord, Touch } from '../contract/records.ts';
import { campaignsBetween } from './campaigns.ts';
import { randomFor } from './random.ts';
import { season, shopDay } from './season.ts';

/** Where new customers come from, how often, and what one of them costs in fen on average. */
export const SOURCES: readonly {
  readonly touch: Touch;
  readonly share: number;
  readonly costMinor: number;
}[] = [
  {
    touch: { source: 'search', medium: 'cpc', campaign: '搜索推广', channel: 'pinduoduo' },
    share: 34,
    costMinor: 1_900,
  },
  {
    touch: { source: 'scene', medium: 'cpc', campaign: '场景推广', channel: 'pinduoduo' },
    share: 22,
    costMinor: 2_600,
  },
  {
    touch: { source: 'live', medium: 'live', campaign: '直播间', channel: 'pinduoduo' },
    share: 16,
    costMinor: 1_500,
  },
  { touch: { source: 'natural', medium: 'organic', channel: 'pinduoduo' }, share: 28, costMinor: 0 },
];

/** Touch of somebody who came through a friend's group buy; costs nothing. */
export const SHARED: Touch = { source: 'group-buy', medium: 'share', channel: 'pinduoduo' };

/** What was spent on each paid source on every day from `from` to `until` (ms), for `arrivalsPerDay` paid newcomers, and on campaigns. */
export function* spendBetween(
  seed: number,
  span: { from: number; until: number; arrivalsPerDay: number },
): Generator<SpendRecord> {
  const random = randomFor(seed, 'spend');
  for (let at = span.from; at < span.until; at += 86_400_000)
    for (const { touch, share, costMinor } of SOURCES) {
      if (costMinor === 0) continue;
      const amountMinor = Math.round(
        span.arrivalsPerDay * (share / 100) * season(at) * costMinor * (0.7 + 0.6 * random.next()),
      );
      const clicks = Math.round(amountMinor / 62);
      yield {
        kind: 'spend',
        channel: touch.channel!,
        campaign: touch.campaign!,
        day: shopDay(at),
        currency: 'CNY',
        amountMinor,
        clicks,
        impressions: Math.round(clicks / (0.018 + 0.008 * random.next())),
      };
    }
  // Each of its customers gets a message for five fen.
  for (const { name, sentAt } of campaignsBetween(span.from, span.until))
    yield {
      ...{ kind: 'spend', channel: 'pinduoduo', campaign: name, day: shopDay(sentAt), currency: 'CNY' },
      ...{ amountMinor: Math.round(span.arrivalsPerDay * 365 * 5), clicks: 0, impressions: 0 },
    };
}
