import { stat } from 'node:fs/promises';

/** What stands at a path; undefined where nothing does, or nobody may look. */
export async function kindOf(path: string): Promise<'folder' | 'file' | undefined> {
  const it = await stat(path).catch(() => undefined);
  return it && (it.isDirectory() ? 'folder' : 'file');
}
