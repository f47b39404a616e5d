import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { cases } from '../../../../test/properties.ts';
import { openWorld, type World } from '../../../../test/world.ts';
import type { PlanTerms } from '../../../contract/plus.ts';
import { type Tx, withShop } from '../../../platform/db/postgres.ts';
import { caught, orThrow, type Result } from '../../../platform/errors.ts';
import { mergeCustomers, unmergeCustomers } from '../../customers/index.ts';
import { earnPoints, readStanding } from '../../ledgers/index.ts';
import { sendDue } from '../../messaging/index.ts';
import { SlowPlus, slowReport } from '../testing/slow-plus.ts';
import type { Acted } from './act-store.ts';
import { cancelPlus } from './cancel-plus.ts';
import { changePlan, makePlan } from './change-plan.ts';
import { giveBackUse } from './give-back-use.ts';
import { keepPlus } from './keep-plus.ts';
import { presentActed } from './present-plus.ts';
import { refundPlus } from './refund-plus.ts';
import { renewPlus } from './renew-plus.ts';
import { showPlus } from './show-plus.ts';
import { showReport } from './show-report.ts';
import { startPlus } from './start-plus.ts';
import { switchPlus } from './switch-plus.ts';
import { usePlus } from './use-plus.ts';

/** Random histories on real PostgreSQL beside SlowPlus: the same answers, the same subscriptions, the same points after every act. */

let world: World;
beforeAll(async () => {
  world = await openWorld({ now: '2026-01-30T03:00:00Z' });
});
afterAll(() => world.close());

const begin = Date.parse('2026-01-30T03:00:00Z');
const HOUR = 3_600_000;
const persons = [1, 2, 3];

const name = { zh: '卡', en: 'card' };
const inMoney: PlanTerms = {
  ...{ name, period: 'month', price: { kind: 'money', minor: 1000 }, trial_days: 7, member_prices: [] },
  free_shipping: { count: 2, worth_minor: 300 },
  ...{ coupons: [{ coupon: 'c', count: 1, worth_minor: 200 }], points_percent: 100 },
};
const inPoints: PlanTerms = {
  ...{ name, period: 'month', price: { kind: 'points', points: 50, worth_minor: 700 }, trial_days: 0 },
  ...{ member_prices: [], free_shipping: { count: 1, worth_minor: 100 }, coupons: [], points_percent: 100 },
};
const dearInPoints: PlanTerms = {
  ...{ ...inPoints, price: { kind: 'points', points: 80, worth_minor: 999 } },
  free_shipping: { count: 2, worth_minor: 150 },
};
const byQuarter: PlanTerms = { ...inMoney, period: 'quarter', price: { kind: 'money', minor: 2700 } };

const person = fc.constantFrom(...persons);
const nth = fc.nat({ max: 8 });
const commands = fc.array(
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        do: fc.constant('start' as const),
        ...{ person, plan: fc.nat({ max: 3 }), trial: fc.boolean(), auto: fc.boolean() },
      }),
    },
    {
      weight: 3,
      arbitrary: fc.record({ do: fc.constant('renew' as const), nth, automatic: fc.boolean() }),
    },
    { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('cancel' as const, 'refund' as const), nth }) },
    {
      weight: 4,
      arbitrary: fc.record({
        do: fc.constant('use' as const),
        ...{ person, benefit: fc.constantFrom('free-shipping' as const, 'coupon' as const) },
      }),
    },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('give-back' as const), nth }) },
    {
      weight: 3,
      arbitrary: fc.record({
        do: fc.constant('switch' as const),
        ...{ nth, plan: fc.nat({ max: 3 }), when: fc.constantFrom('now' as const, 'renewal' as const) },
      }),
    },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('earn' as const), person }) },
    {
      weight: 5,
      arbitrary: fc.record({
        do: fc.constant('wait' as const),
        hours: fc.oneof(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 500, max: 600 })),
      }),
    },
    { weight: 4, arbitrary: fc.constant({ do: 'job' as const }) },
    /** To the week before somebody's end, and a look; then to the end, and a look. */
    { weight: 3, arbitrary: fc.record({ do: fc.constant('keep' as const), nth }) },
    {
      weight: 1,
      arbitrary: fc.record({ do: fc.constant('reprice' as const), plan: fc.nat({ max: 3 }), by: fc.nat(9) }),
    },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('merge' as const), a: person, b: person }) },
    { weight: 1, arbitrary: fc.constant({ do: 'unmerge' as const }) },
    { weight: 2, arbitrary: fc.constant({ do: 'again' as const }) },
  ),
  { minLength: 5, maxLength: 40 },
);
type Command = typeof commands extends fc.Arbitrary<(infer C)[]> ? C : never;

