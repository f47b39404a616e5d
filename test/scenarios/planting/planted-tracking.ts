import { createKey } from '../../../src/platform/auth/index.ts';
import type { HttpApp } from '../../../src/platform/http/routes.ts';
import type { Platform } from '../../../src/platform/platform.ts';
import type { Garden, Kind } from './garden.ts';
import type { Heard } from './planted-requests.ts';

/** Sends planted values through the tracking door: in properties, addresses, search words, context, ids and traits. */

interface Tracking {
  readonly app: HttpApp;
  readonly platform: Platform;
  readonly shopId: number;
  readonly garden: Garden;
}

/** Nobody's address (RFC 5737), as a client or a proxy would have it. */
export const plantedIp = '198.51.100.177';

export async function trackEverything(
  { app, platform, shopId, garden }: Tracking,
  heard: Heard,
): Promise<void> {
  const parts = { db: platform.db, audit: async () => {} };
  const made = { kind: 'write', name: 'planted', source: 'site' } as const;
  const { key } = await createKey(parts, { shopId, actor: 'test' }, made);
  const authorization = `Basic ${Buffer.from(`${key}:`).toString('base64')}`;
  const plant = (kind: Kind, where: string) => garden.plant(kind, `tracking: ${where}`);
  const post = async (url: string, payload: string | object) => {
    const answer = await app.inject({
      method: 'POST',
      url,
      payload,
      headers: { authorization },
      remoteAddress: plantedIp,
    });
    const line = `POST ${url}: ${answer.statusCode} ${answer.body}`;
    (answer.statusCode < 400 ? heard.answers : heard.errors).push(line);
  };
  await post('/v1/batch', { batch: calls(plant), sentAt: new Date().toISOString() });
  await post(
    '/v1/track',
    call(plant, { event: plant('phone', 'event'), messageId: plant('phone', 'messageId') }),
  );
  await post('/v1/t', `{"userId": "${plant('name', 'broken body')}`);
  await post('/v1/batch', {
    batch: [{ type: plant('name', 'type'), userId: plant('phone', 'userId') }, plant('name', 'a call')],
  });
  await post('/v1/batch', { batch: plant('phone', 'batch') });
}

type Planting = (kind: Kind, where: string) => string;

const timestamp = '2026-01-10T02:00:00Z';

function contextOf(plant: Planting) {
  const query = (where: string) => `?q=${plant('name', where)}&tel=${plant('phone', where)}`;
  return {
    ip: plantedIp,
    userAgent: 'Mozilla/5.0',
    traits: { email: plant('e-mail', 'context.traits'), name: plant('name', 'context.traits') },
    device: { id: plant('phone', 'context.device.id') },
    openid: plant('wechat-id', 'context.openid'),
    locale: plant('e-mail', 'context.locale'),
    page: {
      url: `https://shop.example/p/1${query('context.page.url')}#${plant('e-mail', 'context.page.url hash')}`,
      referrer: `https://www.baidu.com/s${query('context.page.referrer')}`,
      search: `${query('context.page.search')}&utm_source=${plant('e-mail', 'utm')}&utm_medium=mail`,
      path: `/of/${plant('phone', 'context.page.path')}`,
      title: plant('name', 'context.page.title'),
    },
    campaign: { source: plant('e-mail', 'campaign'), name: plant('phone', 'campaign'), medium: 'mail' },
  };
}

function propertiesOf(plant: Planting) {
  return {
    ...{ receiver_name: plant('name', 'properties'), contactPhone: plant('phone', 'properties') },
    ...{ note: plant('address', 'properties'), query: plant('name', 'search words'), colour: '红' },
    ...{
      url: `https://shop.example/x?to=${plant('name', 'properties.url')}`,
      deep: { mail: plant('e-mail', 'nested') },
    },
    ...{ referrer: `https://x.example/${plant('phone', 'referrer path')}`, title: plant('name', 'title') },
    ...{ search: `?name=${plant('name', 'properties.search')}`, [plant('phone', 'name of a property')]: 1 },
  };
}

const call = (plant: Planting, more: object) => ({
  ...{ userId: plant('phone', 'userId'), anonymousId: plant('e-mail', 'anonymousId'), timestamp },
  ...{ context: contextOf(plant), properties: propertiesOf(plant), ...more },
});

function calls(plant: Planting): object[] {
  const traits = {
    ...{ name: plant('name', 'traits'), phone: plant('phone', 'traits'), email: plant('e-mail', 'traits') },
    ...{
      address: { street: plant('address', 'traits.address'), city: '杭州市' },
      birthday: plant('birthday', 'traits'),
    },
    ...{
      idNumber: plant('id-number', 'traits'),
      unheardOf: plant('name', 'unknown trait'),
      unionid: plant('wechat-id', 'traits'),
    },
  };
  const product = {
    product_id: 'p-1',
    name: plant('phone', 'product title'),
    brand: plant('e-mail', 'brand'),
    price: 1,
  };
  const order = { order_id: 'tracked-1', total: 1, products: [product], reason: plant('phone', 'reason') };
  const products = { ...product, category: plant('e-mail', 'category'), coupon: plant('phone', 'coupon') };
  return [
    call(plant, { type: 'page', name: plant('phone', 'page name') }),
    call(plant, { type: 'track', event: 'Product Viewed', properties: products }),
    call(plant, { type: 'track', event: 'Products Searched' }),
    call(plant, { type: 'track', event: 'Order Completed', properties: order }),
    call(plant, { type: 'track', event: 'Order Refunded', properties: { ...order, total: 0.5 } }),
    call(plant, {
      type: 'track',
      event: 'Product Shared',
      properties: { share_id: plant('phone', 'share_id') },
    }),
    call(plant, { type: 'identify', traits }),
    call(plant, { type: 'alias', previousId: plant('e-mail', 'previousId') }),
  ];
}
