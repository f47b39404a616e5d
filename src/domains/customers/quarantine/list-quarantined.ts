import type { Masking } from '../../../contract/auth.ts';
import type { QuarantinedView } from '../../../contract/quarantine.ts';
import type { ShopKeys } from '../../../platform/crypto/keyring.ts';
import type { Tx } from '../../../platform/db/postgres.ts';
import { identityPlace } from '../identity/identity-store.ts';
import { presentIdentityValue } from '../present.ts';
import { type QuarantinedRow, type QuarantinePage, readQuarantined } from './quarantine-store.ts';

interface Listing extends QuarantinePage {
  readonly keys: ShopKeys;
  readonly shopId: number;
  readonly masking: Masking;
}

/** Values that were found to be shared and join nobody, masked for the caller. */
export async function listQuarantined(tx: Tx, listing: Listing): Promise<QuarantinedView[]> {
  const rows = await readQuarantined(tx, listing.shopId, listing);
  return rows.map((row) => present(row, listing));
}

function present(row: QuarantinedRow, { keys, shopId, masking }: Listing): QuarantinedView {
  const { channel, kind, person_id } = row;
  const value = keys.open(identityPlace(shopId, person_id), row.value_sealed);
  return {
    ...{ person_id, ...presentIdentityValue({ channel, kind, value }, masking) },
    named_with: row.named_with,
    quarantined_at: row.quarantined_at.toISOString(),
    quarantined_by: row.quarantined_by,
    kept_at: row.kept_at?.toISOString() ?? null,
    kept_by: row.kept_by,
  };
}
