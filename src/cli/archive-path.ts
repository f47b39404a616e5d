import { resolve } from 'node:path';
import { ProblemError, problem } from '../platform/errors.ts';
import type { Argument } from './command.ts';

export const archiveArgument: Argument = { name: 'FILE', summary: { zh: '备份文件', en: 'the archive' } };

/** The archive that was named, from the folder it was typed in. */
export function archivePath(cwd: string, [name]: readonly string[]): string {
  if (name) return resolve(cwd, name);
  throw new ProblemError(
    problem('wrong-usage', 400, { zh: '缺少备份文件名', en: 'The name of the archive is missing' }),
  );
}

/** Bytes as people say them. */
export const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;
