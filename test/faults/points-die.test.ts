import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pass } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { plainRules } from '../../src/domains/loyalty/testing/plain-rules.ts';
import { usualRules } from '../../src/domains/loyalty/tiers/usual-rules.ts';
import { type LiveServer, makeLiveServer } from '../live-server.ts';

/** 64 clients at the points and the mall of 20 customers whose birthday it is, who are merged and come apart, over HTTP, while the server is killed under them. */

const CLIENTS = 64;
const CUSTOMERS = 20;
const STOCK = 15;
const shop = '/api/shops/live';

let server: LiveServer;
let cookie: string;
let itemId: number;

beforeAll(async () => {
  server = await makeLiveServer();
  const { owner } = await server.start();
  await server.shuke('shops', 'create', '--shop', 'live', '--name', 'Live', '--currency', 'USD');
  const file = join(server.dataDir, 'customers.txt');
  const lines = Array.from(
    { length: CUSTOMERS },
    (_, n) => ` ${String(n + 1).padStart(5, '0')} 19970101  1  11.77`,
  );
  await writeFile(file, `${lines.join('\n')}\n`);
  await server.shuke('import', file, '--preset', 'cdnow', '--shop', 'live');
  const signedIn = await fetch(`${server.url}/api/auth/sign-in/email`, {
    ...{ method: 'POST', headers: { origin: server.url, 'content-type': 'application/json' } },
    body: JSON.stringify(owner),
  });
  cookie = signedIn.headers
    .getSetCookie()
    .map((it) => it.split(';')[0])
    .join('; ');
  const rules = { ...plainRules, deeds: [{ deed: 'review', points: 20, most_per_day: null }] };
  const today = new Date().toISOString().slice(0, 10);
  expect(await ask('PUT', '/points/rules', { rules, starts_on: today, version: 0 })).toMatchObject({
    status: 200,
  });
  const item = {
    ...{ kind: 'gift', name: 'cup', hands_out: null, points: 15, money_minor: 0, stock: STOCK },
    ...{ most_per_customer: null, tiers: [], is_listed: true },
  };
  const made = await ask('POST', '/mall/items', item);
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  itemId = made.body.item_id;
  for (let customer = 1; customer <= CUSTOMERS; customer += 1) await tellBirthday(customer);
  const cup = { name: { zh: '茶杯', en: 'cup' }, cost_minor: 500, days: 30 };
  const benefits = [{ kind: 'birthday-gift', gift: cup }];
  const usual = usualRules(100);
  const tiers = { ...usual, ladder: usual.ladder.map((rung) => ({ ...rung, benefits })) };
  const applied = await ask('POST', '/tiers/apply', { rules: tiers, version: 0 });
  expect(applied.status, JSON.stringify(applied.body)).toBe(200);
});
afterAll(() => server?.close());

interface Heard {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: documents of several routes, asserted field by field
  readonly body: any;
}

async function ask(method: string, path: string, body?: object): Promise<Heard> {
  const answer = await fetch(`${server.url}${shop}${path}`, {
    ...{ method, headers: { cookie, origin: server.url, 'content-type': 'application/json' } },
    ...(body && { body: JSON.stringify(body) }),
  });
  return { status: answer.status, body: await answer.json() };
}

/** It is today, as it was said before or anew. */
async function tellBirthday(customer: number): Promise<Heard> {
  const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format();
  return ask('PATCH', `/customers/${customer}/traits`, { traits: { birthday: `1990${today.slice(4)}` } });
}

let lost = 0;
let answered = 0;

/** As a client does that has heard nothing, or that the server is not there: the same again, until there is an answer. */
async function insist(path: string, body: object = {}): Promise<Heard> {
  for (;;) {
    const heard = await ask('POST', path, body).catch(() => undefined);
    if (heard !== undefined && heard.status < 500) {
      answered += 1;
      return heard;
    }
    lost += 1;
    await pass(50);
  }
}

interface Done {
  readonly path: string;
  readonly sent: object;
  readonly body: Heard['body'];
  /** What it did to what customers hold. */
  readonly by: number;
}

