import { stat } from 'node:fs/promises';
import type { Config } from '../platform/config.ts';
import { hasMasterKey } from '../platform/crypto/key-file.ts';
import { nextKeyFile } from '../platform/crypto/master-key.ts';
import { openKms } from '../platform/crypto/open-kms.ts';
import { readRootKey } from '../platform/crypto/root-key.ts';
import { caught } from '../platform/errors.ts';
import { type Finding, fine, trouble } from './finding.ts';

/** The key file, as far as it can be looked at without making it, and the KMS behind it. */
export async function keyFinding(config: Config): Promise<Finding> {
  const { masterKeyFile } = config;
  const it = await stat(masterKeyFile).catch(() => undefined);
  if (it === undefined)
    return fine('master key', {
      zh: `${masterKeyFile} (首次启动时生成)`,
      en: `${masterKeyFile} (made on the first start)`,
    });
  if (await hasMasterKey(nextKeyFile(masterKeyFile)))
    return trouble('master key', masterKeyFile, {
      zh: '主密钥正在更换，或更换被中断 (一切照常): 若无人在更换，请再次运行 shuke keys rotate-master',
      en: 'It is being rotated, or that was cut off (everything works): unless it runs, run shuke keys rotate-master again',
    });
  if ((it.mode & 0o077) === 0) return usesKms(config) ? kmsFinding(config) : kept(masterKeyFile);
  return trouble('master key', masterKeyFile, {
    zh: `其他用户可读取主密钥：chmod 600 ${masterKeyFile}`,
    en: `Others may read the master key: chmod 600 ${masterKeyFile}`,
  });
}

const notMoved = {
  zh: '主密钥尚未移到设置所指之处：请运行 shuke keys rotate-master (不停机)',
  en: 'It is not yet where the settings want it: run shuke keys rotate-master (nothing stops)',
};

const kept = (file: string): Finding =>
  fine('master key', {
    zh: `${file} (请另存一份：丢失则个人信息无法解密)`,
    en: `${file} (keep a copy elsewhere: no key, no names)`,
  });

const usesKms = ({ kms, kmsFormer }: Config) => kms !== undefined || kmsFormer !== undefined;

/** Whether it opens, and whether it is where the settings want it. */
async function kmsFinding(config: Config): Promise<Finding> {
  const read = await caught(async () => ({
    masterId: (await readRootKey(config)).kms.masterId,
    wanted: config.kms === undefined ? 'file:' : `kms:${(await openKms(config.kms)).masterId}:`,
  }));
  if (!read.ok) return trouble('master key', config.masterKeyFile, read.problem.message);
  const { masterId, wanted } = read.value;
  const value = `${config.masterKeyFile}, ${masterId}`;
  return masterId.startsWith(wanted) ? fine('master key', value) : trouble('master key', value, notMoved);
}
