import { registerCustomerMirror } from './domains/customers/index.ts';
import { registerLiveRows } from './domains/ingest/index.ts';
import { registerPlusMirror, tiersOfPersons } from './domains/loyalty/index.ts';
import { registerOrderMirror } from './domains/orders/index.ts';
import { registerProductMirror } from './domains/products/index.ts';
import type { Mirror } from './platform/mirror/index.ts';
import type { Platform } from './platform/platform.ts';

const wired = new WeakSet<Mirror>();

/** Tells the mirror how every domain's rows are read; once for each open platform, however often it is called. */
export function registerMirrors({ mirror }: Platform): void {
  if (wired.has(mirror)) return;
  wired.add(mirror);
  registerCustomerMirror(mirror, { tiersOf: tiersOfPersons });
  registerProductMirror(mirror);
  registerOrderMirror(mirror);
  registerLiveRows(mirror);
  registerPlusMirror(mirror);
}
