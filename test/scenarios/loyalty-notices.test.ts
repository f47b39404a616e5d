import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { earnPoints } from '../../src/domains/ledgers/index.ts';
import { applyRules, evaluateNow, usualRules } from '../../src/domains/loyalty/index.ts';
import { tellExpiring } from '../../src/domains/loyalty/points/tell-expiring.ts';
import { tellDowngrades, withdrawDowngrades } from '../../src/domains/loyalty/tiers/tell-downgrades.ts';
import { sendDue } from '../../src/domains/messaging/outbox/keep-outbox.ts';
import { type MailPeer, openMailPeer } from '../../src/domains/messaging/testing/mail-peer.ts';
import { type MailShop, openMailShop } from '../../src/domains/messaging/testing/mail-shop.ts';
import { type StoredOrder, storeOrders } from '../../src/domains/orders/index.ts';
import { registerMirrors } from '../../src/mirrors.ts';
import { findShop, type Shop } from '../../src/platform/auth/index.ts';
import { orThrow } from '../../src/platform/errors.ts';
import { openWorld, type World } from '../world.ts';

/** A tier that will be lost and points that will expire are told beforehand, once, by a real mail server, in the reader's language. */

let world: World;
let peer: MailPeer;
let mail: MailShop;
let shop: Shop;
let [li, han, wang] = [0, 0, 0];

beforeAll(async () => {
  world = await openWorld({ now: '2026-01-20T00:00:00Z' });
  registerMirrors(world.platform);
  peer = await openMailPeer();
  mail = await openMailShop(world, peer.port);
  shop = (await findShop(world.platform.db, mail.shop.slug))!;
  [li, han] = [await mail.customer('li@example.com'), await mail.customer('han@example.com')];
  wang = await mail.customer('wang@example.com');
  await mail.inShop((tx) =>
    sql`insert into customers.traits (shop_id, person_id, name, value, at, source)
      values (${shop.shopId}, ${han}, 'language', '"en"', now(), 'test')`.execute(tx),
  );
});
afterAll(async () => {
  await peer.close();
  await world.close();
});

const order = (orderNo: string, personId: number, paidMinor: number): StoredOrder => ({
  ...{ channel: 'taobao', orderNo, personId, state: 'paid', sourceTime: '2026-01-10T00:00:00.000Z' },
  ...{ createdAt: '2026-01-10T00:00:00.000Z', paidAt: '2026-01-10T00:00:00.000Z', currency: 'CNY' },
  ...{ lines: [], receiver: {}, goodsMinor: paidMinor, paidMinor, shippingMinor: 0, discountMinor: 0 },
});

