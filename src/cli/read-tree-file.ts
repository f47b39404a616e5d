import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Tree } from '../contract/segment-conditions.ts';
import { readTree, templateTree } from '../domains/segments/index.ts';
import { orThrow, ProblemError, problem } from '../platform/errors.ts';

export interface TreeSource {
  /** Shop day for a template. */
  readonly today: string;
  readonly cwd: string;
  readonly file?: string | undefined;
  readonly template?: string | undefined;
}

/** A tree from a file of JSON or a template; throws what is wrong with it. */
export async function treeFrom({ today, cwd, file, template }: TreeSource): Promise<Tree> {
  if ((file === undefined) === (template === undefined)) throw new ProblemError(oneOfBoth);
  if (template !== undefined) return orThrow(templateTree(template, today));
  return orThrow(readTree(await readJson(resolve(cwd, file!))));
}

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    throw new ProblemError(noJson((error as Error).message));
  }
}

const oneOfBoth = problem('wrong-usage', 400, {
  zh: '请给出 --tree FILE 或 --template CODE 之一',
  en: 'Give one of --tree FILE and --template CODE',
});

const noJson = (why: string) =>
  problem('not-json', 400, {
    zh: `无法读取条件文件：${why}`,
    en: `The file of conditions cannot be read: ${why}`,
  });
