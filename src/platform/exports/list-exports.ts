import type { FastifyRequest } from 'fastify';
import { callerOf, shopOf } from '../auth/index.ts';
import type { Platform } from '../platform.ts';
import type { ExportNoun } from './export-noun.ts';

/** The nouns the caller may export, with their columns and filters. */
export async function listExports(
  platform: Platform,
  request: FastifyRequest,
  nouns: readonly ExportNoun[],
): Promise<object[]> {
  const { permissions } = callerOf(request);
  const shop = shopOf(request);
  const own = nouns.filter(({ permission }) => permissions.has(permission));
  return Promise.all(
    own.map(async (it) => ({
      ...{ noun: it.noun, summary: it.summary },
      columns: (await it.columns(platform, shop)).map(({ code, label, type, class: sort = 'ordinary' }) => ({
        ...{ code, label, type, class: sort },
      })),
      filters: Object.entries(it.filters).map(([name, { summary }]) => ({ name, summary })),
    })),
  );
}
