import { presetLabels } from '../../../../contract/preset-labels.ts';
import type { OrderRecord } from '../../../../contract/records.ts';
import type { RowReader } from '../fields/row-reader.ts';
import { tableSource } from '../table-source.ts';

const CHANNEL = 'cdnow';

type Key = 'customer' | 'date' | 'quantity' | 'amount';

/**
 * CDNOW (Fader and Hardie): one purchase per row, blank-separated. CDNOW_master.txt has a header; CDNOW_sample.txt has
 * none, and a sample number behind the customer's. A purchase has no number: it is named by its content and which of
 * its equals it is, so the sample's purchases are the master's.
 */
export const cdnow = tableSource<Key>({
  name: 'cdnow',
  label: presetLabels.cdnow,
  currency: 'USD',
  timeZone: 'America/New_York',
  open: { format: 'blanks' },
  columns: {
    customer: { names: ['customer_id'], required: true, filled: true },
    date: { names: ['date'], required: true, filled: true },
    quantity: { names: ['number_of_cds'], required: true, filled: true, notNegative: true },
    amount: { names: ['dollar_value'], required: true, filled: true, notNegative: true },
  },
  positions: [
    ['customer', undefined, 'date', 'quantity', 'amount'],
    ['customer', 'date', 'quantity', 'amount'],
  ],
  start: () => read,
});

function read(row: RowReader<Key>): readonly OrderRecord[] {
  const at = row.instant('date') ?? '';
  const quantity = row.whole('quantity') ?? 0;
  const amountMinor = row.minor('amount') ?? 0;
  return [
    {
      kind: 'order',
      channel: CHANNEL,
      orderNo: '',
      identities: [{ channel: CHANNEL, kind: 'customer-number', value: row.needed('customer') }],
      state: 'completed',
      sourceTime: at,
      createdAt: at,
      paidAt: at,
      completedAt: at,
      currency: row.currency,
      lines: [{ title: 'CD', quantity, unitPrice: quantity === 0 ? 0 : amountMinor / quantity, amountMinor }],
    },
  ];
}
