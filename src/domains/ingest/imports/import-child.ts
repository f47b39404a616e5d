/** The process that a test kills: imports a file and tells its parent the rows stored after every batch. */
import { registerMirrors } from '../../../mirrors.ts';
import { readConfig } from '../../../platform/config.ts';
import { orThrow } from '../../../platform/errors.ts';
import { openPlatform } from '../../../platform/open-platform.ts';
import { findPreset } from './presets/presets.ts';
import { runImport } from './run-import.ts';

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