/** What both sides did so far. */
interface Story {
  readonly slow: SlowPlus;
  readonly shopId: number;
  readonly planIds: number[];
  readonly subscriptionIds: number[];
  readonly useIds: number[];
  readonly merges: { edgeIds: number[]; before: Map<number, number> }[];
  last?: { run: (key: string) => Promise<Result<object>>; key: string; answer: object };
  asks: number;
}

const inShop = <T>(story: Story, work: (tx: Tx) => Promise<T>) =>
  withShop(world.platform.db, story.shopId, work);
const by = 'test';

async function open(): Promise<Story> {
  const { shopId } = await world.shop();
  const plans = [[inMoney], [inPoints], [byQuarter], [dearInPoints]];
  const slow = new SlowPlus(begin, plans);
  world.clock.set(new Date(begin));
  for (const it of persons) slow.points.customerOf.set(it, it);
  const planIds = await withShop(world.platform.db, shopId, async (tx) => {
    await sql`insert into customers.persons (shop_id, person_id, customer_id, first_seen_at, last_seen_at)
      select ${shopId}, it, it, now(), now() from unnest(${persons}::integer[]) it`.execute(tx);
    const ids: number[] = [];
    for (const [terms] of plans) {
      const plan = { terms: terms!, is_offered: true };
      ids.push(orThrow(await makePlan(tx, { shopId, by, now: world.clock.now(), plan })).planId);
    }
    return ids;
  });
  return { slow, shopId, planIds, subscriptionIds: [], useIds: [], merges: [], asks: 0 };
}

/** Asks under a new key and remembers it, to be asked again. A refusal takes its transaction back, as routes do. */
async function ask(
  story: Story,
  work: (tx: Tx, key: string) => Promise<Result<Acted>>,
): Promise<object | string> {
  const key = `k${++story.asks}`;
  const run = (again: string) =>
    caught(() => inShop(story, async (tx) => presentActed(orThrow(await work(tx, again)))));
  const result = await run(key);
  if (!result.ok) return result.problem.code;
  story.last = { run, key, answer: result.value };
  return result.value;
}

const same = (done: object | string, expected: object | string): void =>
  typeof expected === 'string' ? expect(done).toBe(expected) : expect(done).toMatchObject(expected);

