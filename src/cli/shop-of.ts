import { findShop, type Shop } from '../platform/auth/index.ts';
import { ProblemError, problem } from '../platform/errors.ts';
import type { Platform } from '../platform/platform.ts';

/** The shop `--shop` names; throws the problem `shop-not-found`. */
export async function shopOf({ db }: Pick<Platform, 'db'>, slug: string): Promise<Shop> {
  const shop = await findShop(db, slug);
  if (shop !== undefined) return shop;
  throw new ProblemError(
    problem('shop-not-found', 404, {
      zh: `没有店铺 "${slug}"; shuke shops list 列出所有店铺`,
      en: `There is no shop "${slug}"; shuke shops list shows them all`,
    }),
  );
}
