import { useEffect, useState, useSyncExternalStore } from 'react';
import { type Answer, useAsk } from '../../client/ask.ts';
import { isGone, noteGone } from '../../client/connection.ts';
import { useShop } from '../../client/me.ts';
import { queryClient } from '../../client/query-client.ts';

export type ImportView = Answer<'/api/shops/{shop}/imports/{id}'>;

export const isAtWork = ({ state }: Pick<ImportView, 'state'>): boolean =>
  state === 'running' || state === 'undoing';

const one = '/api/shops/{shop}/imports/{id}';

/** An import as it stands, followed by its events while it runs. Leaving the page ends nothing; coming back follows again, also a server. */
export function useImport(id: number) {
  const shop = useShop();
  const params = { path: { shop: shop.slug, id } };
  const query = useAsk(one, params);
  const [progress, setProgress] = useState<Partial<ImportView>>();
  const gone = useSyncExternalStore(isGone.watch, isGone.get);
  const follows = query.data !== undefined && isAtWork(query.data);
  useEffect(() => {
    if (!follows || gone) return;
    const events = new EventSource(`/api/shops/${encodeURIComponent(shop.slug)}/imports/${id}/progress`);
    // A browser follows a refused connection no further: the page waits for the server and follows anew.
    events.addEventListener('error', noteGone);
    events.addEventListener('progress', (event) => setProgress(JSON.parse(event.data)));
    events.addEventListener('end', () => {
      events.close();
      setProgress(undefined);
      void queryClient.invalidateQueries({ queryKey: [one] });
      void queryClient.invalidateQueries({ queryKey: ['/api/shops/{shop}/imports'] });
    });
    return () => events.close();
  }, [follows, gone, shop.slug, id]);
  return { query, now: query.data && { ...query.data, ...progress } };
}