/** What one client does, each act by what came of those before; what was refused is not in it. */
async function client(no: number): Promise<Done[]> {
  const done: Done[] = [];
  const act = async (path: string, sent: object, by: (body: Heard['body']) => number) => {
    const { status, body } = await insist(path, sent);
    if (status === 200) done.push({ path, sent, body, by: by(body) });
    else expect(body.code).toMatch(/^(not-enough-points|no-such-customer|mall-item-sold-out)$/);
    return status === 200 ? body : undefined;
  };
  for (let n = 0; n < 2; n += 1) {
    const customer = `/points/customers/${1 + ((no * 7 + n) % CUSTOMERS)}`;
    const key = (what: string) => `c${no}-${n}-${what}`;
    await act(`${customer}/earn`, { deed: 'review', key: key('earn') }, ({ points }) => points);
    const spent = await act(`${customer}/spend`, { points: 6, key: key('spend') }, () => -6);
    if (spent !== undefined && no % 3 === 0)
      await act(`/points/acts/${spent.act_id}/refund`, { points: 2, key: key('refund') }, () => 2);
    if (no % 2 === 0) {
      const held = await act(`${customer}/reserve`, { points: 5, minutes: 60, key: key('hold') }, () => 0);
      const end = n % 2 === 0 ? 'confirm' : 'cancel';
      const by = end === 'confirm' ? -5 : 0;
      if (held !== undefined) await act(`/points/acts/${held.act_id}/${end}`, { key: key('end') }, () => by);
    } else {
      const taking = { item_id: itemId, count: 1, minutes: 60, key: key('take') };
      const taken = await act(`/mall${customer.slice(7)}/redeem`, taking, () => 0);
      const url = taken && `/mall/redemptions/${taken.redemption_id}/confirm`;
      if (url !== undefined) await act(url, {}, () => -15);
    }
  }
  return done;
}

/** Merges pairs and takes the merges back until it is told to stop; leaves everybody apart. */
async function merger(signal: AbortSignal): Promise<number> {
  let merged = 0;
  for (let n = 1; !signal.aborted; n = (n % 10) + 1) {
    const body = { customer_ids: [n, n + 10], reason: 'a race', lift_never: true };
    const { body: made } = await insist('/customers/merge', body);
    if (made.edge_ids === undefined) continue;
    merged += 1;
    // Edited while they are one: no reason for another gift.
    await tellBirthday(n).catch(() => {});
    await insist('/customers/unmerge', { edge_ids: made.edge_ids, reason: 'two after all' });
  }
  return merged;
}

/** Gifts of birthdays by customer; of whoever is merged still they stand with whom they belong to. */
async function giftsOfBirthdays(): Promise<Map<number, number>> {
  const gifts = new Map<number, number>();
  for (let customer = 1; customer <= CUSTOMERS; customer += 1) {
    const { status, body } = await ask('GET', `/customers/${customer}/benefits`);
    if (status !== 200) continue;
    const own = body.grants.filter((it: { benefit: string }) => it.benefit === 'birthday-gift');
    gifts.set(customer, own.length);
  }
  return gifts;
}

/** Two who were one when it was given had one between them: at least one of a pair, nobody two. */
async function expectOneBirthday(): Promise<void> {
  const gifts = await giftsOfBirthdays();
  for (let n = 1; n <= CUSTOMERS / 2; n += 1) {
    const [one, other] = [gifts.get(n) ?? 0, gifts.get(n + 10)];
    expect(one + (other ?? 0)).toBeGreaterThan(0);
    expect(one).toBeLessThan(other === undefined ? 3 : 2);
    expect(other ?? 0).toBeLessThan(2);
  }
}

test('no point is made or lost, nothing oversold, no birthday kept twice, and every request that is asked again has its first answer', async () => {
  const stop = new AbortController();
  const merging = merger(stop.signal);
  const clients = Promise.all(Array.from({ length: CLIENTS }, (_, no) => client(no)));
  for (const after of [120, 300]) {
    await expect.poll(() => answered, { timeout: 120_000 }).toBeGreaterThan(after);
    await server.killServer();
    await server.start([]);
  }
  const done = (await clients).flat();
  stop.abort();
  expect(await merging).toBeGreaterThan(0);
  expect(lost).toBeGreaterThan(0);

  const again = await Promise.all(done.map(({ path, sent }) => ask('POST', path, sent)));
  for (const [n, { body }] of done.entries()) {
    const id = body.redemption_id === undefined ? 'act_id' : 'redemption_id';
    const heard = again[n]!;
    expect([heard.status, heard.body[id], heard.body.points]).toEqual([200, body[id], body.points]);
  }
  let held = 0;
  for (let customer = 1; customer <= CUSTOMERS; customer += 1) {
    const { status, body } = await ask('GET', `/points/customers/${customer}`);
    // Merged still, by a merge whose answer was lost: counted with whom they belong to.
    if (status === 404) continue;
    const { balance } = body;
    held += balance.pending + balance.active + balance.reserved;
  }
  expect(held).toBe(done.reduce((sum, { by }) => sum + by, 0));
  const taken = done.filter(({ path }) => path.includes('/redemptions/')).length;
  const [item] = (await ask('GET', '/mall/items')).body.items;
  expect(item.stock).toEqual({ free: STOCK - taken, held: 0, gone: taken });
  expect(taken).toBe(STOCK);
  await vi.waitFor(expectOneBirthday, { timeout: 60_000, interval: 500 });
  expect((await ask('POST', '/points/audit', {})).body).toMatchObject({ is_done: true, findings: [] });
  await expectOneBirthday();
});
