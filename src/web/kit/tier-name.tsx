import { useAsk } from '../client/ask.ts';
import { useShop } from '../client/me.ts';
import { TierBadge } from './tier-badge.tsx';

/** A tier by its name: the badge of the shop's ladder, or the word of a channel as it is. */
export function TierName({ name }: { readonly name: string | null }) {
  const shop = useShop();
  return shop.may('tiers:read') && name !== null ? <OwnTier name={name} /> : (name ?? '–');
}

function OwnTier({ name }: { readonly name: string }) {
  const { slug } = useShop();
  const tiers = useAsk('/api/shops/{shop}/tiers', { path: { shop: slug } });
  const own = tiers.data?.tiers.find((tier) => tier.name.zh === name);
  return own === undefined ? name : <TierBadge tier={own} />;
}

/** A tier by its code, which names it for good; a code of former rules stands as it is. */
export function TierOfCode({ code }: { readonly code: string }) {
  const { slug } = useShop();
  const tiers = useAsk('/api/shops/{shop}/tiers', { path: { shop: slug } });
  const own = tiers.data?.tiers.find((tier) => tier.code === code);
  return own === undefined ? code : <TierBadge tier={own} />;
}
