import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { cases } from '../../../../test/properties.ts';
import { openWorld, type World } from '../../../../test/world.ts';
import type { PointsAct } from '../../../contract/points.ts';
import { shortfallPolicies } from '../../../contract/points.ts';
import { type Tx, withShop } from '../../../platform/db/postgres.ts';
import type { Result } from '../../../platform/errors.ts';
import { mergeCustomers, readPersonsOf, unmergeCustomers } from '../../customers/index.ts';
import { type SlowLot, SlowPoints, type Taken } from '../testing/slow-points.ts';
import { adjustPoints } from './adjust-points.ts';
import type { PointsAsk } from './ask-ledger.ts';
import { auditPoints } from './audit-points.ts';
import { earnPoints } from './earn-points.ts';
import { readStanding } from './read-points.ts';
import { repayPoints, revokePoints } from './revoke-points.ts';
import { settlePoints } from './settle-points.ts';
import {
  cancelReservation,
  confirmReservation,
  refundPoints,
  reservePoints,
  spendPoints,
} from './spend-points.ts';

/** Random histories on real PostgreSQL beside SlowPoints: the same answers and the same balances after every act. */

let world: World;
beforeAll(async () => {
  world = await openWorld({ now: '2026-01-01T00:00:00Z' });
});
afterAll(() => world.close());

const start = Date.parse('2026-01-01T00:00:00Z');
const DAY = 86_400_000;
const persons = [1, 2, 3, 4];

const person = fc.constantFrom(...persons);
const points = fc.oneof(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 40 }));
const nth = fc.nat({ max: 30 });
const commands = fc.array(
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        do: fc.constant('earn' as const),
        ...{ person, points, wait: fc.nat({ max: 3 }), last: fc.integer({ min: 1, max: 9 }) },
      }),
    },
    { weight: 3, arbitrary: fc.record({ do: fc.constant('spend' as const), person, points }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('reserve' as const), person, points }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('confirm' as const, 'cancel' as const), nth }) },
    { weight: 3, arbitrary: fc.record({ do: fc.constant('refund' as const), nth, points }) },
    {
      weight: 3,
      arbitrary: fc.record({
        do: fc.constant('revoke' as const),
        ...{ nth, points, policy: fc.constantFrom(...shortfallPolicies) },
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ do: fc.constant('adjust' as const), person, points, less: fc.boolean() }),
    },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('repay' as const), person, points }) },
    {
      weight: 2,
      arbitrary: fc.record({ do: fc.constant('wait' as const), days: fc.integer({ min: 1, max: 4 }) }),
    },
    { weight: 1, arbitrary: fc.constant({ do: 'job' as const }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('merge' as const), a: person, b: person }) },
    { weight: 1, arbitrary: fc.constant({ do: 'unmerge' as const }) },
    { weight: 2, arbitrary: fc.constant({ do: 'again' as const }) },
  ),
  { minLength: 1, maxLength: 40 },
);
type Command = typeof commands extends fc.Arbitrary<(infer C)[]> ? C : never;

/** What both sides did so far. */
interface Story {
  readonly slow: SlowPoints;
  readonly shopId: number;
  readonly earned: { actId: number; lot: SlowLot }[];
  readonly held: { actId: number; taken: Taken[]; open: boolean }[];
  readonly spent: { actId: number; left: { lot: SlowLot; points: number }[] }[];
  readonly merges: { edgeIds: number[]; before: Map<number, number> }[];
  last?: { run: (ask: PointsAsk) => Promise<Result<PointsAct>>; ask: PointsAsk; answer: PointsAct };
  asks: number;
}

const nowOf = (story: Story) => new Date(start + story.slow.now * DAY);
const inShop = <T>(story: Story, work: (tx: Tx) => Promise<T>) =>
  withShop(world.platform.db, story.shopId, work);

async function begin(): Promise<Story> {
  const { shopId } = await world.shop();
  const slow = new SlowPoints();
  for (const it of persons) slow.customerOf.set(it, it);
  await withShop(world.platform.db, shopId, (tx) =>
    sql`insert into customers.persons (shop_id, person_id, customer_id, first_seen_at, last_seen_at)
      select ${shopId}, it, it, now(), now() from unnest(${persons}::integer[]) it`.execute(tx),
  );
  return { slow, shopId, earned: [], held: [], spent: [], merges: [], asks: 0 };
}

