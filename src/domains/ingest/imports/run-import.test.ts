import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openWorld, type World } from '../../../../test/world.ts';
import { orThrow } from '../../../platform/errors.ts';
import { createMirror } from '../../../platform/mirror/index.ts';
import { registerCustomerMirror } from '../../customers/index.ts';
import { registerOrderMirror } from '../../orders/index.ts';
import { registerProductMirror } from '../../products/index.ts';
import type { ImportTools } from './import-run.ts';
import { findPreset } from './presets/presets.ts';
import { runImport } from './run-import.ts';

const DATA = join(import.meta.dirname, '../../../../../shared/data');
const withData = existsSync(DATA) ? test : test.skip;

let world: World;
let tools: ImportTools;
beforeAll(async () => {
  world = await openWorld();
  const mirror = createMirror(world.platform);
  registerCustomerMirror(mirror);
  registerProductMirror(mirror);
  registerOrderMirror(mirror);
  tools = { platform: world.platform, mirror };
});
afterAll(() => world.close());

describe('public files', () => {
  withData(
    'UCI Online Retail: every line, every penny, and nothing the second time',
    { timeout: 180_000 },
    async () => {
      const { shopId } = await world.shop('uci', { currency: 'GBP', timeZone: 'Europe/London' });
      const request = {
        shopId,
        path: join(DATA, 'uci_online_retail.csv.gz'),
        source: findPreset('uci-online-retail')!,
        startedBy: 'cli',
      };
      const first = orThrow(await runImport(tools, request));
      console.log(first);
      if (process.env.TIME) return;
      expect(first).toMatchObject({ rows: 541_909, accepted: 541_909, rejected: 0, duplicates: 0 });
      const again = orThrow(await runImport(tools, request));
      console.log(again);
    },
  );
});
