import { withShop } from '../../../../platform/db/postgres.ts';
import type { Platform } from '../../../../platform/platform.ts';
import { mappingSource } from '../mapping/mapping.ts';
import type { RecordSource } from '../record-source.ts';
import { listMappings } from './mapping-store.ts';

/** The shop's saved mappings as sources of records. */
export async function savedSources({ db }: Pick<Platform, 'db'>, shopId: number): Promise<RecordSource[]> {
  const saved = await withShop(db, shopId, (tx) => listMappings(tx, shopId));
  return saved.flatMap(({ mapping }) => {
    const source = mappingSource(mapping);
    // One that an older version saved and this one cannot use is not offered; its page says why.
    return source.ok ? [source.value] : [];
  });
}