/** Subject and text of what came for an address. */
function mailsTo(address: string): string[] {
  return peer.got
    .filter(({ to }) => to === address)
    .map(({ raw }) => {
      const words = raw.replace(/=\?UTF-8\?(?:B\?([^?]*)|Q\?([^?]*))\?=/gi, (_, base64, quoted) =>
        base64 === undefined ? unquoted(quoted.replaceAll('_', ' ')) : bytes(base64),
      );
      const [head, ...body] = words.split('\r\n\r\n');
      const text = body.join('\r\n\r\n');
      return `${head}\n${/base64/i.test(head!) ? bytes(text) : unquoted(text)}`;
    });
}
const bytes = (base64: string): string => Buffer.from(base64, 'base64').toString();
const unquoted = (text: string): string =>
  Buffer.from(
    text
      .replaceAll('=\r\n', '')
      .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString();

it('who will lose their tier is told which comes then, when, and what is missing; again nobody is told twice', async () => {
  const keys = await world.platform.keyring.forShop(shop.shopId);
  const orders = [order('A', li, 12_300), order('B', han, 60_000)];
  await mail.inShop((tx) => storeOrders(tx, { keys, shopId: shop.shopId, importId: undefined }, orders));
  await world.platform.mirror.settle(shop.shopId);
  const usual = usualRules(100);
  const rules = {
    ...{
      ...usual,
      measure: 'spend' as const,
      notice_days: 10,
      grace_days: 5,
      downgrade: 'one-step' as const,
    },
    ladder: usual.ladder.map((rung, n) => ({ ...rung, from: [0, 10_000, 50_000, 100_000][n]! })),
  };
  const { platform } = mail;
  orThrow(await applyRules({ platform, shop, change: { rules, version: 0 }, by: 'test' }));
  expect(await tellDowngrades({ platform, shop })).toBe(0);
  world.clock.advance(346 * 86_400_000);
  orThrow(await evaluateNow({ platform, shop, cause: 'day' }));
  // Two processes at once: each customer is told by one of them.
  const told = await Promise.all([tellDowngrades({ platform, shop }), tellDowngrades({ platform, shop })]);
  expect(told[0]! + told[1]!).toBe(2);
  await sendDue(platform, { shopId: shop.shopId });
  const [chinese] = mailsTo('li@example.com');
  for (const part of ['银卡', '普通', '2027年1月16日', '¥100.00']) expect(chinese).toContain(part);
  const [english] = mailsTo('han@example.com');
  for (const part of ['Gold', 'Silver', 'January 16, 2027', 'CN¥500.00']) expect(english).toContain(part);
  orThrow(await evaluateNow({ platform, shop, cause: 'asked' }));
  expect(await tellDowngrades({ platform, shop })).toBe(0);
  await sendDue(platform, { shopId: shop.shopId });
  expect(peer.got).toHaveLength(2);
});

it('points that expire are told with how many and on which day, those of one day together', async () => {
  const at = world.clock.now();
  const expiresAt = new Date('2027-01-10T16:00:00Z');
  await mail.inShop(async (tx) => {
    for (const [n, points] of [700, 534].entries()) {
      const ask = { key: `e${n}`, cause: 'test', by: 'test', at };
      orThrow(await earnPoints(tx, shop.shopId, { earning: { personId: han, points, expiresAt }, ask }));
    }
  });
  for (const told of [2, 0])
    expect(await tellExpiring(mail.platform, shop)).toEqual({ told, next: undefined });
  await sendDue(mail.platform, { shopId: shop.shopId });
  const [, points, ...none] = mailsTo('han@example.com');
  for (const part of ['1,234', 'January 10, 2027']) expect(points).toContain(part);
  expect(none).toEqual([]);
});

it('a notice that waits is withdrawn the day after the tier was saved; one that was sent stays', async () => {
  const { platform } = mail;
  const { shopId } = shop;
  const keys = await world.platform.keyring.forShop(shopId);
  const messages = () =>
    mail.inShop(async (tx) => {
      const { rows } = await sql<{ person_id: number; state: string }>`
        select person_id, state from messaging.messages where shop_id = ${shopId} and template = 'tier-downgrade'
        order by message_id`.execute(tx);
      return rows.map((row) => [row.person_id, row.state]);
    });
  const before = await messages();
  const day = 86_400_000;
  const paidAt = (back: number) => new Date(world.clock.now().getTime() - back * day).toISOString();
  const bought = (no: string, paid: number, back: number) => ({
    ...{ ...order(no, wang, paid), createdAt: paidAt(back), paidAt: paidAt(back), sourceTime: paidAt(back) },
  });
  const store = async (...orders: StoredOrder[]) => {
    await mail.inShop((tx) => storeOrders(tx, { keys, shopId, importId: undefined }, orders));
    await world.platform.mirror.settle(shopId);
    orThrow(await evaluateNow({ platform, shop, cause: 'facts' }));
  };
  // Eleven and a half months ago: it will be too old within the days of notice.
  await store(bought('W1', 12_000, 358));
  expect(await tellDowngrades({ platform, shop })).toBe(1);
  // By e-mail and in the page.
  const own = (state: string) => [
    [wang, state],
    [wang, state],
  ];
  expect(await messages()).toEqual([...before, ...own('queued')]);
  await store(bought('W2', 20_000, 0));
  expect(await withdrawDowngrades({ platform, shop }), 'today it may come back').toBe(0);
  world.clock.advance(day);
  const told = await Promise.all([
    withdrawDowngrades({ platform, shop }),
    withdrawDowngrades({ platform, shop }),
  ]);
  expect(told[0]! + told[1]!).toBe(2);
  expect(await messages()).toEqual([...before, ...own('cancelled')]);
  await sendDue(platform, { shopId });
  expect(mailsTo('wang@example.com')).toEqual([]);
});
