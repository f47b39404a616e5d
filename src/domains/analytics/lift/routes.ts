import { Type } from 'typebox';
import { liftQuerySchema, liftSchema } from '../../../contract/lift.ts';
import { slugSchema } from '../../../contract/shops.ts';
import { orThrow } from '../../../platform/errors.ts';
import type { HttpApp } from '../../../platform/http/routes.ts';
import type { Platform } from '../../../platform/platform.ts';
import { askingOf } from '../read-query.ts';
import { showLift } from './show-lift.ts';

/** What acting by scores brought. */
export function liftRoutes(app: HttpApp, platform: Platform): void {
  app.get(
    '/api/shops/:shop/analytics/lift',
    {
      config: { permission: 'analytics:read' },
      schema: {
        ...{ tags: ['lift'], params: Type.Object({ shop: slugSchema }), querystring: liftQuerySchema },
        summary: 'What acting by a score brought, against the universal holdout',
        description:
          'Compared are customers whom an act by the score reached (a personal list served, an export or a bulk tag of people chosen by it) and those of the holdout who would have been reached, in the same tenth of the score.',
        response: { 200: liftSchema },
      },
    },
    async (request) =>
      orThrow(await showLift({ ...askingOf(platform, request), platform, ...request.query })),
  );
}
