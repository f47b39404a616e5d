import { customerSealedColumns, type Dictionary } from './domains/customers/index.ts';
import { importSealedColumns } from './domains/ingest/index.ts';
import { messagingSealedColumns } from './domains/messaging/index.ts';
import { orderSealedColumns } from './domains/orders/index.ts';
import type { ProtectedColumns } from './platform/crypto/rotate-keys.ts';

/** Every column of a shop that holds sealed values or blind indexes, for the rotation of keys. `dictionary`: the shop's. */
export function protectedColumns(dictionary: Dictionary): ProtectedColumns {
  const domains = [
    customerSealedColumns(dictionary),
    orderSealedColumns,
    importSealedColumns,
    messagingSealedColumns,
  ];
  return {
    sealed: domains.flatMap(({ sealed }) => sealed),
    indexed: domains.flatMap(({ indexed }) => indexed),
  };
}
