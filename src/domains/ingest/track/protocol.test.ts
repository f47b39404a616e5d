import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AT, type Client, liveRows, openTracking, track } from '../../../../test/tracking.ts';
import { openWorld, type World } from '../../../../test/world.ts';
import type { HttpApp } from '../../../platform/http/routes.ts';

let world: World;
let app: HttpApp;
let client: Client;
let shopId: number;

beforeAll(async () => {
  world = await openWorld();
  ({ app, client, shopId } = await openTracking(world));
});

afterAll(async () => {
  await app?.close();
  await world?.close();
});

const stored = async (messageId: string) =>
  (await liveRows(world, shopId)).filter((it) => it.message_id === messageId);

const singles = {
  track: ['/v1/track', '/v1/t'],
  page: ['/v1/page', '/v1/p'],
  screen: ['/v1/screen', '/v1/s'],
  identify: ['/v1/identify', '/v1/i'],
  group: ['/v1/group', '/v1/g'],
  alias: ['/v1/alias', '/v1/a'],
};
const ways = Object.entries(singles).flatMap(([type, paths]) => paths.map((path) => [path, type] as const));

describe('one call', () => {
  it.each(ways)('at %s is a %s call, whatever content type and way of authentication', async (path, type) => {
    const call = { event: 'Tried', userId: 'u1', previousId: 'u0', groupId: 'g', timestamp: AT };
    const id = (way: string) => `${path} ${way}`;
    const answers = [
      await client.post({ ...call, messageId: id('json') }, { path }),
      await client.post(
        { ...call, messageId: id('text'), writeKey: client.key },
        { path, headers: { 'content-type': 'text/plain', authorization: '' } },
      ),
      await client.post({ ...call, messageId: id('gzip') }, { path, gzip: true }),
    ];
    for (const answer of answers) {
      expect(answer.json()).toMatchObject({ success: true, accepted: 1 });
      expect(answer.headers['access-control-allow-origin']).toBe('*');
    }
    const isEvent = ['track', 'page', 'screen'].includes(type);
    for (const way of ['json', 'text', 'gzip']) expect(await stored(id(way))).toHaveLength(isEvent ? 1 : 0);
  });

  it('takes its type from the path, not from the body', async () => {
    await client.post(track('x', { type: 'identify', messageId: 'typed' }), { path: '/v1/track' });
    expect(await stored('typed')).toHaveLength(1);
  });
});

describe('a batch', () => {
  it.each(['/v1/batch', '/v1/import', '/v1/b'])('at %s', async (path) => {
    const answer = await client.post({ batch: [track('B', { messageId: path })], sentAt: AT }, { path });
    expect(answer.json()).toMatchObject({ accepted: 1 });
    expect(await stored(path)).toHaveLength(1);
  });

  it('names each rejected call by place and id, its field, a code and both languages', async () => {
    const answer = await client.batch([
      track('Good', { messageId: 'g1' }),
      { type: 'track', event: 'No one', messageId: 'bad1', timestamp: AT },
      { type: 'nothing', userId: 'u', messageId: 'bad2', timestamp: AT },
      'text',
      track('Order Completed', { messageId: 'bad3', properties: { order_id: '1', total: -5 } }),
      track('Late', { messageId: 'bad4', timestamp: '2026-01-17T00:00:00Z' }),
      track('Odd', { messageId: 'bad5', timestamp: 'yesterday' }),
      track('Odd', { messageId: 'bad6', properties: [1] }),
    ]);
    expect(answer.statusCode).toBe(200);
    const { success, accepted, rejected } = answer.json();
    expect({ success, accepted }).toEqual({ success: false, accepted: 1 });
    expect(
      rejected.map((it: Record<string, unknown>) => [it.index, it.message_id, it.field, it.code]),
    ).toEqual([
      [1, 'bad1', 'userId', 'missing-value'],
      [2, 'bad2', 'type', 'unknown-value'],
      [3, undefined, undefined, 'not-an-object'],
      [4, 'bad3', 'properties.total', 'not-an-amount'],
      [5, 'bad4', 'timestamp', 'event-in-the-future'],
      [6, 'bad5', 'timestamp', 'not-a-time'],
      [7, 'bad6', 'properties', 'not-an-object'],
    ]);
    for (const { message } of rejected)
      expect(message).toEqual({ zh: expect.any(String), en: expect.any(String) });
    expect(await stored('g1')).toHaveLength(1);
    expect(await stored('bad4')).toHaveLength(0);
  });

  it('warns of what was left out', async () => {
    const { warnings } = (
      await client.batch([
        {
          type: 'identify',
          userId: 'w',
          messageId: 'w1',
          timestamp: AT,
          traits: { shoeSize: 43, birthday: 'soon' },
        },
        track('W', { messageId: 'w2', userId: '0' }),
        track('W', { messageId: 'w3', properties: { currency: 'dollars' } }),
        track('Order Completed', { messageId: 'w4', properties: { total: 5 } }),
        track('W', { messageId: 'w5', properties: { revenue: 'ten', quantity: '1.5' } }),
      ])
    ).json();
    expect(warnings.map((it: Record<string, unknown>) => [it.index, it.field, it.code])).toEqual([
      [0, 'traits.shoe-size', 'unknown-trait'],
      [0, 'traits.birthday', 'wrong-type'],
      [1, 'userId', 'unusable-identity'],
      [2, 'properties.currency', 'not-a-currency'],
      [3, 'properties.order_id', 'missing-value'],
      [4, 'properties.revenue', 'not-an-amount'],
      [4, 'properties.quantity', 'not-a-quantity'],
    ]);
  });
});

