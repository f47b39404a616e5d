import { gzipSync } from 'node:zlib';
import type { InjectOptions } from 'fastify';
import { buildApp } from '../src/app.ts';
import { recordAct } from '../src/domains/compliance/index.ts';
import { createKey } from '../src/platform/auth/index.ts';
import type { HttpApp } from '../src/platform/http/routes.ts';
import { openShop } from './people.ts';
import type { World } from './world.ts';

/** For tests of the tracking door: an application with a shop, its write key, and clients that send. */

/** A second before the clock of the tests stands. */
export const AT = '2026-01-15T03:59:59.000Z';

export interface Sent {
  readonly path?: string;
  readonly headers?: Record<string, string>;
  readonly gzip?: boolean;
  readonly remoteAddress?: string;
}

export class Client {
  readonly app: HttpApp;
  readonly key: string;

  constructor(app: HttpApp, key: string) {
    this.app = app;
    this.key = key;
  }

  /** Sends a body to a path (`/v1/batch` unless told), the key by basic authentication. */
  post(body: unknown, { path = '/v1/batch', headers = {}, gzip = false, remoteAddress }: Sent = {}) {
    const text = typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body);
    const payload = gzip ? gzipSync(text) : text;
    const basic = `Basic ${Buffer.from(`${this.key}:`).toString('base64')}`;
    const all = { authorization: basic, 'content-type': 'application/json', ...headers };
    const asked: InjectOptions = { method: 'POST', url: path, payload };
    return this.app.inject({
      ...asked,
      ...(remoteAddress && { remoteAddress }),
      headers: { ...all, ...(gzip && { 'content-encoding': 'gzip' }) },
    });
  }

  batch(calls: readonly unknown[], more: object = {}) {
    return this.post({ batch: calls, sentAt: AT, ...more });
  }
}

/** The application, and a client of a new shop. */
export async function openTracking(world: World, slug = 'live', running?: HttpApp) {
  const app = running ?? (await buildApp(world.platform));
  const { shopId } = await openShop(world.platform, slug);
  return { app, shopId, client: new Client(app, await writeKey(world, shopId)) };
}

/** A write key of a shop's source. */
export async function writeKey({ platform }: World, shopId: number, source = 'site'): Promise<string> {
  const parts = { db: platform.db, audit: recordAct };
  const key = await createKey(parts, { shopId, actor: 'test' }, { kind: 'write', name: 'k', source });
  return key.key;
}

let made = 0;

/** A track call with an id of its own. */
export const track = (event: string, more: object = {}) => ({
  ...{ type: 'track', event, userId: 'u1', messageId: `m-${++made}`, timestamp: AT },
  ...more,
});

export interface LiveRow {
  readonly person_id: number;
  readonly message_id: string;
  readonly name: string;
  readonly time: string;
  readonly corrected_time: string;
  readonly channel: string;
  readonly properties: string;
  readonly order_no: string;
  readonly amount_minor: string;
  readonly source: string;
  readonly medium: string;
  readonly campaign: string;
  readonly country: string;
  readonly province: string;
  readonly product_id: number;
}

/** What ClickHouse has once what was acknowledged is written to it. */
export async function liveRows({ platform }: World, shopId: number): Promise<LiveRow[]> {
  await platform.mirror.settle(shopId);
  return platform.clickhouse.query<LiveRow>({
    sql: 'SELECT * FROM events WHERE shop_id = {shop:UInt32} ORDER BY time, message_id, person_id',
    shopId,
  });
}
