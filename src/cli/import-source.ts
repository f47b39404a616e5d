import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { findPreset, mappingSource, type RecordSource } from '../domains/ingest/index.ts';
import { type Issue, orThrow, ProblemError, problem } from '../platform/errors.ts';

/** How the rows of a file become records, and the mapping it was made of where somebody wrote one. */
export interface ImportSource {
  readonly source: RecordSource;
  readonly mapping?: unknown;
}

interface Given {
  readonly preset: string | undefined;
  readonly mapping: string | undefined;
  readonly cwd: string;
}

/** From `--preset NAME` or `--mapping FILE`, one of them; throws `wrong-usage` or what is wrong with the mapping. */
export async function importSource({ preset, mapping: file, cwd }: Given): Promise<ImportSource> {
  if ((preset === undefined) === (file === undefined)) throw wrong(oneOfBoth);
  if (preset !== undefined) return { source: findPreset(preset)! };
  const mapping = await readMapping(resolve(cwd, file!));
  return { source: orThrow(mappingSource(mapping)), mapping };
}

async function readMapping(path: string): Promise<unknown> {
  const text = await readFile(path, 'utf8').catch(() => undefined);
  if (text === undefined) throw wrong(cannotRead(path));
  try {
    return JSON.parse(text);
  } catch {
    throw wrong(notJson(path));
  }
}

const wrong = (issue: Issue): ProblemError =>
  new ProblemError(
    problem('wrong-usage', 400, { zh: '不知如何读取文件', en: 'How to read the file is not clear' }, [issue]),
  );

const oneOfBoth: Issue = {
  code: 'one-of-both',
  field: '--preset, --mapping',
  message: { zh: '须指定其中一个，且只能一个', en: 'give one of them, not both' },
};

const cannotRead = (path: string): Issue => ({
  code: 'cannot-read',
  field: '--mapping',
  message: { zh: `无法读取 ${path}`, en: `${path} cannot be read` },
});

const notJson = (path: string): Issue => ({
  code: 'not-json',
  field: '--mapping',
  message: { zh: `${path} 不是 JSON`, en: `${path} is not JSON` },
});
