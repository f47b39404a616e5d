import { type Problem, ProblemError, problem } from '../errors.ts';

/** What can be wrong with an archive, or with the place it is to go to. */

const failure = (it: Problem): ProblemError => new ProblemError(it);

export const noArchive = (path: string) =>
  failure(problem('archive-missing', 404, { zh: `没有备份文件 ${path}`, en: `There is no archive ${path}` }));

export const archiveExists = (path: string) =>
  failure(
    problem('archive-exists', 409, {
      zh: `${path} 已存在，不会覆盖；请另取文件名`,
      en: `${path} exists and is not overwritten; choose another name`,
    }),
  );

export const masterKeyChanging = () =>
  failure(
    problem('master-key-changing', 409, {
      zh: '主密钥正在更换，数据密钥分属新旧两把；请在 shuke keys rotate-master 完成后再备份。',
      en: 'The master key is being changed, and two keys wrap the data keys. Back up when shuke keys rotate-master has ended.',
    }),
  );

export const archiveDamaged = (where: string) =>
  failure(
    problem('archive-damaged', 422, {
      zh: `备份文件已损坏或不完整：${where}。没有恢复任何数据；请用另一份备份。`,
      en: `The archive is damaged or cut off: ${where}. Nothing was restored; use another archive.`,
    }),
  );

export const archiveNewer = (file: string) =>
  failure(
    problem('archive-newer', 409, {
      zh: `备份来自更新的 Shuke（含迁移 ${file}）。请先升级程序。`,
      en: `The archive is from a newer Shuke (it has migration ${file}). Update the program first.`,
    }),
  );

export const archiveForeign = (file: string) =>
  failure(
    problem('archive-foreign', 409, {
      zh: `备份中的迁移 ${file} 与本程序的不同：备份来自另一个版本分支。`,
      en: `Migration ${file} of the archive is not the one this program has: the archive is from another line of versions.`,
    }),
  );

export const keyMissing = (file: string, id: string) =>
  failure(
    problem('master-key-missing', 409, {
      zh: `恢复需要主密钥 ${id}，备份中不含密钥。请把该密钥文件放到 ${file}（或用 SHUKE_MASTER_KEY_FILE 指定）。`,
      en: `Restoring takes the master key ${id}, which is never in an archive. Put its file at ${file} (or name it in SHUKE_MASTER_KEY_FILE).`,
    }),
  );

export const keyOther = (file: string, { wanted, found }: { wanted: string; found: string }) =>
  failure(
    problem('master-key-other', 409, {
      zh: `${file} 是主密钥 ${found}，而此备份需要 ${wanted}：用它无法解密任何个人信息。`,
      en: `${file} is the master key ${found}, but the archive takes ${wanted}: with this one no personal field could be read.`,
    }),
  );

export const notEmpty = (what: string) =>
  failure(
    problem('restore-not-empty', 409, {
      zh: `${what} 中已有数据。只能恢复到空的数据目录或空的数据库；请用 SHUKE_DATA（或数据库地址）另选位置。`,
      en: `There is data in ${what} already. An archive is restored to an empty data directory or empty databases; choose others with SHUKE_DATA (or the databases' URLs).`,
    }),
  );

export const countsDiffer = (table: string) =>
  failure(
    problem('restore-differs', 500, {
      zh: `恢复后 ${table} 的内容与备份不符，已放弃。请再次运行 shuke restore。`,
      en: `After restoring, ${table} does not hold what the archive holds; given up. Run shuke restore again.`,
    }),
  );

export const backupRunning = () =>
  failure(
    problem('backup-running', 409, {
      zh: '另一个备份正在进行，请等它结束',
      en: 'Another backup is under way; wait until it is done',
    }),
  );