describe('time', () => {
  it('keeps what the client said, and corrects a clock beside it', async () => {
    const at = '2026-01-14T00:00:00.000Z';
    const sentAt = '2026-01-15T03:00:00.000Z'; // an hour behind ours
    await client.batch([track('T', { messageId: 't1', timestamp: at })], { sentAt });
    const [row] = await stored('t1');
    expect(row).toMatchObject({ time: '2026-01-14 00:00:00.000', corrected_time: '2026-01-14 01:00:00.000' });
  });
});

describe('limits', () => {
  const padded = (bytes: number) => {
    const call = track('Big', { messageId: `big-${bytes}`, properties: { pad: '' } });
    const rest = JSON.stringify(call).length;
    return { ...call, properties: { pad: 'x'.repeat(bytes - rest) } };
  };

  it('takes an event of 32 KB less its properties, and refuses one byte more, alone', async () => {
    const answer = await client.batch([
      padded(15_000),
      padded(32 * 1024 + 1),
      track('Small', { messageId: 's1' }),
    ]);
    expect(answer.json()).toMatchObject({
      accepted: 2,
      rejected: [{ index: 1, code: 'too-large', message_id: `big-${32 * 1024 + 1}` }],
    });
  });

  it('takes 500 calls and refuses 501', async () => {
    const many = (count: number, id: string) =>
      Array.from({ length: count }, (_, n) => track('Many', { messageId: `${id}-${n}` }));
    expect((await client.batch(many(500, 'm500'))).json()).toMatchObject({ accepted: 500 });
    const more = await client.batch(many(501, 'm501'));
    expect([more.statusCode, more.json().code]).toEqual([400, 'too-large']);
  });

  it('takes a body of 500 KB and refuses one byte more', async () => {
    const body = (bytes: number) => {
      const text = JSON.stringify({ batch: [], pad: '' });
      return text.replace('"pad":""', `"pad":"${'x'.repeat(bytes - text.length)}"`);
    };
    expect((await client.post(body(500 * 1024))).statusCode).toBe(200);
    const more = await client.post(body(500 * 1024 + 1));
    expect([more.statusCode, more.json().code]).toEqual([400, 'too-large']);
  });

  it('stops a bomb at the bound', async () => {
    const bomb = await client.post(`{"batch":[],"pad":"${'0'.repeat(50_000_000)}"}`, { gzip: true });
    expect([bomb.statusCode, bomb.json().code]).toEqual([400, 'too-large']);
  });

  it.each([
    ['', {}],
    ['{"batch":', {}],
    ['[]', {}],
    ['{"batch":{}}', {}],
    ['"text"', {}],
    ['not gzip', { 'content-encoding': 'gzip' }],
    ['{"batch":[]}', { 'content-encoding': 'br' }],
  ])('answers 400 to %j %j', async (body, headers) => {
    const answer = await client.post(body, { headers });
    expect([answer.statusCode, answer.json().code]).toEqual([400, 'unreadable-body']);
  });
});

