import type { ChannelChange } from '../../../contract/messaging.ts';
import { api, take } from '../../client/api.ts';
import { useShop } from '../../client/me.ts';
import { queryClient } from '../../client/query-client.ts';
import { type Channel, channelPath, channelsPath } from './paths.ts';

/** Changes a channel; the answer has a signing key where one was made, this once. */
export function useChangeChannel({ channel }: Channel) {
  const shop = useShop();
  return async (body: ChannelChange) => {
    const params = { path: { shop: shop.slug, channel } };
    const changed = await take(api.PUT(channelPath, { params, body }));
    await queryClient.invalidateQueries({ queryKey: [channelsPath] });
    return changed;
  };
}
