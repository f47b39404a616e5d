import type { KeyShown } from '../contract/keys.ts';

/** A key as --json shows it. */
export const keyDocument = ({ key_id: id, ...it }: KeyShown) => ({
  ...{ id, kind: it.kind, name: it.name, source: it.source, scopes: it.scopes, prefix: it.prefix },
  ...{ created_at: it.created_at, created_by: it.created_by },
  ...{ last_used_at: it.last_used_at, revoked_at: it.revoked_at },
});
