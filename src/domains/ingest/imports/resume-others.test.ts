import { rm, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fileIn, toolsOf, uciFile } from '../../../../test/import-fixture.ts';
import { openWorld, type World } from '../../../../test/world.ts';
import { withShop } from '../../../platform/db/postgres.ts';
import { type ImportTools, importFolder } from './import-run.ts';
import { findImport } from './import-store.ts';
import { findPreset } from './presets/presets.ts';
import { resumeImports } from './resume-imports.ts';
import { runImport } from './run-import.ts';

let world: World;
let tools: ImportTools;
beforeAll(async () => {
  world = await openWorld();
  tools = toolsOf(world);
});
afterAll(() => world?.close());

const source = findPreset('uci-online-retail')!;

test('an import that cannot be resumed does not keep the others from it', async () => {
  const { shopId } = await world.shop();
  const interrupt = async (invoice: string): Promise<number> => {
    const stopping = new AbortController();
    const path = await fileIn(world, uciFile([{ invoice }]));
    let importId = 0;
    const onProgress = (progress: { importId: number | null }): void => {
      importId = progress.importId!;
      stopping.abort();
    };
    await runImport(tools, { shopId, path, source, startedBy: 'cli', signal: stopping.signal, onProgress });
    return importId;
  };
  const broken = await interrupt('1');
  const good = await interrupt('2');
  // Where its folder would be lies a file: the first ends by an exception.
  await rm(importFolder(tools, broken), { recursive: true, force: true });
  await writeFile(importFolder(tools, broken), '');
  const stateOf = (id: number) =>
    withShop(world.platform.db, shopId, async (tx) => (await findImport(tx, shopId, id))!.state);
  const stopping = new AbortController();
  const resuming = resumeImports(tools, stopping.signal);
  while ((await stateOf(good)) !== 'done') await new Promise(setImmediate);
  stopping.abort();
  await resuming;
  expect(await stateOf(broken)).not.toBe('done');
});
