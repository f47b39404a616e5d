/** What a mapping may fill, by kind of record; the console offers the same. No import, so that a browser loads nothing. */

/** What a row says of a tie; of several the first: a group buy, a referral, a share. */
const tieFields = [
  'group_no',
  'group_role',
  'referral_no',
  'referral_role',
  'share_no',
  'share_role',
] as const;

/** Where somebody came from. */
const touchFields = [
  ...(['source', 'medium', 'campaign', 'touch_channel'] as const),
  ...(['utm_source', 'utm_medium', 'utm_campaign', 'utm_term', 'utm_content'] as const),
] as const;

/** The fields a mapping of each kind may fill, required ones first. */
export const mappingFields = {
  orders: {
    required: ['order_no', 'created_at'],
    others: [
      ...['state', 'source_time', 'paid_at', 'shipped_at', 'delivered_at', 'completed_at', 'cancelled_at'],
      ...['goods', 'shipping', 'discount', 'paid'],
      ...['line_no', 'product_no', 'title', 'sku', 'quantity', 'unit_price', 'amount', 'line_discount'],
      ...['cost', 'receiver_name', 'receiver_phone', 'receiver_address', 'province', 'city', 'district'],
      ...['payment_no', 'payment_method', 'payment_amount', 'payment_at'],
      ...['refund_no', 'refund_amount', 'refunded_at', 'refund_reason'],
      ...tieFields,
      ...touchFields,
    ],
  },
  customers: { required: [], others: ['at', ...touchFields] },
  events: {
    required: ['name', 'at'],
    others: [
      ...['message_id', 'product_no', 'category', 'order_no', 'quantity', 'amount'],
      ...tieFields,
      ...touchFields,
    ],
  },
  products: {
    required: ['product_no'],
    others: [
      ...['title', 'brand', 'category1', 'category2', 'category3', 'category4'],
      ...['price', 'cost', 'stock', 'status', 'same_as_no', 'same_as_channel', 'at'],
    ],
  },
  spend: { required: ['campaign', 'day', 'amount'], others: ['impressions', 'clicks'] },
} as const;

export type MappingKind = keyof typeof mappingFields;

export const mappingKinds = Object.keys(mappingFields) as MappingKind[];

/** Kinds of identity a column may hold; the buyer's own, never a receiver's. */
export const mappingIdentities = [
  'open-address',
  'open-uid',
  'union-id',
  'open-id',
  'member-name',
  'customer-number',
  'member-card',
  'phone',
  'e-mail',
  'device',
  'pos-number',
  'user-id',
  'anonymous-id',
] as const;

/** Kinds of record that name people, and so have identities. */
export const kindsWithPeople: readonly MappingKind[] = ['orders', 'customers', 'events'];
