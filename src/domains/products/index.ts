// Products: what was for sale. Each channel's number for a product points at one product id, dense in the shop, that
// never changes; products of several channels that are one thing share a canonical id. Learnt from orders and events,
// completed by imports. Owns PostgreSQL schema `products`, ClickHouse table `products`.
import type { Mirror } from '../../platform/mirror/index.ts';
import { mirrorProducts } from './mirror-products.ts';
import { productsKind } from './name-products.ts';

export { productsExport } from './export-products.ts';
export { type LearningContext, type LearntProduct, learnProducts } from './learn-products.ts';
export { productKey } from './name-products.ts';
export { type ProductPlace, placesOfProducts } from './places-of-products.ts';
export { productRoutes } from './routes.ts';
export { type ProductOutcome, type StoredProducts, storeProducts } from './store-products.ts';
export { type UndoingProducts, undoProductImport } from './undo-import.ts';

/** Tells the mirror how products are read. */
export function registerProductMirror(mirror: Mirror): void {
  mirror.register(productsKind, mirrorProducts);
}
