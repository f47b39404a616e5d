import { Type } from 'typebox';
import {
  type ProductChange,
  productChange,
  productIdSchema,
  productPage,
  productQuery,
  productView,
} from '../../contract/product.ts';
import type { ProductRecord } from '../../contract/records.ts';
import { slugSchema } from '../../contract/shops.ts';
import { shopOf } from '../../platform/auth/index.ts';
import { withShop } from '../../platform/db/postgres.ts';
import { orThrow } from '../../platform/errors.ts';
import { pageQuery, readCursor, writeCursor } from '../../platform/http/cursor.ts';
import type { HttpApp, Routes } from '../../platform/http/routes.ts';
import type { Platform } from '../../platform/platform.ts';
import { listProducts, showProduct } from './list-products.ts';
import { productKey } from './name-products.ts';
import { resolveClaims } from './resolve-claims.ts';
import { storeProducts } from './store-products.ts';
import { unmapProduct } from './unmap-product.ts';

const all = '/api/shops/:shop/products';
const read = { permission: 'products:read' } as const;
const about = (summary: string) => ({
  tags: ['products'],
  summary,
  params: Type.Object({ shop: slugSchema }),
});

/** Products over HTTP. */
export const productRoutes: Routes = (app, platform) => {
  readRoutes(app, platform);
  changeRoute(app, platform);
  unmapRoute(app, platform);
};

function readRoutes(app: HttpApp, platform: Platform): void {
  app.get(
    all,
    {
      config: read,
      schema: {
        ...about('Products by number'),
        querystring: Type.Object({ ...productQuery, ...pageQuery }),
        response: { 200: productPage },
      },
    },
    async (request) => {
      const { shopId } = shopOf(request);
      const { text, cursor, limit } = request.query;
      const place = { platform, shopId, list: `products${JSON.stringify(text)}` };
      const after = Number(orThrow(readCursor(place, cursor))?.[0] ?? 0);
      const listing = { shopId, text, after, limit };
      const products = await withShop(platform.db, shopId, (tx) => listProducts(tx, listing));
      const last = products.length === limit ? products.at(-1) : undefined;
      return { products, next_cursor: last ? writeCursor(place, [last.product_id]) : null };
    },
  );

  app.get(
    `${all}/:product`,
    {
      config: read,
      schema: {
        ...about('One product'),
        params: Type.Object({ shop: slugSchema, product: productIdSchema }),
        response: { 200: productView },
      },
    },
    async (request) => {
      const { shopId } = shopOf(request);
      return withShop(platform.db, shopId, async (tx) =>
        orThrow(await showProduct(tx, shopId, request.params.product)),
      );
    },
  );
}

function changeRoute(app: HttpApp, platform: Platform): void {
  app.put(
    all,
    {
      config: { permission: 'products:write' },
      schema: {
        ...about("Say what a product is, by a channel's number for it; same_as maps it to another channel's"),
        body: productChange,
        response: { 200: productView },
      },
    },
    async (request) => {
      const { shopId } = shopOf(request);
      const record = recordOf(request.body, platform.clock.now());
      const product = await withShop(platform.db, shopId, async (tx) => {
        await storeProducts(tx, shopId, { records: [record] });
        const { ids } = await resolveClaims(tx, shopId, { claims: [record], importId: undefined });
        return orThrow(await showProduct(tx, shopId, ids.get(productKey(record))!));
      });
      await platform.mirror.payOff(shopId);
      return product;
    },
  );
}

/** As an import would say it. */
function recordOf(said: ProductChange, at: Date): ProductRecord {
  const { product_no: productNo, price_minor, cost_minor, same_as, ...rest } = said;
  return {
    ...{ kind: 'product', productNo, at: at.toISOString(), ...rest },
    ...(price_minor !== undefined && { priceMinor: price_minor }),
    ...(cost_minor !== undefined && { costMinor: cost_minor }),
    ...(same_as && { sameAs: { channel: same_as.channel, productNo: same_as.product_no } }),
  };
}

function unmapRoute(app: HttpApp, platform: Platform): void {
  app.delete(
    `${all}/:product/mapping`,
    {
      config: { permission: 'products:write' },
      schema: {
        ...about('Take back that a product is the same as others'),
        params: Type.Object({ shop: slugSchema, product: productIdSchema }),
        response: { 200: productView },
      },
    },
    async (request) => {
      const { shopId } = shopOf(request);
      const { product: productId } = request.params;
      const product = await withShop(platform.db, shopId, async (tx) => {
        await unmapProduct(tx, shopId, productId);
        return orThrow(await showProduct(tx, shopId, productId));
      });
      await platform.mirror.payOff(shopId);
      return product;
    },
  );
}
