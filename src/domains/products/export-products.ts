import { sql } from 'kysely';
import type { ProductView } from '../../contract/product.ts';
import type { Tx } from '../../platform/db/postgres.ts';
import {
  column,
  countRows,
  type ExportAsk,
  type ExportNoun,
  type Page,
  pageRows,
  type Row,
  readPages,
} from '../../platform/exports/index.ts';
import { listProducts } from './list-products.ts';

const columns = [
  column('product_id', ['内部编号', 'Id'], 'int'),
  column('canonical_id', ['同款编号', 'Same as'], 'int'),
  column('title', ['商品', 'Title']),
  column('brand', ['品牌', 'Brand']),
  column('category_1', ['一级类目', 'Category']),
  column('category_2', ['二级类目', 'Category 2']),
  column('category_3', ['三级类目', 'Category 3']),
  column('category_4', ['四级类目', 'Category 4']),
  column('currency', ['币种', 'Currency']),
  column('price', ['售价', 'Price'], 'money'),
  column('cost', ['成本', 'Cost'], 'money'),
  column('stock', ['库存', 'Stock'], 'int'),
  column('status', ['状态', 'Status']),
  column('names', ['各渠道编号', 'Names on channels']),
];

export const productsExport: ExportNoun = {
  noun: 'products',
  summary: { zh: '商品，每行一个', en: 'Products, one a row' },
  permission: 'products:read',
  filters: {},
  columns: async () => columns,
  read: (ask) => readPages<number>(ask, (tx, after) => readPage(tx, ask, after)),
  count: (ask) => countRows(ask, sql`products.products`, [sql`shop_id = ${ask.shop.shopId}`]),
};

async function readPage(tx: Tx, { shop }: ExportAsk, after: number | undefined): Promise<Page<number>> {
  const products = await listProducts(tx, { shopId: shop.shopId, after, limit: pageRows });
  const next = products.length < pageRows ? undefined : products.at(-1)!.product_id;
  return { batch: { rows: products.map(rowOf), people: [] }, next };
}

function rowOf({ category, price_minor, cost_minor, names, ...it }: ProductView): Row {
  const [category_1 = null, category_2 = null, category_3 = null, category_4 = null] = category;
  return {
    ...it,
    ...{ category_1, category_2, category_3, category_4, price: price_minor, cost: cost_minor },
    names: names.map(({ channel, product_no }) => `${channel}:${product_no}`).join(' '),
  };
}
