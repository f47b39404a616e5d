import { Type } from 'typebox';
import { UndeclaredTraitView } from '../../../contract/dictionary.ts';
import { slugSchema } from '../../../contract/shops.ts';
import { shopOf } from '../../../platform/auth/index.ts';
import { withShop } from '../../../platform/db/postgres.ts';
import type { Routes } from '../../../platform/http/routes.ts';
import { listUndeclared } from './list-undeclared.ts';

/** What sources tell of customers and the shop's dictionary does not take. */
export const undeclaredTraitRoutes: Routes = (app, platform) => {
  app.get(
    '/api/shops/:shop/undeclared-traits',
    {
      config: { permission: 'customers:read' },
      schema: {
        tags: ['customers'],
        params: Type.Object({ shop: slugSchema }),
        summary: 'Traits that sources tell and the data dictionary lacks, the commonest first',
        response: { 200: Type.Object({ traits: Type.Array(UndeclaredTraitView) }) },
      },
    },
    async (request) => {
      const { shopId } = shopOf(request);
      return { traits: await withShop(platform.db, shopId, (tx) => listUndeclared(tx, shopId)) };
    },
  );
};
