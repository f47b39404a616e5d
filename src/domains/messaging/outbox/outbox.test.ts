import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openWorld, type World } from '../../../../test/world.ts';
import { orThrow } from '../../../platform/errors.ts';
import { storeProfiles } from '../../customers/index.ts';
import { type MailPeer, openMailPeer } from '../testing/mail-peer.ts';
import { type MailShop, openMailShop } from '../testing/mail-shop.ts';
import { changeMessage } from './change-message.ts';
import { sendDue } from './keep-outbox.ts';
import { queueMessages } from './queue-messages.ts';

let world: World;
let peer: MailPeer;
let it_: MailShop;
let shopId: number;
/** As many visits as it takes: each lasts a few seconds. */
const send = async () => {
  while ((await sendDue(it_.platform, { shopId })) > 0);
};
const mailsTo = (name: string) => peer.got.filter(({ to }) => to.startsWith(`${name}@`));
const points = (personId: number, key: string) => ({
  ...{ personId, key, channels: ['e-mail' as const], values: { points: 1200, expires_on: '2026-01-31' } },
});
const news = (personId: number, key: string) => ({ personId, key, values: { what: '龙井' } });

beforeAll(async () => {
  world = await openWorld();
  peer = await openMailPeer();
  it_ = await openMailShop(world, peer.port);
  shopId = it_.shop.shopId;
});
afterAll(async () => {
  await peer.close();
  await world.close();
});

it('a service notice is queued once by its key and arrives, in the page too; its address stands nowhere in the clear', async () => {
  const personId = await it_.customer('li.lei@example.com');
  const notice = { ...points(personId, 'lot:1'), channels: undefined };
  const [first, second] = await it_.queue('points-expiring', notice);
  expect(await it_.queue('points-expiring', notice)).toEqual([first, second]);
  await send();
  expect(await it_.state(first!)).toEqual(['sent', null]);
  expect(await it_.state(second!)).toEqual(['sent', null]);
  const [mail] = mailsTo('li.lei');
  expect(mail!.raw).toContain('Auto-Submitted: auto-generated');
  expect(mail!.raw).not.toContain('List-Unsubscribe');
  expect(mail!.messageId).toMatch(/^<\d+\.\d+\.shuke@127\.0\.0\.1>$/);
  expect((await it_.steps(first!)).map(({ state }) => state)).toEqual(['queued', 'sending', 'sent']);
  const told = await world.platform.clickhouse.query<{ name: string; channel: string; properties: string }>({
    ...{
      sql: 'SELECT name, channel, properties FROM events WHERE shop_id = {shop:UInt32} ORDER BY channel',
      shopId,
    },
  });
  expect(told.map(({ name, channel }) => [name, channel])).toEqual([
    ['Service Message Sent', 'e-mail'],
    ['Service Message Sent', 'in-page'],
  ]);
  expect(JSON.parse(told[0]!.properties)).toMatchObject({ template: 'points-expiring', attempts: 1 });
});

it('marketing without consent is refused with its reason, and so is a customer without an address or a channel that is off', async () => {
  const personId = await it_.customer('no.word@example.com');
  const [id] = await it_.queue('promo', news(personId, 'p1'));
  const [off] = await it_.queue('points-expiring', { ...points(personId, 'p2'), channels: ['sms'] });
  const [late] = await it_.queue('points-expiring', {
    ...points(personId, 'p3'),
    validUntil: world.clock.now(),
  });
  await send();
  expect(await it_.state(id!)).toEqual(['refused', 'no-consent']);
  expect(await it_.state(off!)).toEqual(['refused', 'channel-off']);
  expect(await it_.state(late!)).toEqual(['refused', 'too-late']);
  await it_.say(personId, 'granted');
  const change = { shopId, messageId: id!, act: 'retry' as const, by: 'test', now: world.clock.now() };
  expect((await it_.inShop((tx) => changeMessage(tx, change))).ok).toBe(true);
  await send();
  expect(await it_.state(id!)).toEqual(['sent', null]);
  const again = await it_.inShop((tx) => changeMessage(tx, change));
  expect(again.ok === false && again.problem.code).toBe('message-moved');
});

it('of a cap the last place is taken once, however many send at the same time', async () => {
  await it_.inShop((tx) =>
    sql`insert into compliance.contact_caps (shop_id, channel, purpose, days, most)
      values (${shopId}, 'any', 'marketing', 7, 3)`.execute(tx),
  );
  const people = await Promise.all(['cap.a', 'cap.b'].map((name) => it_.customer(`${name}@example.com`)));
  for (const personId of people) await it_.say(personId, 'granted');
  const notices = people.flatMap((personId) =>
    Array.from({ length: 8 }, (_, n) => news(personId, `c${personId}:${n}`)),
  );
  const ids = await it_.queue('promo', ...notices);
  await Promise.all(Array.from({ length: 4 }, send));
  const states = await Promise.all(ids.map((id) => it_.state(id)));
  expect(states.filter(([state]) => state === 'sent')).toHaveLength(6);
  expect(states.filter(([, reason]) => reason === 'cap-reached')).toHaveLength(10);
  expect(mailsTo('cap.a')).toHaveLength(3);
  expect(mailsTo('cap.b')).toHaveLength(3);
  await it_.inShop((tx) => sql`delete from compliance.contact_caps where shop_id = ${shopId}`.execute(tx));
});

