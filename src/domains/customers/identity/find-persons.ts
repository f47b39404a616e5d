import type { IdentityKind } from '../../../contract/records.ts';
import type { ShopKeys } from '../../../platform/crypto/keyring.ts';
import type { Tx } from '../../../platform/db/postgres.ts';
import { readSpaces } from '../profiles/search-customers.ts';
import { findIdentities, withIndex } from './identity-store.ts';
import { type Identity, normalizeIdentity } from './normalize-identity.ts';

interface Asked {
  readonly keys: ShopKeys;
  readonly shopId: number;
  readonly kind: IdentityKind;
  readonly values: readonly string[];
  /** Of kinds each channel has its own of; every channel of the shop unless told. */
  readonly channel?: string | undefined;
}

/**
 * The person each value names, in its place: undefined where nobody is known by it, 'unusable' where it can name nobody
 * (masked, a placeholder, no phone). One statement; nothing is opened and nobody is made.
 */
export async function findPersons(tx: Tx, asked: Asked): Promise<(number | 'unusable' | undefined)[]> {
  const { keys, shopId, kind, values } = asked;
  const channels = await channelsOf(tx, asked);
  const spelled = values.map((value) => normalizeIdentity({ kind, channel: channels[0] ?? 'any', value }));
  const identities = spelled.flatMap((it, n) =>
    'identity' in it ? inEach(it.identity, channels).map((one) => ({ ...one, n })) : [],
  );
  const found = await findIdentities(tx, { keys, shopId, identities: withIndex(keys, identities) });
  const persons = new Map(found.map((it) => [it.n, it.person_id]));
  return spelled.map((it, n) => ('identity' in it ? persons.get(n) : 'unusable'));
}

const inEach = (identity: Identity, channels: readonly string[]): Identity[] =>
  identity.channel === 'any' ? [identity] : channels.map((channel) => ({ ...identity, channel }));

async function channelsOf(tx: Tx, { keys, shopId, kind, channel }: Asked): Promise<string[]> {
  if (channel !== undefined) return [channel.trim().toLowerCase()];
  const spaces = await readSpaces(tx, { keys, shopId });
  return spaces.filter((it) => it.kind === kind).map((it) => it.channel);
}
