import { pathToFileURL } from 'node:url';
import type { KeyManagement } from './key-management.ts';
import { kmsFailed } from './kms-problems.ts';

const parts = { masterId: 'string', wrap: 'function', unwrap: 'function' } as const;

/**
 * The key management of an operator's own module: a file whose export `openKms()` gives a KeyManagement (or a promise
 * of one). `masterId` must be one line without blanks that never changes. Throws ProblemError `kms-failed`.
 */
export async function openKms(path: string): Promise<KeyManagement> {
  try {
    const kms = await (await import(pathToFileURL(path).href)).openKms();
    for (const [part, type] of Object.entries(parts))
      if (typeof kms?.[part] !== type) throw new Error(`openKms() gives no ${type} "${part}"`);
    if (!/^[\x21-\x7e]{1,200}$/.test(kms.masterId))
      throw new Error('masterId must be 1 to 200 visible ASCII characters');
    return kms;
  } catch (error) {
    throw kmsFailed(path, error);
  }
}