async function step(story: Story, command: Command): Promise<void> {
  const { slow, shopId } = story;
  const timeZone = 'Asia/Shanghai';
  const now = () => world.clock.now();
  const chosen = (of: number) => of % (story.subscriptionIds.length || 1);
  switch (command.do) {
    case 'start': {
      const { person: customerId, plan, trial, auto } = command;
      const price = slow.plans[plan]!.at(-1)!.price;
      const payment =
        trial || price.kind === 'points' ? null : { ref: `p${story.asks + 1}`, minor: price.minor };
      const starting = { shopId, timeZone, customerId, planId: story.planIds[plan]!, trial, autoRenew: auto };
      if (slow.points.customerOf.get(customerId) !== customerId) return;
      const done = await ask(story, (tx, key) =>
        startPlus(tx, { ...starting, payment, ask: { key, by, now: now() } }),
      );
      same(
        done,
        slow.attempt(() => slow.start(customerId, plan, { trial, auto })),
      );
      if (typeof done === 'object')
        story.subscriptionIds.push((done as { subscription_id: number }).subscription_id);
      return;
    }
    case 'renew': {
      const subscriptionId = story.subscriptionIds[chosen(command.nth)];
      const it = slow.subscriptions[chosen(command.nth)];
      if (subscriptionId === undefined || it === undefined) return;
      const versions = slow.plans[it.nextPlan ?? it.plan]!;
      const { price } = versions[it.told?.version ?? versions.length - 1]!;
      const payment = price.kind === 'points' ? null : { ref: `p${story.asks + 1}`, minor: price.minor };
      const { automatic } = command;
      const done = await ask(story, (tx, key) =>
        renewPlus(tx, { shopId, timeZone, subscriptionId, payment, automatic, ask: { key, by, now: now() } }),
      );
      return same(
        done,
        slow.attempt(() => slow.renew(it, automatic)),
      );
    }
    case 'switch': {
      const subscriptionId = story.subscriptionIds[chosen(command.nth)];
      const it = slow.subscriptions[chosen(command.nth)];
      if (subscriptionId === undefined || it === undefined) return;
      const { plan, when } = command;
      const { price } = slow.plans[plan]!.at(-1)!;
      const isPaid = when === 'now' && price.kind === 'money';
      const payment = isPaid
        ? { ref: `p${story.asks + 1}`, minor: Math.max(0, price.minor - slow.credit(it)) }
        : null;
      const planId = story.planIds[plan]!;
      const done = await ask(story, (tx, key) =>
        switchPlus(tx, {
          ...{ shopId, timeZone, subscriptionId, planId, when, payment },
          ask: { key, by, now: now() },
        }),
      );
      return same(
        done,
        slow.attempt(() => slow.switch(it, plan, when)),
      );
    }
    case 'cancel':
    case 'refund': {
      const subscriptionId = story.subscriptionIds[chosen(command.nth)];
      const it = slow.subscriptions[chosen(command.nth)];
      if (subscriptionId === undefined || it === undefined) return;
      const of = { shopId, timeZone, subscriptionId };
      if (command.do === 'refund') {
        const done = await ask(story, (tx, key) => refundPlus(tx, { ...of, ask: { key, by, now: now() } }));
        return same(
          done,
          slow.attempt(() => slow.refund(it)),
        );
      }
      const done = await ask(story, (tx) => cancelPlus(tx, { ...of, by, now: now() }));
      return same(
        done,
        slow.attempt(() => slow.cancel(it)),
      );
    }
    case 'use': {
      const { person: customerId, benefit } = command;
      if (slow.points.customerOf.get(customerId) !== customerId) return;
      const use = { benefit, ...(benefit === 'coupon' && { coupon: 'c' }) };
      const done = await ask(story, (tx, key) =>
        usePlus(tx, { shopId, timeZone, customerId, use: { ...use, key }, by, now: now() }),
      );
      if (typeof done === 'object') story.useIds.push((done as { act_id: number }).act_id);
      return same(
        done,
        slow.attempt(() => slow.use(customerId, benefit)),
      );
    }
    case 'give-back': {
      const which = command.nth % (story.useIds.length || 1);
      const [actId, use] = [story.useIds[which], slow.uses[which]];
      if (actId === undefined || use === undefined) return;
      const done = await ask(story, (tx, key) =>
        giveBackUse(tx, { shopId, actId, ask: { key, by, now: now() } }),
      );
      return same(
        done,
        slow.attempt(() => slow.giveBack(use)),
      );
    }
    case 'earn': {
      const personId = command.person;
      const it = { key: `e${++story.asks}`, cause: 'test', by, at: now() };
      const earning = { personId, points: 60, expiresAt: null };
      await inShop(story, async (tx) => orThrow(await earnPoints(tx, shopId, { earning, ask: it })));
      slow.points.earn(personId, 60);
      return;
    }
    case 'wait':
      return move(story, slow.now + command.hours * HOUR);
    case 'job':
      return job(story);
    case 'keep': {
      const end = slow.subscriptions[chosen(command.nth)]?.periods.at(-1)?.to;
      if (end === undefined || end - 6 * 24 * HOUR < slow.now) return;
      move(story, end - 6 * 24 * HOUR);
      await job(story);
      move(story, end);
      return job(story);
    }
    case 'reprice': {
      const versions = slow.plans[command.plan]!;
      const terms = { ...versions[0]!, price: dearer(versions[0]!.price, command.by) };
      const change = { terms, is_offered: true, version: versions.length };
      const changing = { shopId, by, now: now(), planId: story.planIds[command.plan]!, change };
      await inShop(story, async (tx) => orThrow(await changePlan(tx, changing)));
      versions.push(terms);
      return;
    }
    case 'merge': {
      const customers = slow.points.customerOf;
      const [a, b] = [customers.get(command.a)!, customers.get(command.b)!];
      if (a === b) return;
      const merged = await inShop(story, (tx) =>
        mergeCustomers(tx, { shopId, customerIds: [a, b], by, reason: 'a test', liftNever: true }),
      );
      story.merges.push({ edgeIds: orThrow(merged).edgeIds, before: new Map(customers) });
      for (const [it, of] of customers) if (of === a || of === b) customers.set(it, Math.min(a, b));
      return;
    }
    case 'unmerge': {
      const last = story.merges.pop();
      if (last === undefined) return;
      const undoing = { shopId, edgeIds: last.edgeIds, by, reason: 'a test' };
      orThrow(await inShop(story, (tx) => unmergeCustomers(tx, undoing)));
      for (const [it, of] of last.before) slow.points.customerOf.set(it, of);
      return;
    }
    case 'again': {
      if (story.last === undefined) return;
      const { run, key, answer } = story.last;
      if ((answer as { kind: string }).kind === 'cancel') return;
      expect(await run(key)).toEqual({ ok: true, value: { ...answer, again: true } });
      return;
    }
  }
}

