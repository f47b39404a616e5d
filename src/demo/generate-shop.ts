import type { CustomerRecord, InputRecord, ProductRecord } from '../contract/records.ts';
import { browseOnly, browseTowards, eventWriter, speakUp } from './browsing.ts';
import { campaignsBetween, type DemoCampaign } from './campaigns.ts';
import { live } from './history.ts';
import { makeOrder } from './orders.ts';
import { type DemoPerson, drawPerson } from './people.ts';
import { products } from './products.ts';
import { between, chance, exponential, pick, pickWeighted, type Random, randomFor } from './random.ts';
import { BUSIEST, season, wakingHour } from './season.ts';
import { SHARED, SOURCES, spendBetween } from './spend.ts';
import { modelTruth, type Truth, truthOf } from './truth.ts';

const DAY = 86_400_000;
const TWO_YEARS = 731 * DAY;
/** Customers are made in circles of friends: what happens in one depends on nothing outside it. */
const CIRCLE = 8;

export interface DemoPlan {
  readonly seed: number;
  readonly customers: number;
  /** End of the history, ms, at the end of a shop day: nothing happens after it. */
  readonly until: number;
}

/** A piece of the shop: records to store together, the truth behind them, and how many customers it holds. */
export interface DemoPiece {
  readonly records: readonly InputRecord[];
  readonly truth: readonly Truth[];
  readonly customers: number;
}

/** The whole shop, piece by piece: first what it sells and spends, then circle after circle of customers. */
export function* generateShop(plan: DemoPlan): Generator<DemoPiece> {
  const from = plan.until - TWO_YEARS;
  const campaigns = campaignsBetween(from, plan.until);
  const spend = spendBetween(plan.seed, {
    from,
    until: plan.until,
    arrivalsPerDay: (plan.customers * 0.7) / 731,
  });
  yield {
    records: [...products.map((it) => toProduct(it, from)), ...spend],
    truth: modelTruth(plan, campaigns),
    customers: 0,
  };
  for (let first = 0; first < plan.customers; first += CIRCLE) {
    const size = Math.min(CIRCLE, plan.customers - first);
    yield circle({ plan, campaigns, from, first, size });
  }
}

function toProduct(product: (typeof products)[number], at: number): ProductRecord {
  const { no, title, brand, category, priceMinor, costMinor } = product;
  return {
    kind: 'product',
    channel: 'pinduoduo',
    productNo: no,
    title,
    brand,
    category,
    currency: 'CNY',
    priceMinor,
    costMinor,
    status: 'on-sale',
    at: new Date(at).toISOString(),
  };
}

interface CircleTask {
  readonly plan: DemoPlan;
  readonly campaigns: readonly DemoCampaign[];
  readonly from: number;
  readonly first: number;
  readonly size: number;
}

/** An order of the circle that a friend may follow: then it is a group buy, led by who ordered first. */
interface Anchor {
  readonly person: DemoPerson;
  readonly at: number;
  readonly tieNo: string;
}

function circle(task: CircleTask): DemoPiece {
  const random = randomFor(task.plan.seed, `circle/${task.first}`);
  const records: InputRecord[] = [];
  const truth: Truth[] = [];
  const anchors: Anchor[] = [];
  for (let i = 0; i < task.size; i++) {
    const person = drawPerson(random, task.first + i);
    const { friend, bornAt } = firstVisit(random, anchors, task);
    const lived = liveOne(random, { person, bornAt, friend, task });
    records.push(...lived.records);
    truth.push(lived.truth);
    anchors.push(...lived.anchors);
  }
  return { records, truth, customers: task.size };
}

/**
 * Three in ten come within a day of a friend's order. Who would come after the history's end comes alone at another
 * time instead: the shop has exactly as many customers as were asked for, whatever day it ends on.
 */
