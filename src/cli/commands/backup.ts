import { orThrow } from '../../platform/errors.ts';
import { version } from '../../platform/program-version.ts';
import { archiveArgument, archivePath, megabytes } from '../archive-path.ts';
import { engineCommand } from '../command.ts';

/** `shuke backup FILE`: both stores into one archive, while the server goes on. */
export const command = engineCommand({
  name: 'backup',
  summary: {
    zh: '备份两个数据库到一个文件，不停机 (不含主密钥，请另行保管)',
    en: 'both databases into one archive, without downtime or the master key',
  },
  arguments: [archiveArgument],
  options: {},
  async run({ platform, arguments: given, cwd, signal, language, output, result }) {
    const path = archivePath(cwd, given);
    // Loaded only now: `--help` need not pay for the drivers.
    const { backUp, rowsOf } = await import('../../platform/backup/index.ts');
    const label = language === 'zh' ? '备份' : 'backing up';
    const onProgress = (done: number, total: number) => output.progress({ label, done, total });
    const since = performance.now();
    const { bytes, heldMs, manifest } = orThrow(
      await backUp(platform, { path, program: version, signal, onProgress }),
    );
    const seconds = Math.round(performance.now() - since) / 1000;
    const rows = rowsOf(manifest.postgres.tables) + rowsOf(manifest.clickhouse.tables);
    const { at, master_key } = manifest;
    const document = { file: path, bytes, rows, at, seconds, writers_held_ms: heldMs, master_key };
    result(document, () =>
      language === 'zh'
        ? `已备份 ${rows} 行到 ${path} (${megabytes(bytes)}, ${seconds} 秒), 截至 ${at}\n恢复时需要主密钥 ${master_key}: 备份中没有它，请另行保管 ${platform.config.masterKeyFile}\n`
        : `${rows} rows as of ${at} in ${path} (${megabytes(bytes)}, ${seconds} s)\nRestoring takes the master key ${master_key}, which is not in it: keep ${platform.config.masterKeyFile} somewhere else\n`,
    );
  },
});
