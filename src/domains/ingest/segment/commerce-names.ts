/**
 * The events of Segment's e-commerce specification under their names of today, and those of its first version, which
 * clients still send (`Completed Order`). Matched without regard to case, blanks and separators.
 */

const NAMES: Readonly<Record<string, readonly string[]>> = {
  'Products Searched': ['Searched Products', 'Product Searched'],
  'Product List Viewed': ['Viewed Product List', 'Viewed Product Category', 'Product Category Viewed'],
  'Product List Filtered': ['Filtered Product List'],
  'Promotion Viewed': ['Viewed Promotion'],
  'Promotion Clicked': ['Clicked Promotion'],
  'Product Clicked': ['Clicked Product'],
  'Product Viewed': ['Viewed Product', 'Product Detail Viewed'],
  'Product Added': ['Added Product', 'Product Added to Cart', 'Added to Cart', 'Add to Cart'],
  'Product Removed': ['Removed Product', 'Product Removed from Cart', 'Removed from Cart'],
  'Cart Viewed': ['Viewed Cart'],
  'Checkout Started': ['Started Checkout', 'Order Started', 'Started Order'],
  'Checkout Step Viewed': ['Viewed Checkout Step'],
  'Checkout Step Completed': ['Completed Checkout Step'],
  'Payment Info Entered': ['Entered Payment Info'],
  'Order Updated': ['Updated Order'],
  'Order Completed': ['Completed Order'],
  'Order Refunded': ['Refunded Order'],
  'Order Cancelled': ['Cancelled Order', 'Order Canceled', 'Canceled Order'],
  'Coupon Entered': ['Entered Coupon'],
  'Coupon Applied': ['Applied Coupon'],
  'Coupon Denied': ['Denied Coupon'],
  'Coupon Removed': ['Removed Coupon'],
  'Product Added to Wishlist': ['Added Product to Wishlist', 'Added to Wishlist'],
  'Product Removed from Wishlist': ['Removed Product from Wishlist', 'Removed from Wishlist'],
  'Wishlist Product Added to Cart': ['Wishlisted Product Added to Cart', 'Added Wishlist Product to Cart'],
  'Product Shared': ['Shared Product'],
  'Cart Shared': ['Shared Cart'],
  'Product Reviewed': ['Reviewed Product'],
  'Page Left': ['Left Page', 'Page Leave'],
};

const folded = (name: string): string => name.toLowerCase().replaceAll(/[\s_.:-]+/g, '');

const byFolded = new Map(
  Object.entries(NAMES).flatMap(([name, aliases]) =>
    [name, ...aliases].map((it) => [folded(it), name] as const),
  ),
);

/** Names seen lately: a shop sends the same two dozen all day. */
const MOST_KEPT = 2000;
const kept = new Map<string, string>();

/** The name an event is stored and counted under: the specification's where it is one of its, else as sent. */
export function eventNameOf(sent: string): string {
  const known = kept.get(sent);
  if (known !== undefined) return known;
  if (kept.size >= MOST_KEPT) kept.clear();
  const name = byFolded.get(folded(sent)) ?? sent;
  kept.set(sent, name);
  return name;
}
