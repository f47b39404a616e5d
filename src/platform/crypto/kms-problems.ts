import { ProblemError, problem } from '../errors.ts';

export const kmsMissing = (file: string) =>
  new ProblemError(
    problem('kms-missing', 500, {
      zh: `${file} 中的密钥由 KMS 包裹：请用 SHUKE_KMS 指定打开它的模块 (要从它迁出时用 SHUKE_KMS_FORMER)。`,
      en: `The key in ${file} is wrapped by a KMS: name the module that reaches it in SHUKE_KMS (or in SHUKE_KMS_FORMER, to move away from it).`,
    }),
  );

export const kmsOther = (file: string, { wanted, found }: { wanted: string; found: string }) =>
  new ProblemError(
    problem('kms-other', 500, {
      zh: `${file} 由 KMS 密钥 ${wanted} 包裹，而 SHUKE_KMS 与 SHUKE_KMS_FORMER 给出的是 ${found}。`,
      en: `The key in ${file} is wrapped by the KMS key ${wanted}, and SHUKE_KMS and SHUKE_KMS_FORMER reach ${found}.`,
    }),
  );

/** What the KMS or its module says of itself; it knows no values of ours but wrapped keys. */
export const kmsFailed = (path: string, error: unknown) =>
  new ProblemError(
    problem('kms-failed', 503, {
      zh: `KMS (${path}) 失败：${reasonOf(error)}`,
      en: `The KMS (${path}) failed: ${reasonOf(error)}`,
    }),
  );

const reasonOf = (error: unknown): string => String((error as Error)?.message ?? error).slice(0, 300);
