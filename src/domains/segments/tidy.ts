import type { Refreshing } from './refreshing.ts';

/**
 * Takes away history that is too old, beside the counting: where that fails, what was counted stands, nobody is counted
 * again for it, and the next time takes more away.
 */
export const tidy = (
  { platform, shop }: Pick<Refreshing, 'platform' | 'shop'>,
  work: () => Promise<void>,
): Promise<void> =>
  work().catch((err: unknown) =>
    platform.log.warn({ err, shopId: shop.shopId }, 'history of segments could not be taken away'),
  );
