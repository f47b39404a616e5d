import { Type } from 'typebox';
import { tagChange, untag } from '../../../contract/customer.ts';
import { orThrow } from '../../../platform/errors.ts';
import type { HttpApp } from '../../../platform/http/routes.ts';
import type { Platform } from '../../../platform/platform.ts';
import { changing, ofShop } from '../asking.ts';
import { addTag, removeTag } from './change-tags.ts';

const config = { permission: 'customers:write' } as const;
const response = {
  200: Type.Object({ customers: Type.Integer({ description: 'For how many it was news' }) }),
};

interface Said {
  readonly customer_ids: number[];
  readonly tag: string;
  readonly expires_at?: string;
}

const tagging = ({ customer_ids: customerIds, tag, expires_at: expiresAt }: Said) => ({
  ...{ customerIds, tag },
  ...(expiresAt !== undefined && { expiresAt }),
});

/** Tags, one customer or ten thousand at a time. */
export function tagRoutes(app: HttpApp, platform: Platform): void {
  app.post(
    '/api/shops/:shop/customers/tags',
    { config, schema: { ...ofShop('Tag customers'), body: tagChange, response } },
    async (request) =>
      changing(platform, request, async (it) =>
        orThrow(await addTag(it.tx, { ...it, ...tagging(request.body) })),
      ),
  );

  app.post(
    '/api/shops/:shop/customers/tags/remove',
    { config, schema: { ...ofShop('Take a tag from customers'), body: untag, response } },
    async (request) =>
      changing(platform, request, (it) => removeTag(it.tx, { ...it, ...tagging(request.body) })),
  );
}
