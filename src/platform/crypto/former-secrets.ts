import { deriveSecret } from './derive-secret.ts';
import { type KeyManagement, ownContext } from './key-management.ts';
import type { RootKey } from './root-key.ts';
import type { FormerRow } from './standing.ts';

/** A secret that came of a master key of before. */
export interface FormerSecret {
  readonly masterId: string;
  readonly purpose: string;
  /** As deriveSecret gave it. */
  readonly secret: string;
}

/**
 * For how long after the master key changed what an old secret signed is taken: cookies as long as a session nobody uses
 * lives (better-auth.ts); a link to unsubscribe for as long as the message lies in a mailbox.
 */
const terms = {
  'better-auth': '7 days',
  cursor: '7 days',
  erasure: '7 days',
  'set-up code': '7 days',
  member: '31 days',
  unsubscribe: '50 years',
} as const;

/** The stored secrets, opened; a KMS is asked for those not known yet. One that no key here wrapped counts as gone. */
export async function openFormer(
  roots: readonly RootKey[],
  known: readonly FormerSecret[],
  rows: readonly FormerRow[],
): Promise<FormerSecret[]> {
  const opened: FormerSecret[] = [];
  for (const { masterId, purpose, wrapped, wrappedBy } of rows) {
    const before = known.find((it) => it.masterId === masterId && it.purpose === purpose);
    const by = roots.find((it) => it.kms.masterId === wrappedBy);
    if (before !== undefined) opened.push(before);
    else if (by !== undefined) opened.push({ masterId, purpose, secret: await open(by, purpose, wrapped) });
  }
  return opened;
}

const open = async ({ kms }: RootKey, purpose: string, wrapped: Buffer): Promise<string> =>
  (await kms.unwrap(ownContext(`former:${purpose}`), wrapped)).toString('hex');

/** The secrets of a key that goes, wrapped to be stored. */
export const wrapFormer = (from: RootKey, to: KeyManagement) =>
  Promise.all(
    Object.entries(terms).map(async ([purpose, term]) => ({
      ...{ purpose, term },
      wrapped: await wrap(to, purpose, deriveSecret(from.secretKey, purpose)),
    })),
  );

const wrap = (to: KeyManagement, purpose: string, secret: string): Promise<Buffer> =>
  to.wrap(ownContext(`former:${purpose}`), Buffer.from(secret, 'hex'));

/** A stored one, wrapped with another master key. */
export const rewrapFormer = async (
  { purpose, wrapped }: FormerRow,
  { from, to }: { from: KeyManagement; to: KeyManagement },
): Promise<Buffer> => {
  const context = ownContext(`former:${purpose}`);
  return to.wrap(context, await from.unwrap(context, wrapped));
};
