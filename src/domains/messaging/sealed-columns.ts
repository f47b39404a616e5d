import type { ProtectedColumns } from '../../platform/crypto/rotate-keys.ts';

/** Where this domain keeps sealed values, for the rotation of keys. */
export const messagingSealedColumns: ProtectedColumns = {
  sealed: [{ table: 'messaging.channels', column: 'secret_sealed', id: 'channel_id', rowId: 'channel' }],
  indexed: [],
};