function move(story: Story, to: number): void {
  story.slow.now = to;
  world.clock.set(new Date(to));
}

async function job(story: Story): Promise<void> {
  const shop = { shopId: story.shopId, timeZone: 'Asia/Shanghai', currency: 'CNY' };
  await keepPlus({ platform: world.platform, shop, signal: new AbortController().signal });
  await sendDue(world.platform, story);
  story.slow.job();
}

const dearer = (price: PlanTerms['price'], by: number): PlanTerms['price'] =>
  price.kind === 'money'
    ? { ...price, minor: price.minor + by * 10 }
    : { ...price, points: price.points + by };

/** As read now, and as the model has it. */
const compare = (story: Story): Promise<void> =>
  inShop(story, async (tx) => {
    const { slow, shopId } = story;
    const now = world.clock.now();
    for (const it of persons) {
      const shown = await showPlus(tx, {
        shopId,
        timeZone: 'Asia/Shanghai',
        currency: 'CNY',
        personIds: [it],
        now,
      });
      const mine = slow.subscriptions.filter((of) => of.person === it).slice(-20);
      expect(
        shown.subscriptions.map((of) => ({
          next: of.next_plan_id === null ? null : story.planIds.indexOf(of.next_plan_id),
          credit: of.switch_credit === null ? null : of.switch_credit.minor + of.switch_credit.points,
          ...{ state: of.state, reason: of.end_reason, ends: of.ends_at, day: of.last_day },
          ...{ refunded: of.refunded.minor + of.refunded.points, told: of.told_at !== null },
          refund: of.refund_now === null ? 0 : of.refund_now.minor + of.refund_now.points,
          left: of.entitlements.map(({ left }) => left).sort(),
        })),
      ).toEqual(mine.toReversed().map((of) => expected(slow, of)));
      const { balance } = await readStanding(tx, { shopId, personIds: [it] }, now);
      expect(balance.active, `points of ${it}`).toBe(slow.points.held(it));
    }
    const report = { shopId, timeZone: 'Asia/Shanghai', currency: 'CNY', now };
    expect(await showReport(tx, report)).toMatchObject(slowReport(slow));
  });

function expected(slow: SlowPlus, of: SlowPlus['subscriptions'][number]) {
  const isOver = of.state === 'expired' || of.state === 'refunded';
  const all = of.periods.flatMap((period) => (period === undefined ? [] : [period]));
  const total = (figures: number[]) => figures.reduce((sum, it) => sum + it, 0);
  const open = of.state === 'refunded' ? [] : all.flatMap((period) => slow.openOf(period));
  const canSwitch = !isOver && of.state !== 'trialing' && all.at(-1)!.from < slow.now;
  return {
    ...{ next: of.nextPlan ?? null, credit: canSwitch ? slow.credit(of) : null },
    ...{
      state: of.state,
      reason: of.reason ?? null,
      ends: new Date(all.at(-1)!.to).toISOString(),
      day: of.day,
    },
    ...{ refunded: total(all.map(({ refunded }) => refunded)), told: of.told !== undefined },
    refund: isOver ? 0 : total(slow.quote(of)),
    left: open.map(({ left }) => left).sort(),
  };
}

it('any history ends as in the slow model, step by step', async () => {
  await fc.assert(
    fc.asyncProperty(commands, async (history) => {
      const story = await open();
      for (const command of history) {
        await step(story, command);
        await compare(story);
      }
    }),
    cases(60, 12),
  );
}, 240_000);
