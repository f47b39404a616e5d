import { ProblemError, problem } from '../errors.ts';

/**
 * The master key in the text of a key file: 32 random bytes in base64. Whoever has it and the database can read every
 * personal field, so it is never in a backup archive. Throws ProblemError `master-key-broken`, which says what to do.
 */
export function keyInClear(text: string, file: string): Buffer {
  const key = Buffer.from(text, 'base64');
  if (key.length !== 32) throw broken(file);
  return key;
}

/** Where a rotation keeps the key that is to come, until it takes its place. */
export const nextKeyFile = (file: string): string => `${file}.next`;

/** Where the key of before goes on lying: it opens backups made before. */
export const oldKeyFile = (file: string, masterId: string): string =>
  `${file}.old-${masterId.split(':').at(-1)}`;

const broken = (file: string) =>
  new ProblemError(
    problem('master-key-broken', 500, {
      en: `The master key ${file} is not 32 bytes in base64. Put the original back: without it no personal field can be read.`,
      zh: `主密钥 ${file} 不是 32 字节的 base64。请恢复原文件：没有它，任何个人信息都无法解密。`,
    }),
  );
