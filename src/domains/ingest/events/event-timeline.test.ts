import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { cases } from '../../../../test/properties.ts';
import { type BothTopologies, bothTopologies } from '../../../../test/two-shards.ts';
import { openWorld, type World } from '../../../../test/world.ts';
import type { TimelineEntry } from '../../customers/index.ts';
import { at, eventOf, storeIn } from './event-fixture.ts';
import { readEvents } from './event-timeline.ts';

let world: World;
let both: BothTopologies;
beforeAll(async () => {
  world = await openWorld();
  both = await bothTopologies(world.platform.clickhouse);
});
afterAll(() => world.close());

/** Few times and ids, so that they meet; ids that order differently in bytes and in UTF-16. */
const happening = fc.record({
  user: fc.constantFrom('a', 'b', 'c', 'd'),
  id: fc.constantFrom('m1', 'm2', 'm10', '消息', '\u{1F600}', '\uFB00', "q'\\"),
  second: fc.integer({ min: 0, max: 4 }),
  quarter: fc.nat({ max: 4 }),
});

/** Quarters of a year back: pages begin within the span that is looked at first, behind it, and across its edge. */
const timeOf = ({ second, quarter }: { second: number; quarter: number }) =>
  at(second - quarter * 91 * 86_400);

/** The same answer from both topologies, page after page. */
async function pagesOf(
  shopId: number,
  personIds: readonly number[],
  { limit, seenAt }: { limit: number; seenAt?: string },
): Promise<TimelineEntry[]> {
  const all: TimelineEntry[] = [];
  for (;;) {
    const last = all.at(-1);
    const before = last && { at: last.at, key: last.key };
    const page = await readEvents(
      { query: (it) => both.ask(it) },
      { shopId, personIds, before, limit, seenAt },
    );
    expect(page.length).toBeLessThanOrEqual(limit);
    all.push(...page);
    if (page.length < limit) return all;
  }
}

it('pages through all events of all persons of a customer, newest first, as sorting them in memory does', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(happening, { maxLength: 30, selector: (it) => JSON.stringify(it) }),
      fc.uniqueArray(fc.integer({ min: 1, max: 5 }), { maxLength: 4 }),
      fc.record(
        {
          limit: fc.integer({ min: 1, max: 7 }),
          seenAt: fc.nat({ max: 4 }).map((quarter) => timeOf({ second: 2, quarter })),
        },
        { requiredKeys: ['limit'] },
      ),
      async (happenings, personIds, how) => {
        const { shopId } = await world.shop();
        const events = happenings.map((it) => eventOf(it.user, it.id, { at: timeOf(it) }));
        await storeIn(world, shopId, events);
        const numbers = new Map<string, number>();
        for (const { user } of happenings) numbers.set(user, numbers.get(user) ?? numbers.size + 1);
        const expected = happenings
          .map((it) => `${timeOf(it)} ${numbers.get(it.user)} ${it.id}`)
          .filter((it) => personIds.includes(Number(it.split(' ')[1])));
        const pages = await pagesOf(shopId, personIds, how);
        expect(pages.map(nameOf).sort()).toEqual(expected.sort());
        expect(pages).toEqual([...pages].sort(newest));
      },
    ),
    cases(25, 10),
  );
});

const newest = (a: TimelineEntry, b: TimelineEntry) =>
  a.at === b.at ? (a.key > b.key ? -1 : 1) : a.at > b.at ? -1 : 1;

/** Time, person and message id of an entry, read back from its key. */
function nameOf({ at: time, key }: TimelineEntry): string {
  const [, person, how, ...id] = key.split(':');
  const text = how === 'x' ? Buffer.from(id.join(':'), 'hex').toString() : id.join(':');
  return `${time} ${person} ${text}`;
}

it('says what happened, leaves out what was not said, and knows no other shop', async () => {
  const [{ shopId }, other] = [await world.shop(), await world.shop()];
  const details = { product: { channel: 'web', productNo: 'P' }, quantity: 2, properties: { colour: '红' } };
  await storeIn(world, shopId, [eventOf('a', 'm', { name: 'Product Added', ...details })]);
  await storeIn(world, other.shopId, [eventOf('a', 'm')]);
  expect(await pagesOf(shopId, [1], { limit: 10 })).toEqual([
    {
      ...{ at: at(0), type: 'event', key: 'event:1:m:m', title: { zh: '加入购物车', en: 'Added to cart' } },
      data: {
        ...{ name: 'Product Added', person_id: 1, channel: 'web', product_id: 1, quantity: 2 },
        properties: { colour: '红' },
      },
    },
  ]);
});

it('goes on from an entry of another source of the same millisecond', async () => {
  const { shopId } = await world.shop();
  await storeIn(world, shopId, [eventOf('a', 'm1'), eventOf('a', 'm2', { at: at(-1) })]);
  const behind = (key: string) =>
    readEvents(world.platform.clickhouse, { shopId, personIds: [1], before: { at: at(0), key }, limit: 10 });
  expect((await behind('order:7')).map((it) => it.key)).toEqual(['event:1:m:m1', 'event:1:m:m2']);
  expect((await behind('change:7')).map((it) => it.key)).toEqual(['event:1:m:m2']);
});
