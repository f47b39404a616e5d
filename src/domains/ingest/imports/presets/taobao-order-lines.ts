import { presetLabels } from '../../../../contract/preset-labels.ts';
import type { OrderLineRecord, OrderRecord } from '../../../../contract/records.ts';
import { facts } from '../fields/join-facts.ts';
import type { RowReader } from '../fields/row-reader.ts';
import { tableSource } from '../table-source.ts';

const CHANNEL = 'taobao';

const columns = {
  orderNo: { names: ['订单编号', '主订单编号', '订单号'], required: true, filled: true },
  lineNo: { names: ['子订单编号'] },
  title: { names: ['标题', '宝贝标题', '商品标题'], required: true },
  price: { names: ['价格', '商品价格'], required: true, filled: true, notNegative: true },
  quantity: { names: ['购买数量', '数量'], required: true, filled: true, notNegative: true },
  productNo: { names: ['商品ID', '宝贝ID'] },
  systemNo: { names: ['外部系统编号'] },
  spec: { names: ['商品属性'] },
  merchantCode: { names: ['商家编码'] },
} as const;

type Key = keyof typeof columns;

/** Earlier and later than anything an order's own file says: such a header loses every field to it. */
const BEFORE_ALL = '1970-01-01T00:00:00.000Z';
const AFTER_ALL = '2199-12-31T00:00:00.000Z';

/**
 * Lines of Taobao and Tmall orders (ExportOrderDetailList*.csv). The file knows neither buyer nor time: what it says of
 * the header gives way to `taobao-orders`, whichever is imported first. Until then the order is one that nobody paid.
 */
export const taobaoOrderLines = tableSource<Key>({
  name: 'taobao-order-lines',
  label: presetLabels['taobao-order-lines'],
  currency: 'CNY',
  timeZone: 'Asia/Shanghai',
  columns,
  start: () => read,
});

function read(row: RowReader<Key>): readonly OrderRecord[] {
  return [
    {
      kind: 'order',
      channel: CHANNEL,
      orderNo: row.needed('orderNo'),
      identities: [],
      state: 'created',
      sourceTime: BEFORE_ALL,
      createdAt: AFTER_ALL,
      currency: row.currency,
      lines: [lineOf(row)],
    },
  ];
}

function lineOf(row: RowReader<Key>): OrderLineRecord {
  const quantity = row.whole('quantity') ?? 0;
  const productNo =
    row.some('productNo') ?? row.some('merchantCode') ?? row.some('systemNo') ?? row.some('title');
  return {
    ...facts({
      lineNo: row.some('lineNo'),
      product: productNo === undefined ? undefined : { channel: CHANNEL, productNo },
      title: row.some('title'),
      sku: row.some('spec'),
    }),
    quantity,
    unitPrice: row.unitPrice('price') ?? 0,
    amountMinor: row.minor('price', quantity) ?? 0,
  };
}
