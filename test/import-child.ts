/** The process that a test kills: imports a file and tells its parent the rows stored after every batch. */

import { findPreset } from '../src/domains/ingest/imports/presets/presets.ts';
import { runImport } from '../src/domains/ingest/imports/run-import.ts';
import { registerMirrors } from '../src/mirrors.ts';
import { readConfig } from '../src/platform/config.ts';
import { orThrow } from '../src/platform/errors.ts';
import { openPlatform } from '../src/platform/open-platform.ts';

const [, , shop, path] = process.argv;
const platform = orThrow(await openPlatform(orThrow(readConfig(process.env))));
registerMirrors(platform);
const source = findPreset('uci-online-retail')!;
const onProgress = ({ result }: { result: { rows: number } }): void =>
  void process.send!({ rows: result.rows });
const request = { shopId: Number(shop), path: path!, source, startedBy: 'test', onProgress };
// Its own ClickHouse is nobody's: what it would mirror is left owing, for whoever resumes.
const mirror = { ...platform.mirror, payOff: async () => true };
await runImport({ platform, mirror }, request);
await platform.close();
process.disconnect();
