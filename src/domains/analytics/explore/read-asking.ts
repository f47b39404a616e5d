import type { FastifyRequest } from 'fastify';
import { shopOf } from '../../../platform/auth/index.ts';
import { withShop } from '../../../platform/db/postgres.ts';
import type { Platform } from '../../../platform/platform.ts';
import { askingOf } from '../read-query.ts';
import { currentScores } from '../scores/current-scores.ts';
import type { PivotAsking } from './plan-pivot.ts';

/** Who asks a free question, and where what models say of the shop's customers lies. */
export function pivotAskingOf(platform: Platform, request: FastifyRequest): PivotAsking {
  const { shopId } = shopOf(request);
  return {
    ...askingOf(platform, request),
    scoresAt: (day) => withShop(platform.db, shopId, (tx) => currentScores(tx, shopId, day)),
  };
}
