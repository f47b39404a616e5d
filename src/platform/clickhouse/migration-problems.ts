import { ProblemError, problem } from '../errors.ts';

/** What can be wrong with ClickHouse's migrations, said so that the reader knows what to do next. */

export const migrationChanged = (file: string) =>
  new ProblemError(
    problem('migration-changed', 500, {
      zh: `ClickHouse 迁移 ${file} 在应用之后被改动。请恢复原文件，并把改动写成新的迁移。`,
      en: `ClickHouse migration ${file} was changed after it was applied. Restore the file and put the change into a new one.`,
    }),
  );

export const migrationUnknown = (file: string) =>
  new ProblemError(
    problem('migration-unknown', 500, {
      zh: `ClickHouse 已应用迁移 ${file}，而本程序没有这个文件：数据来自更新的 Shuke。请升级程序。`,
      en: `ClickHouse has migration ${file}, which this program lacks: the data is from a newer Shuke. Update the program.`,
    }),
  );

export const migrationFailed = (at: { file: string; statement: number }, error: Error) =>
  new ProblemError(
    problem('migration-failed', 500, {
      zh: `ClickHouse 迁移 ${at.file} 的第 ${at.statement} 条语句失败：${error.message}。修正后重新运行即可从该语句继续。`,
      en: `ClickHouse migration ${at.file}, statement ${at.statement}, failed: ${error.message}. Put it right and run again: it goes on there.`,
    }),
  );