/** Asks the ledger under a new key and remembers it, to be asked again. */
async function ask(
  story: Story,
  work: (tx: Tx, ask: PointsAsk) => Promise<Result<PointsAct>>,
): Promise<PointsAct | string> {
  const it = { key: `k${++story.asks}`, cause: 'test', by: 'test', at: nowOf(story) };
  const run = (again: PointsAsk) => inShop(story, (tx) => work(tx, again));
  const result = await run(it);
  if (!result.ok) return result.problem.code;
  story.last = { run, ask: it, answer: result.value };
  return result.value;
}

async function step(story: Story, command: Command): Promise<void> {
  const { slow, shopId } = story;
  switch (command.do) {
    case 'earn': {
      const [activeFrom, expiresAt] = [slow.now + command.wait, slow.now + command.wait + command.last];
      const earning = {
        ...{ personId: command.person, points: command.points },
        activeFrom: new Date(start + activeFrom * DAY),
        expiresAt: new Date(start + expiresAt * DAY),
      };
      const done = await ask(story, (tx, it) => earnPoints(tx, shopId, { earning, ask: it }));
      const lot = slow.earn(command.person, command.points, { activeFrom, expiresAt });
      expect(done).toMatchObject({ points: command.points });
      story.earned.push({ actId: (done as PointsAct).act_id, lot });
      return;
    }
    case 'spend':
    case 'reserve': {
      const { person: personId, points: wanted } = command;
      const done = await ask(story, (tx, it) =>
        command.do === 'spend'
          ? spendPoints(tx, shopId, { personId, points: wanted, ask: it })
          : reservePoints(tx, shopId, { personId, points: wanted, ask: it, endsAt: new Date('2099-01-01') }),
      );
      const taken = slow.take(personId, wanted, command.do === 'spend' ? 'spent' : 'reserved');
      if (taken === undefined) return expect(done).toBe('not-enough-points');
      expect(done).toMatchObject({ available: slow.available(personId) });
      const act = done as PointsAct;
      expect(act.lots!.map((it) => it.points)).toEqual(taken.map((it) => it.points));
      if (command.do === 'reserve') story.held.push({ actId: act.act_id, taken, open: true });
      else story.spent.push({ actId: act.act_id, left: taken.map((it) => ({ ...it })) });
      return;
    }
    case 'confirm':
    case 'cancel': {
      const held = story.held[command.nth % (story.held.length || 1)];
      if (held === undefined) return;
      const end = command.do === 'confirm' ? confirmReservation : cancelReservation;
      const done = await ask(story, (tx, it) => end(tx, shopId, { actId: held.actId, ask: it }));
      if (!held.open) return expect(done).toBe('reservation-over');
      held.open = false;
      slow.release(held.taken, command.do === 'confirm' ? 'spent' : 'active');
      const { act_id: actId } = done as PointsAct;
      if (command.do === 'confirm') story.spent.push({ actId, left: held.taken.map((it) => ({ ...it })) });
      return;
    }
    case 'refund': {
      const spending = story.spent[command.nth % (story.spent.length || 1)];
      if (spending === undefined) return;
      const { actId } = spending;
      const done = await ask(story, (tx, it) =>
        refundPoints(tx, shopId, { actId, points: command.points, ask: it }),
      );
      const left = slow.refund(spending.left, command.points);
      if (left === undefined) return expect(done).toBe('refund-exceeds-spent');
      return expect(done).toMatchObject({ points: command.points, left });
    }
    case 'revoke': {
      const earned = story.earned[command.nth % (story.earned.length || 1)];
      if (earned === undefined) return;
      const it = { actId: earned.actId, points: command.points, shortfall: command.policy };
      const done = await ask(story, (tx, asked) => revokePoints(tx, shopId, { ...it, ask: asked }));
      const shortfall = slow.revoke(earned.lot, command.points, command.policy);
      if (shortfall === undefined) return expect(done).toBe('revoke-exceeds-earned');
      return expect(done).toMatchObject({ shortfall });
    }
    case 'adjust': {
      const by = command.less ? -command.points : command.points;
      const adjusting = {
        personId: command.person,
        points: by,
        expiresAt: new Date(start + (slow.now + 3) * DAY),
      };
      const done = await ask(story, (tx, it) => adjustPoints(tx, shopId, { adjusting, ask: it }));
      if (!command.less) {
        slow.earn(command.person, command.points, { activeFrom: slow.now, expiresAt: slow.now + 3 });
        return expect(done).toMatchObject({ points: command.points });
      }
      const taken = slow.take(command.person, command.points, 'adjusted');
      if (taken === undefined) expect(done).toBe('not-enough-points');
      else expect(done).toMatchObject({ available: slow.available(command.person) });
      return;
    }
    case 'repay': {
      const repaying = { personId: command.person, points: command.points, how: 'paid' as const };
      const done = await ask(story, (tx, it) => repayPoints(tx, shopId, { ...repaying, ask: it }));
      const left = slow.repay(command.person, command.points);
      if (left === undefined) expect(done).toBe('repays-too-much');
      else expect(done).toMatchObject({ left });
      return;
    }
    case 'wait':
      return slow.advance(slow.now + command.days);
    case 'job':
      await settlePoints(world.platform.db, { shopId, at: nowOf(story) });
      return;
    case 'merge': {
      const [a, b] = [slow.customerOf.get(command.a)!, slow.customerOf.get(command.b)!];
      if (a === b) return;
      const merged = await inShop(story, (tx) =>
        mergeCustomers(tx, { shopId, customerIds: [a, b], by: 'test', reason: 'a test', liftNever: true }),
      );
      story.merges.push({ edgeIds: merged.ok ? merged.value.edgeIds : [], before: new Map(slow.customerOf) });
      for (const [it, of] of slow.customerOf)
        if (of === a || of === b) slow.customerOf.set(it, Math.min(a, b));
      return;
    }
    case 'unmerge': {
      const last = story.merges.pop();
      if (last === undefined) return;
      const undone = await inShop(story, (tx) =>
        unmergeCustomers(tx, { shopId, edgeIds: last.edgeIds, by: 'test', reason: 'a test' }),
      );
      expect(undone.ok).toBe(true);
      for (const [it, of] of last.before) slow.customerOf.set(it, of);
      return;
    }
    case 'again': {
      if (story.last === undefined) return;
      const { run, ask: asked, answer } = story.last;
      expect(await run(asked)).toEqual({ ok: true, value: { ...answer, again: true } });
      const other = await run({ ...asked, cause: 'another' });
      expect(other).toMatchObject({ problem: { code: 'key-reused' } });
      return;
    }
  }
}

