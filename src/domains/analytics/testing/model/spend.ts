import type { Spend } from '../history.ts';
import type { Count, Part } from './counts.ts';
import { newCustomersOf } from './new-customers.ts';
import type { Period } from './periods.ts';
import { periodOf, type Reading } from './reading.ts';

/** What a campaign spent in a channel and a period. */
interface Told {
  readonly period: Period;
  readonly channel: string;
  readonly campaign: string;
  part: { n: number; d: number };
}

export function spendCounts(reading: Reading, of: (it: Spend) => Part): Count[] {
  const told = toldOf(reading, of);
  const { dimension } = reading.asked;
  if (dimension === undefined) return told.map(({ period, part }) => ({ period, value: '', ...part }));
  if (dimension === 'channel')
    return told.map(({ period, channel, part }) => ({ period, value: channel, ...part }));
  return told.flatMap((one) => shares(one, takersOf(reading, one)));
}

function toldOf(reading: Reading, of: (it: Spend) => Part): Told[] {
  const told = new Map<string, Told>();
  for (const it of reading.history.spend) {
    const period = it.currency === 'CNY' ? periodOf(reading, it.day) : undefined;
    if (period === undefined) continue;
    const key = JSON.stringify([period.first, it.channel, it.campaign]);
    const one = told.get(key) ?? { ...it, period, part: { n: 0, d: 0 } };
    const { n, d } = of(it);
    one.part = { n: one.part.n + n, d: one.part.d + d };
    told.set(key, one);
  }
  return [...told.values()];
}

/** Values of the new customers who take a share, one for each share: those the campaign touched, else the channel's. */
function takersOf(reading: Reading, { period, channel, campaign }: Told): string[] {
  const ofChannel = newCustomersOf(reading).filter(
    (it) => it.period.first === period.first && it.first.channel === channel,
  );
  const touched = ofChannel
    .filter((it) => campaign !== '' && reading.past.touch(it.customer)?.touchCampaign === campaign)
    .flatMap((it) => it.values);
  return touched.length > 0 ? touched : ofChannel.flatMap((it) => it.values);
}

/** Every whole unit goes to the value whose share of the line it ends in. */
function shares({ period, part }: Told, takers: readonly string[]): Count[] {
  if (takers.length === 0) return [{ period, value: '', ...part }];
  const values = [...new Set(takers)].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  let before = 0;
  return values.map((value) => {
    const upto = before + takers.filter((it) => it === value).length;
    const share = (whole: number) =>
      Math.floor((whole * upto) / takers.length) - Math.floor((whole * before) / takers.length);
    const count = { period, value, n: share(part.n), d: share(part.d) };
    before = upto;
    return count;
  });
}
