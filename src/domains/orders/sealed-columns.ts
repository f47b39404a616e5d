import type { ProtectedColumns } from '../../platform/crypto/rotate-keys.ts';

const receiver = { table: 'orders.orders', column: 'receiver_sealed', id: 'order_id' };

/** Where orders keep sealed values, for the rotation of keys. Nothing of theirs is looked up by blind index. */
export const orderSealedColumns: ProtectedColumns = {
  sealed: [receiver, { ...receiver, table: 'orders.statements', sealedAs: receiver }],
  indexed: [],
};