/** As read now, and as the model has it. */
const compare = (story: Story): Promise<void> =>
  inShop(story, async (tx) => {
    const { slow, shopId } = story;
    for (const it of persons) {
      const { balance } = await readStanding(tx, { shopId, personIds: [it] }, nowOf(story));
      const places = (['pending', 'active', 'reserved'] as const).map((place) => [
        place,
        slow.sum(it, place),
      ]);
      const [owed, debt] = [slow.owed.get(it) ?? 0, slow.debt.get(it) ?? 0];
      const available = slow.sum(it, 'active') - owed;
      expect(balance, `person ${it}`).toEqual({ ...Object.fromEntries(places), owed, debt, available });
    }
  });

it('any history ends as in the slow model, step by step, and the audit finds nothing', async () => {
  await fc.assert(
    fc.asyncProperty(commands, async (history) => {
      const story = await begin();
      for (const command of history) {
        await step(story, command);
        await compare(story);
      }
      for (const [it, customer] of story.slow.customerOf) {
        const found = await inShop(story, (tx) => readPersonsOf(tx, story.shopId, customer));
        expect(found).toMatchObject({ ok: true, value: expect.arrayContaining([it]) });
      }
      const audit = await auditPoints(world.platform.db, { shopId: story.shopId, at: nowOf(story) });
      expect(audit.findings).toEqual([]);
    }),
    cases(40, 6),
  );
});
