import { useSearchParams } from 'react-router';
import { useAsk } from '../../../client/ask.ts';
import { useShop } from '../../../client/me.ts';

/** What the segment of the address is called. */
export function useSaySegment(): (text: string) => string {
  const shop = useShop();
  const segment = Number(useSearchParams()[0].get('segment') ?? '');
  const enabled = Number.isInteger(segment) && segment > 0 && shop.may('segments:read');
  const path = { shop: shop.slug, segment };
  const { data } = useAsk('/api/shops/{shop}/segments/{segment}', { path }, { enabled, fresh: 60_000 });
  return (text) => (data !== undefined && String(data.segment_id) === text ? data.name : `#${text}`);
}
