import type { Config } from '../config.ts';
import { hasMasterKey } from '../crypto/key-file.ts';
import { readRootKey } from '../crypto/root-key.ts';
import type { Migration } from '../db/migration-files.ts';
import type { AppliedMigration, Manifest } from './manifest.ts';
import { archiveForeign, archiveNewer, keyMissing, keyOther } from './problems.ts';

interface Both<T> {
  readonly postgres: T;
  readonly clickhouse: T;
}

/** The archive's migrations are the first of this program's, text by text. Throws `archive-newer`, `archive-foreign`. */
export function checkVersions(manifest: Manifest, known: Both<readonly Migration[]>): void {
  for (const store of ['postgres', 'clickhouse'] as const) {
    for (const [index, applied] of manifest[store].migrations.entries())
      checkOne(applied, index, known[store]);
  }
}

/** A file that nobody here has heard of is of tomorrow, wherever its number puts it. */
function checkOne({ file, checksum }: AppliedMigration, index: number, known: readonly Migration[]): void {
  if (!known.some((it) => it.file === file)) throw archiveNewer(file);
  if (known[index]!.file !== file || known[index]!.checksum !== checksum) throw archiveForeign(file);
}

/** The key that opens the archive's sealed fields lies here already. Throws `master-key-missing`, `master-key-other`. */
export async function checkKey(config: Config, { master_key: wanted }: Manifest): Promise<void> {
  const { masterKeyFile } = config;
  if (!(await hasMasterKey(masterKeyFile))) throw keyMissing(masterKeyFile, wanted);
  const found = (await readRootKey(config)).kms.masterId;
  if (found !== wanted) throw keyOther(masterKeyFile, { wanted, found });
}
