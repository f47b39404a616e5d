import type { History } from './history.ts';
import { Past } from './past.ts';

interface Asked {
  readonly level: 'product' | 'category';
  readonly from: string;
  readonly to: string;
}

/** Baskets as a slow reader sees them: one set of items an order, and every question a walk over all of them. */
export class SlowBaskets {
  readonly baskets: readonly ReadonlySet<string>[];
  readonly tooLarge: number;

  constructor(history: History, { level, from, to }: Asked) {
    const past = new Past(history);
    const product = (id: number) =>
      String(history.products.find((it) => it.productId === id)?.canonicalId ?? id);
    const all = past.paidOrders
      // A guest is nobody; a person nobody knows anything else of is a customer.
      .filter((it) => it.personId !== 0 && it.day >= from && it.day <= to)
      .map(({ lines }) => lines.filter((line) => line.productId !== 0))
      .map((lines) =>
        lines.map(({ productId }) => (level === 'product' ? product(productId) : past.category(productId))),
      )
      .map((items) => new Set(items.filter((it) => it !== '')))
      .filter((items) => items.size > 0);
    this.baskets = all.filter((it) => it.size <= 100);
    this.tooLarge = all.length - this.baskets.length;
  }

  with(...items: readonly string[]): number {
    return this.baskets.filter((basket) => items.every((it) => basket.has(it))).length;
  }

  get items(): string[] {
    return [...new Set(this.baskets.flatMap((it) => [...it]))];
  }
}
