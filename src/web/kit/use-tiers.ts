import { useAsk } from '../client/ask.ts';
import { useShop } from '../client/me.ts';
import { useText } from './words/language.ts';

/** The shop's ladder as choices: rules name a tier by its Chinese name, readers see it in their language. */
export function useTiers() {
  const shop = useShop();
  const say = useText();
  const enabled = shop.may('tiers:read');
  const { data } = useAsk('/api/shops/{shop}/tiers', { path: { shop: shop.slug } }, { enabled });
  const options = (data?.tiers ?? []).map((it) => ({ value: it.name.zh, label: say(it.name) }));
  /** A name that is on no ladder is the word of a channel and stands as it is. */
  const nameOf = (tier: string): string => options.find((it) => it.value === tier)?.label ?? tier;
  return { options, nameOf };
}
