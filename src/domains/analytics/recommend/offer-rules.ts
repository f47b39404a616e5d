/** What may stand in a list: the one rule of lists that are served and of those the command line works out. Pure. */

export interface OnOffer {
  /** Over its channels; null: known of none, and taken to be there. */
  readonly stock: number | null;
  /** The lowest, minor units. */
  readonly price: number | null;
  /** On every channel. */
  readonly isOffSale: boolean;
}

/** Minor units; a product without a price is in no list that asks for one. */
export interface PriceRange {
  readonly from?: number | undefined;
  readonly to?: number | undefined;
}

/** For sale and there, as far as is known, and within the prices asked for. */
export function isOffered({ stock, price, isOffSale }: OnOffer, { from, to }: PriceRange): boolean {
  if (isOffSale || (stock !== null && stock <= 0)) return false;
  if (from !== undefined && (price === null || price < from)) return false;
  return to === undefined || (price !== null && price <= to);
}