it('marketing waits until the quiet hours of the shop are over; service does not', async () => {
  world.clock.set('2026-01-15T15:30:00Z'); // half past eleven at night in Shanghai
  const personId = await it_.customer('night@example.com');
  await it_.say(personId, 'granted');
  const [ad] = await it_.queue('promo', news(personId, 'n1'));
  const [service] = await it_.queue('points-expiring', points(personId, 'n2'));
  await send();
  expect(await it_.state(ad!)).toEqual(['queued', 'quiet-hours']);
  expect(await it_.state(service!)).toEqual(['sent', null]);
  world.clock.set('2026-01-15T23:59:59Z');
  await send();
  expect(await it_.state(ad!)).toEqual(['queued', 'quiet-hours']);
  world.clock.set('2026-01-16T00:00:00Z'); // eight in the morning
  await send();
  expect(await it_.state(ad!)).toEqual(['sent', null]);
});

it('what the other side says decides: refusals for good end it, those for now are tried again until enough', async () => {
  const ends = async (name: string) => {
    const personId = await it_.customer(`${name}@example.com`);
    const [id] = await it_.queue('points-expiring', points(personId, `o:${name}`));
    await send();
    return id!;
  };
  expect(await it_.state(await ends('gone'))).toEqual(['failed', 'address-refused']);
  expect(await it_.state(await ends('spam'))).toEqual(['failed', 'message-refused']);
  expect(await it_.state(await ends('full'))).toEqual(['queued', 'put-off']);
  const busy = await ends('busy');
  expect(await it_.state(busy)).toEqual(['queued', 'put-off']);
  for (let n = 0; n < 9; n += 1) {
    world.clock.advance(16 * 3_600_000);
    await send();
  }
  expect(await it_.state(busy)).toEqual(['failed', 'put-off']);
  const steps = await it_.steps(busy);
  expect(steps.filter(({ state }) => state === 'sending')).toHaveLength(9);
  expect(steps.at(-1)).toMatchObject({ state: 'failed', code: 451 });
});

it('a connection cut after the text is said to be of unknown outcome, and sent again under the same number', async () => {
  const personId = await it_.customer('cut@example.com');
  const [id] = await it_.queue('points-expiring', points(personId, 'cut:1'));
  await send();
  expect(await it_.state(id!)).toEqual(['queued', 'unknown-outcome']);
  world.clock.advance(61_000);
  await send();
  const mails = mailsTo('cut');
  expect(mails).toHaveLength(2);
  expect(mails[0]!.messageId).toBe(mails[1]!.messageId);
  const cancel = { shopId, messageId: id!, act: 'cancel' as const, by: 'test', now: world.clock.now() };
  expect((await it_.inShop((tx) => changeMessage(tx, cancel))).ok).toBe(true);
  expect(await it_.state(id!)).toEqual(['cancelled', null]);
});

it('a consent withdrawn between two tries holds the second back', async () => {
  const personId = await it_.customer('full.later@example.com');
  await it_.say(personId, 'granted');
  const scripted = await openMailPeer(['full']);
  const other = await openMailShop(world, scripted.port);
  const him = await other.customer('wang@example.com');
  await other.say(him, 'granted');
  const [id] = await other.queue('promo', news(him, 'w1'));
  world.clock.set('2026-02-02T04:00:00Z');
  await sendDue(other.platform, other.shop);
  expect(await other.state(id!)).toEqual(['queued', 'put-off']);
  await other.say(him, 'withdrawn');
  world.clock.advance(61_000);
  await sendDue(other.platform, other.shop);
  expect(await other.state(id!)).toEqual(['refused', 'withdrawn']);
  await scripted.close();
});

it('the same key asked for at the same moment answers every asker with the same messages', async () => {
  const personId = await it_.customer('at.once@example.com');
  for (let n = 0; n < 10; n += 1) {
    const asked = { shopId, template: 'points-expiring', notices: [points(personId, `once:${n}`)] };
    const answers = await Promise.all(
      Array.from({ length: 6 }, () =>
        it_.inShop((tx) => queueMessages(tx, { ...asked, by: 'test', now: world.clock.now() })),
      ),
    );
    const queued = answers.flatMap((it) => orThrow(it));
    expect(queued).toHaveLength(6);
    expect(new Set(queued.map(({ messageId }) => messageId)).size).toBe(1);
    expect(queued.filter(({ again }) => !again)).toHaveLength(1);
  }
});

it("an address that many share is nobody's, told as a trait too", async () => {
  const keys = await it_.platform.keyring.forShop(shopId);
  const shared = await it_.customer('office@example.com');
  await it_.inShop((tx) =>
    sql`update customers.identities set quarantined_at = now(), quarantined_by = 'test'
      where shop_id = ${shopId} and person_id = ${shared}`.execute(tx),
  );
  const own = await it_.customer('own@example.com');
  const queued: number[] = [];
  for (const [personId, mail] of [
    [shared, 'Office@Example.com'],
    [own, 'office@example.com'],
  ] as const) {
    const profile = { personId, at: '2026-01-10T00:00:00Z', traits: { 'e-mail': mail } };
    await it_.inShop((tx) => storeProfiles(tx, keys, shopId, [profile], { source: 'test' }));
    queued.push(...(await it_.queue('points-expiring', points(personId, `office:${personId}`))));
  }
  await send();
  expect(await it_.state(queued[0]!)).toEqual(['refused', 'no-address']);
  expect(await it_.state(queued[1]!)).toEqual(['sent', null]);
  expect(mailsTo('office')).toEqual([]);
  expect(mailsTo('own')).toHaveLength(1);
});
