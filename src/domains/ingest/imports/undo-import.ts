import type { ImportTools } from './import-run.ts';

export async function undoStored(
  _tools: ImportTools,
  _shopId: number,
  _importId: number,
  _end: string,
): Promise<void> {}