describe('the key', () => {
  it.each([
    ['none', ''],
    ['a wrong one', `Basic ${Buffer.from(`swk_${'x'.repeat(43)}:`).toString('base64')}`],
    ['no key at all', 'Basic !!!'],
  ])('%s is 401', async (_, authorization) => {
    const answer = await client.post({ batch: [] }, { headers: { authorization } });
    expect(answer.statusCode).toBe(401);
    expect(answer.headers['access-control-allow-origin']).toBe('*');
  });

  it('is refused at once when it was revoked, although it was good a moment ago', async () => {
    const other = await openTracking(world, 'revoked', app);
    expect((await other.client.batch([track('R')])).statusCode).toBe(200);
    const { sql } = await import('kysely');
    const { withShop } = await import('../../../platform/db/postgres.ts');
    await withShop(world.platform.db, other.shopId, (tx) =>
      sql`update platform.keys set revoked_at = now() where shop_id = ${other.shopId}`.execute(tx),
    );
    expect((await other.client.batch([track('R')])).statusCode).toBe(401);
    expect(await liveRows(world, other.shopId)).toHaveLength(1);
  });
});

describe('browsers', () => {
  it('may ask from any origin', async () => {
    const headers = { origin: 'https://shop.example', 'access-control-request-method': 'POST' };
    const answer = await app.inject({ method: 'OPTIONS', url: '/v1/t', headers });
    expect(answer.statusCode).toBe(204);
    expect(answer.headers).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-allow-headers': expect.stringContaining('authorization'),
    });
    const other = await app.inject({ method: 'GET', url: '/health' });
    expect(other.headers).not.toHaveProperty('access-control-allow-origin');
  });

  it('are told by the settings to deliver here', async () => {
    const url = `/v1/projects/${client.key}/settings`;
    const answer = await app.inject({ url, headers: { host: 'crm.example:81' } });
    expect(answer.json().integrations['Segment.io']).toMatchObject({
      ...{ apiKey: client.key, apiHost: 'crm.example:81/v1', protocol: 'http' },
    });
    expect((await app.inject({ url: '/v1/projects/swk_no/settings' })).statusCode).toBe(401);
  });
});

describe('how often', () => {
  it('the general limit of requests does not hold here', async () => {
    const asked = Array.from({ length: 1300 }, () =>
      client.post({ batch: [] }, { remoteAddress: '203.0.113.7' }),
    );
    const codes = new Set((await Promise.all(asked)).map((it) => it.statusCode));
    expect([...codes]).toEqual([200]);
  });

  it('but guessing keys ends in 429 with a time to wait, whoever the guesser says to be', async () => {
    const guess = (_: unknown, n: number) => {
      const headers = { authorization: 'Basic eDp5', 'x-forwarded-for': `198.51.${n >> 8}.${n & 255}` };
      return client.post({ batch: [] }, { headers, remoteAddress: '203.0.113.8' });
    };
    const answers = await Promise.all(Array.from({ length: 1201 }, guess));
    expect(answers.at(-1)!.statusCode).toBe(429);
    expect(Number(answers.at(-1)!.headers['retry-after'])).toBeGreaterThan(0);
  });
});

it('metrics count events by source and outcome, and say nothing else', async () => {
  const { body } = await app.inject({ url: '/metrics' });
  expect(body).toMatch(/shuke_ingest_events_total\{source="site",outcome="stored"\} [1-9]/);
  expect(body).toMatch(/shuke_ingest_events_total\{source="site",outcome="rejected"\} [1-9]/);
  expect(body).toContain('shuke_ingest_flush_seconds_count');
  expect(body).not.toContain('u1');
});
