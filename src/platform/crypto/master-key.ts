import { randomBytes } from 'node:crypto';
import { chmod, link, mkdir, readFile, stat, unlink, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ProblemError, problem } from '../errors.ts';

/**
 * The master key: 32 random bytes, base64 in a file of mode 0600, made on first use. Whoever has it and the database
 * can read every personal field, so it is never in a backup archive and a file others may read is refused.
 * Throws ProblemError `master-key-mode` or `master-key-broken`, which say what to do.
 */
export async function readMasterKey(config: { readonly masterKeyFile: string }): Promise<Buffer> {
  const file = config.masterKeyFile;
  await makeIfMissing(file);
  const { mode } = await stat(file);
  if ((mode & 0o077) !== 0) throw openToOthers(file, mode & 0o777);
  const key = Buffer.from((await readFile(file, 'utf8')).trim(), 'base64');
  if (key.length !== 32) throw broken(file);
  return key;
}

/** Where a rotation keeps the key that is to come, until everything is wrapped with it. */
export const nextKeyFile = (file: string): string => `${file}.next`;

export const hasMasterKey = (file: string): Promise<boolean> => exists(file);

/** Written beside and linked into place: two first starts agree on one key, and a crash leaves no half of one. */
async function makeIfMissing(file: string): Promise<void> {
  if (await exists(file)) return;
  await mkdir(dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
  await writeFile(draft, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flush: true });
  await chmod(draft, 0o600);
  try {
    await link(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await unlink(draft);
  }
}

const exists = (file: string) =>
  stat(file).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return false;
      throw error;
    },
  );

const openToOthers = (file: string, mode: number) =>
  new ProblemError(
    problem('master-key-mode', 500, {
      en: `The master key ${file} may be read by others (mode ${mode.toString(8)}). Run: chmod 600 '${file}'. If others could have read it, rotate the keys.`,
      zh: `主密钥 ${file} 可被其他用户读取（权限 ${mode.toString(8)}）。请执行：chmod 600 '${file}'；若可能已被读取，请轮换密钥。`,
    }),
  );

const broken = (file: string) =>
  new ProblemError(
    problem('master-key-broken', 500, {
      en: `The master key ${file} is not 32 bytes in base64. Put the original back: without it no personal field can be read.`,
      zh: `主密钥 ${file} 不是 32 字节的 base64。请恢复原文件：没有它，任何个人信息都无法解密。`,
    }),
  );
