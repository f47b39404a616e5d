import { presetLabels } from '../../../../contract/preset-labels.ts';
import type { EventRecord } from '../../../../contract/records.ts';
import { meanings, type RowReader } from '../fields/row-reader.ts';
import { tableSource } from '../table-source.ts';

const CHANNEL = 'taobao';

type Key = 'user' | 'item' | 'category' | 'behaviour' | 'time';

const EVENTS = meanings({
  pv: 'Product Viewed',
  cart: 'Product Added',
  fav: 'Product Added to Wishlist',
  buy: 'Order Completed',
});

/** Taobao UserBehavior (Tianchi data set 649): user, item, category, behaviour, unix seconds; no header. */
export const taobaoUserBehavior = tableSource<Key>({
  name: 'taobao-user-behavior',
  label: presetLabels['taobao-user-behavior'],
  currency: 'CNY',
  timeZone: 'Asia/Shanghai',
  columns: {
    user: { names: ['user_id', 'user'], required: true, filled: true },
    item: { names: ['item_id', 'item'], required: true, filled: true },
    category: { names: ['category_id', 'category'] },
    behaviour: { names: ['behavior_type', 'behavior', 'type'], required: true, filled: true },
    time: { names: ['timestamp', 'ts', 'time'], required: true, filled: true },
  },
  positions: [['user', 'item', 'category', 'behaviour', 'time']],
  start: () => read,
});

function read(row: RowReader<Key>): readonly EventRecord[] {
  const name = row.oneOf('behaviour', EVENTS) ?? '';
  const category = row.some('category');
  return [
    {
      kind: 'event',
      channel: CHANNEL,
      identities: [{ channel: CHANNEL, kind: 'user-id', value: row.needed('user') }],
      name,
      at: row.instant('time', 'unix-seconds') ?? '',
      product: { channel: CHANNEL, productNo: row.needed('item') },
      ...(category === undefined ? {} : { category }),
      quantity: 1,
    },
  ];
}
