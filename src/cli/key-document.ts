import type { KeyShown } from '../contract/keys.ts';

/** A key as --json shows it. */
export const keyDocument = (it: KeyShown) => ({
  id: it.keyId,
  ...{ kind: it.kind, name: it.name, source: it.source, scopes: it.scopes, prefix: it.prefix },
  created_at: it.createdAt,
  created_by: it.createdBy,
  last_used_at: it.lastUsedAt,
  revoked_at: it.revokedAt,
});
