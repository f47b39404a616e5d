import { presetLabels } from '../../../../contract/preset-labels.ts';
import type {
  AdjustmentRecord,
  OrderLineRecord,
  OrderRecord,
  RefundRecord,
} from '../../../../contract/records.ts';
import type { RowReader } from '../fields/row-reader.ts';
import { tableSource } from '../table-source.ts';

const CHANNEL = 'uci';

type Key = 'invoice' | 'stock' | 'description' | 'quantity' | 'date' | 'price' | 'customer' | 'country';

/** What every row says, whatever document it is on. */
interface Facts {
  readonly invoice: string;
  readonly at: string;
  readonly amount: number;
  readonly line: OrderLineRecord;
}

/**
 * UCI Online Retail (Chen 2012), one invoice line per row. C-invoices are cancellations, A-invoices adjustments of bad
 * debt; rows without a customer are guests. Each line is rounded to pence once: they sum to exactly 974,774,793.
 */
export const uciOnlineRetail = tableSource<Key>({
  name: 'uci-online-retail',
  label: presetLabels['uci-online-retail'],
  currency: 'GBP',
  timeZone: 'Europe/London',
  columns: {
    invoice: { names: ['InvoiceNo', 'Invoice'], required: true, filled: true },
    stock: { names: ['StockCode'], required: true, filled: true },
    description: { names: ['Description'] },
    quantity: { names: ['Quantity'], required: true, filled: true },
    date: { names: ['InvoiceDate'], required: true, filled: true },
    price: { names: ['UnitPrice', 'Price'], required: true, filled: true },
    customer: { names: ['CustomerID', 'Customer ID'], required: true },
    country: { names: ['Country'] },
  },
  start: () => read,
});

function read(row: RowReader<Key>): readonly (OrderRecord | RefundRecord | AdjustmentRecord)[] {
  const invoice = row.needed('invoice');
  const quantity = row.whole('quantity') ?? 0;
  const amount = row.minor('price', quantity) ?? 0;
  const line = lineOf(row, quantity, amount);
  const at = row.instant('date', row.text('date').includes('/') ? 'MM/DD/YYYY HH:mm' : 'auto') ?? '';
  const facts: Facts = { invoice, at, amount, line };
  if (invoice.startsWith('A')) return [adjustment(row, facts)];
  return [invoice.startsWith('C') ? cancellation(row, facts) : order(row, facts)];
}

function lineOf(row: RowReader<Key>, quantity: number, amountMinor: number): OrderLineRecord {
  const title = row.some('description');
  return {
    product: { channel: CHANNEL, productNo: row.needed('stock') },
    ...(title === undefined ? {} : { title }),
    quantity,
    unitPrice: row.unitPrice('price') ?? 0,
    amountMinor,
  };
}

/** Customer numbers are written 17850.0. */
function buyer(row: RowReader<Key>): OrderRecord['identities'] {
  const number = row.text('customer').replace(/\.0$/, '');
  return number === '' ? [] : [{ channel: CHANNEL, kind: 'customer-number', value: number }];
}

function order(row: RowReader<Key>, { invoice, at, line }: Facts): OrderRecord {
  return {
    kind: 'order',
    channel: CHANNEL,
    orderNo: invoice,
    identities: buyer(row),
    state: 'completed',
    sourceTime: at,
    createdAt: at,
    paidAt: at,
    completedAt: at,
    currency: row.currency,
    // The only geography there is: it lets measures be cut by country under the name of province.
    receiver: { province: row.text('country') },
    lines: [line],
  };
}

function cancellation(row: RowReader<Key>, { invoice, at, line, amount }: Facts): RefundRecord {
  if (line.quantity > 0 || amount > 0) row.refuse('quantity', 'not-a-cancellation', NOT_NEGATIVE);
  return {
    kind: 'refund',
    channel: CHANNEL,
    refundNo: invoice,
    identities: buyer(row),
    refundedAt: at,
    currency: row.currency,
    type: 'cancellation',
    state: 'done',
    lines: [{ ...line, quantity: Math.abs(line.quantity), amountMinor: Math.abs(amount) }],
  };
}

function adjustment(row: RowReader<Key>, { invoice, at, amount }: Facts): AdjustmentRecord {
  return {
    kind: 'adjustment',
    channel: CHANNEL,
    adjustmentNo: invoice,
    at,
    currency: row.currency,
    amountMinor: amount,
    reason: row.text('description'),
  };
}

const NOT_NEGATIVE = {
  zh: '取消单（C 开头）的数量应为负',
  en: 'A cancellation (C-invoice) must have a negative quantity',
};
