import { type Problem, problem } from '../../../platform/errors.ts';
import type { ImportCounts } from './import-counts.ts';

export const alreadyRunning = (importId: number): Problem =>
  problem('import-running', 409, {
    zh: `这个文件正在导入（编号 ${importId}）`,
    en: `This very file is being imported right now (import ${importId})`,
  });

export const unfinishedOtherwise = (importId: number): Problem =>
  problem('import-unfinished', 409, {
    zh: `这个文件以另一种映射、编码或工作表导入到一半（编号 ${importId}）；请先撤销它，或以相同的设置继续`,
    en: `Import ${importId} of this file is half done with another mapping, encoding or sheet; undo it first, or go on with the same settings`,
  });

export const stateChanged = (importId: number): Problem =>
  problem('import-state-changed', 409, {
    zh: `导入 ${importId} 的状态已被他人改变；请查看后再试`,
    en: `Somebody else changed the state of import ${importId}; look at it and try again`,
  });

export const fileChanged: Problem = problem('file-changed', 409, {
  zh: '文件在导入中断之后改变了，无法接着导入；请撤销此次导入后重新开始',
  en: 'The file changed since the import was interrupted, so it cannot go on; undo this import and start again',
});

export const interrupted = (importId: number): Problem =>
  problem('import-interrupted', 409, {
    zh: `导入 ${importId} 已中断；再次导入同一文件即可继续`,
    en: `Import ${importId} was interrupted; import the same file again to go on with it`,
  });

/** Some 2.5 million rows: of a file that is another kind than was said, or a bomb of line ends; nobody mends so many by hand. */
const MOST_REJECT_BYTES = 256 * 1024 * 1024;

/** What stops an import: more rejects than its `most`, or a reject file that would fill the disk. */
export function tooManyRejects(
  { rejected, rejectBytes }: Pick<ImportCounts, 'rejected' | 'rejectBytes'>,
  most = Number.POSITIVE_INFINITY,
): Problem | undefined {
  if (rejected <= most && rejectBytes <= MOST_REJECT_BYTES) return undefined;
  const allowed = Number.isFinite(most) ? String(most) : '256 MB';
  return problem('too-many-rejects', 422, {
    zh: `有 ${rejected} 行无法使用，超过上限 ${allowed}；导入已停止并撤销`,
    en: `${rejected} rows cannot be used, more than the ${allowed} allowed; the import stopped and was undone`,
  });
}

export const noSuchImport: Problem = problem('import-not-found', 404, {
  zh: '没有这个导入',
  en: 'There is no such import',
});

/** What was asked for is not repeated: it may be anything, also somebody's number pasted into the wrong field. */
export const noSuchPreset = (known: readonly string[]): Problem =>
  problem('unknown-preset', 422, {
    zh: `没有这个预设；可用：${known.join(', ')}`,
    en: `There is no such preset; there are: ${known.join(', ')}`,
  });
