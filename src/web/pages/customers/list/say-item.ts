import { useSearchParams } from 'react-router';
import { useAsk } from '../../../client/ask.ts';
import { useShop } from '../../../client/me.ts';

const numberOf = (text: string | null): number | undefined =>
  text?.startsWith('product:') ? Number(text.slice('product:'.length)) : undefined;

/** What the items of the address are called: `product:12` by its title, `category:家居` by its name. */
export function useSayItem(): (text: string) => string {
  const [search] = useSearchParams();
  const bought = useTitle(numberOf(search.get('bought_item')));
  const not = useTitle(numberOf(search.get('not_bought_item')));
  return (text) => {
    const number = numberOf(text);
    if (number === undefined) return text.slice('category:'.length);
    return [bought, not].find((it) => it?.product_id === number)?.title || `#${number}`;
  };
}

function useTitle(product: number | undefined) {
  const shop = useShop();
  const enabled = product !== undefined && shop.may('products:read');
  const path = { shop: shop.slug, product: product ?? 0 };
  return useAsk('/api/shops/{shop}/products/{product}', { path }, { enabled, fresh: 300_000 }).data;
}
