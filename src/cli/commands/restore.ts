import { takeOwnership } from '../../platform/control/ownership.ts';
import { orThrow } from '../../platform/errors.ts';
import { openLog } from '../../platform/log.ts';
import { archiveArgument, archivePath } from '../archive-path.ts';
import { type Language, localCommand } from '../command.ts';
import { exitCodes } from '../invoke.ts';

const steps: Readonly<Record<'verify' | 'restore', Record<Language, string>>> = {
  verify: { zh: '检查备份', en: 'checking the archive' },
  restore: { zh: '恢复', en: 'restoring' },
};

/** `shuke restore FILE`: an archive into an empty data directory or empty databases. No server may run on them. */
export const command = localCommand({
  name: 'restore',
  summary: {
    zh: '把备份恢复到空的数据目录或空的数据库 (先放好主密钥文件)',
    en: 'put an archive into an empty installation (its master key first)',
  },
  arguments: [archiveArgument],
  options: {},
  async run({ arguments: given, cwd, config: settings, signal, language, output, result }) {
    const [path, config] = [archivePath(cwd, given), settings()];
    // Loaded only now: `--help` need not pay for the drivers.
    const { restore, rowsOf } = await import('../../platform/backup/index.ts');
    const { dataDir } = config;
    const since = performance.now();
    const taking = { dataDir, role: 'command', address: 'shuke restore', now: new Date() } as const;
    const { release } = orThrow(await takeOwnership(taking));
    try {
      const onProgress = (step: keyof typeof steps, done: number, total: number) =>
        output.progress({ label: steps[step][language], done, total });
      const { manifest } = orThrow(await restore({ config, log: openLog('warn'), path, signal, onProgress }));
      const seconds = Math.round(performance.now() - since) / 1000;
      const rows = rowsOf(manifest.postgres.tables) + rowsOf(manifest.clickhouse.tables);
      result({ file: path, rows, at: manifest.at, seconds }, () =>
        language === 'zh'
          ? `已恢复 ${rows} 行，截至 ${manifest.at} (${seconds} 秒)\n`
          : `${rows} rows are back, as of ${manifest.at} (${seconds} s)\n`,
      );
    } finally {
      await release();
    }
    return exitCodes.done;
  },
});
