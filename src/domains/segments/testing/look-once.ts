import { type Looked, lookAfterShop } from '../look-after-shop.ts';
import type { Looker } from '../looker.ts';
import { firstTurn, type Turned, turnShop } from '../turn-shop.ts';

/** How far a shop was looked after. */
export interface Looks {
  readonly looked: Looked | undefined;
  readonly turned: Turned;
}

/** What its keeper does beside each other, one after the other: what time changed, and what was written. */
export async function lookOnce(it: Looker, before?: Looks): Promise<Looks> {
  const turned =
    before === undefined
      ? await firstTurn(it)
      : await turnShop(it, before.turned, before.looked?.isDue === true);
  return { turned, looked: await lookAfterShop(it, before?.looked) };
}