function firstVisit(random: Random, anchors: readonly Anchor[], task: CircleTask) {
  if (anchors.length > 0 && chance(random, 0.3)) {
    const friend = pick(random, anchors);
    const bornAt = wakingHour(friend.at + between(random, 0.2, 20) * 3_600_000);
    if (bornAt < task.plan.until) return { friend, bornAt };
  }
  return { friend: undefined, bornAt: arrival(random, task) };
}

/** When a newcomer arrives: more in the second year than in the first, and more on busy days. */
function arrival(random: Random, task: CircleTask): number {
  for (;;) {
    // Density 1/2 + x over the span: three times as many arrivals at its end as at its start.
    const share = Math.sqrt(0.25 + 2 * random.next()) - 0.5;
    const at = task.from + share * (task.plan.until - task.from);
    if (random.next() * BUSIEST < season(at)) return wakingHour(at);
  }
}

interface OneLife {
  readonly person: DemoPerson;
  readonly bornAt: number;
  readonly friend: Anchor | undefined;
  readonly task: CircleTask;
}

function liveOne(random: Random, it: OneLife) {
  const { person, bornAt, friend, task } = it;
  const { until } = task.plan;
  const life = live(random, person, { bornAt, until, campaigns: task.campaigns });
  const touch = friend ? SHARED : pickWeighted(random, SOURCES, (source) => source.share).touch;
  const write = eventWriter(person);
  const records: InputRecord[] = [customerOf(person, bornAt, touch)];
  const anchors: Anchor[] = [];
  const bought = life.purchases.map((purchase, nth) => {
    const tieNo = nth === 0 && friend ? friend.tieNo : `G${person.index}-${nth}`;
    const role = nth === 0 && friend ? 'member' : 'leader';
    // Two in three orders on this platform are group buys.
    const tie =
      role === 'member' || chance(random, 0.65) ? ({ kind: 'group-buy', tieNo, role } as const) : undefined;
    const order = makeOrder(random, {
      person,
      at: purchase.at,
      nth,
      until,
      ...(tie ? { tie } : {}),
      ...(nth === 0 ? { touch } : {}),
    });
    if (tie?.role === 'leader') anchors.push({ person, at: purchase.at, tieNo });
    records.push(...browseTowards(random, write, order, nth === 0 ? touch : undefined), order.order);
    if (order.refund) records.push(order.refund);
    records.push(...speakUp(random, write, order, until));
    return { ...order, becauseOf: purchase.becauseOf };
  });
  for (const campaign of task.campaigns)
    if (life.campaigns.get(campaign.code))
      records.push(
        write('Campaign Message Sent', campaign.sentAt, { properties: { campaign: campaign.code } }),
      );
  records.push(
    ...idleVisits(random, write, { from: bornAt, until: Math.min(until, (life.lostAt ?? until) + 20 * DAY) }),
  );
  return { records, anchors, truth: truthOf({ person, life, bought, friend: friend?.person.openAddress }) };
}

/** Visits without an order, about one in a month while the customer still cares. */
function* idleVisits(
  random: Random,
  write: ReturnType<typeof eventWriter>,
  span: { from: number; until: number },
) {
  for (let at = span.from; ; ) {
    at += exponential(random, 1 / 30) * DAY;
    const awake = wakingHour(at);
    if (awake >= span.until - 600_000) return;
    yield* browseOnly(random, write, awake);
  }
}

/** Members joined the mini program by phone: their second identity, and the personal facts they gave. */
function customerOf(person: DemoPerson, at: number, touch: CustomerRecord['touch']): CustomerRecord {
  const buyer = { channel: 'pinduoduo', kind: 'open-address', value: person.openAddress } as const;
  const base = { kind: 'customer', touch, at: new Date(at).toISOString() } as const;
  if (!person.isMember)
    return { ...base, identities: [buyer], traits: { province: person.province, city: person.city } };
  return {
    ...base,
    identities: [buyer, { channel: 'wechat', kind: 'phone', value: person.phone }],
    traits: {
      name: person.name,
      phone: person.phone,
      birthday: person.birthday,
      province: person.province,
      city: person.city,
    },
    tags: ['会员'],
  };
}
