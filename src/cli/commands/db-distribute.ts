import { distribute } from '../../platform/db/distribution/distribute.ts';
import { orThrow, ProblemError, problem } from '../../platform/errors.ts';
import { localCommand } from '../command.ts';
import { exitCodes } from '../invoke.ts';

/** `shuke db distribute`: does what `db plan` says, on Citus, with every server stopped. Run again, it goes on. */
export const command = localCommand({
  name: 'db distribute',
  summary: {
    zh: '在 Citus 上分布所有店铺的表 (须先停止所有服务；中断后可再次运行)',
    en: 'distribute shop tables over Citus (servers stopped; run again if cut off)',
  },
  options: {},
  async run({ config, output, json, result, language }) {
    const { postgresUrl } = config();
    if (postgresUrl === undefined) throw new ProblemError(embedded);
    const onStatement = (statement: string) => {
      if (!json) output.stderr(`${statement}\n`);
    };
    const label = language === 'zh' ? '分布表' : 'placing tables';
    const onProgress = (done: number, total: number) => output.progress({ label, done, total });
    const done = orThrow(await distribute({ migratorUrl: postgresUrl, onStatement, onProgress }));
    result({ placed: done.placed, foreign_keys: done.foreignKeys }, () =>
      language === 'zh'
        ? `已分布 ${done.placed.length} 张表，恢复 ${done.foreignKeys} 个外键\n`
        : `${done.placed.length} tables placed, ${done.foreignKeys} foreign keys put back\n`,
    );
    return exitCodes.done;
  },
});

const embedded = problem('citus-missing', 409, {
  zh: '内置的 PostgreSQL 是单机的：请用 SHUKE_POSTGRES_URL 指向 Citus 的协调节点',
  en: 'The embedded PostgreSQL is one machine: name the coordinator of a Citus cluster in SHUKE_POSTGRES_URL',
});
