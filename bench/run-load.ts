import { spawn } from 'node:child_process';
import type { Load, Loaded } from './load.ts';

const SCRIPT = new URL('./load.ts', import.meta.url).pathname;

/** Runs the load generator to its end. */
export async function runLoad(load: Load): Promise<Loaded> {
  const child = spawn(process.execPath, [SCRIPT, JSON.stringify(load)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let out = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  const code = await new Promise((resolve) => child.on('exit', resolve));
  if (code !== 0) throw new Error(`the load generator ended with ${code}`);
  return JSON.parse(out) as Loaded;
}
