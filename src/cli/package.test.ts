import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../..', import.meta.url));
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shuke-package-'));
  await chmod(folder, 0o711); // PostgreSQL's own user must get through
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** As an installation lies on disk: the package in node_modules, what it needs beside it. */
async function installPacked(): Promise<string> {
  const { stdout } = await run('npm', ['pack', '--json', '--pack-destination', folder], { cwd: root });
  const [packed] = Object.values(JSON.parse(stdout)) as { filename: string }[];
  const modules = join(folder, 'node_modules');
  const home = join(modules, 'shuke');
  await mkdir(home, { recursive: true });
  await run('tar', ['-xzf', join(folder, packed!.filename), '-C', home, '--strip-components=1']);
  for (const name of await readdir(join(root, 'node_modules')))
    if (!name.startsWith('.')) await symlink(join(root, 'node_modules', name), join(modules, name));
  return home;
}

/** Compiling and packing takes 6 s on an idle machine of two cores, 20 s on a busy one. */
const patient = { timeout: 600_000 };

test(
  'the packed package runs its JavaScript on its own migrations, holds no TypeScript and no test',
  patient,
  async () => {
    const home = await installPacked();
    const { stdout } = await run(process.execPath, [join(home, 'scripts', 'launch.mjs'), '--help']);
    expect(stdout).toContain('serve');
    const env = { ...process.env, SHUKE_DATA: join(folder, 'data') };
    const opened = await run(process.execPath, [join(home, 'scripts', 'launch.mjs'), 'engines', '--json'], {
      env,
    });
    expect(JSON.parse(opened.stdout)).toMatchObject({ postgres: { ok: true }, clickhouse: { ok: true } });
    const files = await readdir(home, { recursive: true });
    expect(files.filter((it) => /\.test\.|\.ts$/.test(it))).toEqual([]);
    expect(files).toContain(join('migrations', 'postgres', '0001_platform.sql'));
    expect(files).toContain(join('dist', 'cli', 'main.js'));
    // Nothing imports the programs that run in processes of their own, so the compiler has to be told of each.
    const sources = await readdir(join(root, 'src'), { recursive: true });
    const children = sources.filter((it) => it.endsWith('-child.ts'));
    expect(children.length).toBeGreaterThan(2);
    for (const it of children) expect(files).toContain(join('dist', it.replace(/ts$/, 'js')));
  },
);
