import { archiveArgument, archivePath } from '../archive-path.ts';
import { localCommand } from '../command.ts';
import { exitCodes } from '../invoke.ts';

/** `shuke backup verify FILE`: whether an archive is whole, and what it is. Opens no database. */
export const command = localCommand({
  name: 'backup verify',
  summary: { zh: '检查备份文件是否完整', en: 'check that an archive is whole, and say what is in it' },
  arguments: [archiveArgument],
  options: {},
  async run({ arguments: given, cwd, signal, language, result }) {
    const path = archivePath(cwd, given);
    // Loaded only now: `--help` need not pay for the drivers.
    const { rowsOf, verifyArchive } = await import('../../platform/backup/index.ts');
    const manifest = await verifyArchive(path, { signal });
    const { at, master_key, program, owed_batches, postgres, clickhouse } = manifest;
    const rows = { postgres: rowsOf(postgres.tables), clickhouse: rowsOf(clickhouse.tables) };
    result({ file: path, whole: true, at, program, master_key, owed_batches, rows }, () =>
      language === 'zh'
        ? `完整：截至 ${at}, PostgreSQL ${rows.postgres} 行, ClickHouse ${rows.clickhouse} 行，恢复需要主密钥 ${master_key}\n`
        : `whole: as of ${at}, ${rows.postgres} rows of PostgreSQL, ${rows.clickhouse} of ClickHouse; restoring takes the master key ${master_key}\n`,
    );
    return exitCodes.done;
  },
});
