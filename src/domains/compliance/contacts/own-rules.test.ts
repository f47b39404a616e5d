import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { openWorld, type World } from '../../../../test/world.ts';
import { type Tx, withShop } from '../../../platform/db/postgres.ts';
import { changeHoldout } from '../holdout/holdout-store.ts';
import { inHoldout, mayContact, readHoldout, recordConsents, recordContact } from '../index.ts';
import { setQuietHours } from './quiet-hours-store.ts';

let world: World;
let shopId: number;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  ({ shopId } = await world.shop());
  await say(1, 'granted');
  await say(3, 'granted');
});

/** Persons 1 and 2 are one customer, 3 is another. */
const subjects = [
  { id: 1, personIds: [1, 2] },
  { id: 3, personIds: [3] },
];
const inShop = <T>(work: (tx: Tx) => Promise<T>) => withShop(world.platform.db, shopId, work);
type Purpose = 'marketing' | 'service';

const say = (personId: number, state: 'granted' | 'withdrawn', at = '2026-01-01T00:00:00Z') => {
  const said = { personId, purpose: 'marketing', channel: 'any', state, at };
  return inShop((tx) => recordConsents(tx, shopId, [{ ...said, source: 'screen', recordedBy: 'user:1' }]));
};
const may = async (purpose: Purpose = 'marketing') => {
  const ask = { shopId, subjects, channel: 'sms', purpose, now: world.clock.now() } as const;
  const answers = await inShop((tx) => mayContact(tx, ask));
  return Object.fromEntries([...answers].map(([id, it]) => [id, it.allowed || it.reason]));
};
const send = (idempotencyKey: string, purpose: Purpose = 'marketing') =>
  inShop((tx) =>
    recordContact(tx, {
      ...{ shopId, subject: subjects[1]!, channel: 'sms', purpose, idempotencyKey },
      ...{ actor: 'system', now: world.clock.now() },
    }),
  );

it('holds back at night, by the house or as the shop says, and never what an order needs', async () => {
  world.clock.set('2026-01-15T14:00:00Z');
  expect(await may()).toEqual({ 1: 'quiet-hours', 3: 'quiet-hours' });
  expect(await may('service')).toEqual({ 1: true, 3: true });
  expect(await send('night')).toEqual({ recorded: false, reason: 'quiet-hours' });
  expect(await send('parcel', 'service')).toEqual({ recorded: true, again: false });
  await inShop((tx) => setQuietHours(tx, shopId, null));
  expect(await send('night')).toEqual({ recorded: true, again: false });
  await inShop((tx) => setQuietHours(tx, shopId, { from: '21:00', until: '22:01' }));
  expect(await may()).toEqual({ 1: 'quiet-hours', 3: 'quiet-hours' });
  // What was handed over before is not asked for again: its key answers as it did.
  expect(await send('night')).toEqual({ recorded: true, again: true });
  world.clock.set('2026-01-15T14:01:00Z');
  expect(await may()).toEqual({ 1: true, 3: true });
});

it('holds back whom the universal holdout holds, behind the law, and never what an order needs', async () => {
  world.clock.set('2026-01-15T04:00:00Z');
  const { salt } = await inShop((tx) => readHoldout(tx, shopId));
  expect(await may()).toEqual({ 1: true, 3: true });
  const shareThatHolds = (id: number) =>
    Array.from({ length: 10_001 }, (_, share) => share).find((share) => inHoldout({ salt, share }, id))!;
  const [first, third] = [shareThatHolds(1), shareThatHolds(3)];
  await inShop((tx) => changeHoldout(tx, shopId, Math.min(first, third)));
  // A customer stands where their smallest person does.
  expect(await may()).toEqual({
    1: first <= third ? 'held-out' : true,
    3: third <= first ? 'held-out' : true,
  });
  await inShop((tx) => changeHoldout(tx, shopId, 10_000));
  expect(await may()).toEqual({ 1: 'held-out', 3: 'held-out' });
  expect(await send('held')).toEqual({ recorded: false, reason: 'held-out' });
  expect(await may('service')).toEqual({ 1: true, 3: true });
  await say(2, 'withdrawn', '2026-01-02T00:00:00Z');
  expect(await may()).toEqual({ 1: 'withdrawn', 3: 'held-out' });
});
