import type { LoaderFunctionArgs } from 'react-router';
import { hereIn, type Me } from '../client/me.ts';
import { queryClient } from '../client/query-client.ts';
import { mayOpen } from './access.ts';
import type { PageEntry, PageModule } from './page-entry.ts';

/**
 * A route's loader by which a page's first questions are under way while it is drawn. When the console is opened nobody is
 * known to be signed in yet, and the first script has asked (ask-ahead.ts).
 */
export const askOnTheWay =
  (page: PageEntry, ask: NonNullable<PageModule['ask']>) =>
  ({ params, request }: LoaderFunctionArgs): null => {
    const me = queryClient.getQueryData<Me>(['/api/me', {}]);
    const shop = me?.shops.find(({ slug }) => slug === params.shop);
    if (me !== undefined && shop !== undefined && mayOpen(page, me, shop))
      ask({ shop: hereIn(shop), part: params, search: new URL(request.url).searchParams });
    return null;
  };
