import type { History } from './history.ts';
import { Past } from './past.ts';

/** Interests by walking over every line and event, one after another. */

export interface Sign {
  readonly customer: number;
  readonly time: number;
  readonly weight: number;
  readonly values: Readonly<Record<string, string>>;
}

const near = ['Product Added', 'Product Added to Wishlist', 'Product Shared', 'Product Reviewed'];

export interface SlowInterest {
  readonly score: number;
  readonly acts: number;
}

export class SlowInterests {
  private readonly past: Past;
  readonly signs: readonly Sign[];
  private readonly asked: { asOf: string; halfLife: number };

  constructor(history: History, asked: { asOf: string; halfLife: number; cuts: readonly number[] }) {
    this.past = new Past(history);
    this.asked = asked;
    const product = (id: number) => history.products.find((it) => it.productId === id);
    const hourOf = (time: number) =>
      String(
        Number(
          new Intl.DateTimeFormat('en-GB', {
            timeZone: history.timeZone,
            hour: '2-digit',
            hourCycle: 'h23',
          }).format(time),
        ),
      );
    const band = (price: number | null | undefined) =>
      price == null || asked.cuts.length === 0
        ? ''
        : String(1 + asked.cuts.filter((cut) => price > cut).length);
    const bought = this.past.paidOrders.flatMap((order) =>
      order.lines.map((line) => ({
        ...{ customer: order.customer, time: order.paidAt, weight: 8 },
        values: {
          category: product(line.productId)?.category ?? '',
          brand: product(line.productId)?.brand ?? '',
          price: band(line.amount + line.discount),
          ...{ hour: hourOf(order.paidAt), channel: order.channel },
        },
      })),
    );
    const looked = history.events.flatMap((it) => {
      const name = it.name ?? 'Product Viewed';
      const says = it.productId !== 0 || it.category !== '';
      if (!says || name.startsWith('Order ') || name.startsWith('Product Removed')) return [];
      return [
        {
          ...{ customer: this.past.customer(it.personId), time: it.correctedTime },
          weight: near.includes(name) ? 3 : 1,
          values: {
            category: it.category || (product(it.productId)?.category ?? ''),
            brand: product(it.productId)?.brand ?? '',
            price: band(product(it.productId)?.price),
            ...{ hour: hourOf(it.correctedTime), channel: it.channel },
          },
        },
      ];
    });
    this.signs = [...bought, ...looked].filter((it) => it.customer !== 0);
  }

  /** Signs that still count, with their decayed weight. */
  counted(): { sign: Sign; weight: number }[] {
    const { halfLife } = this.asked;
    return this.signs.flatMap((sign) => {
      const age = this.age(sign.time);
      return age < 0 || age > 10 * halfLife ? [] : [{ sign, weight: sign.weight * 0.5 ** (age / halfLife) }];
    });
  }

  /** Source and age in half-lives, such as `look 2`, with how many signs and their decayed weight. */
  drivers(): Map<string, { signs: number; weight: number }> {
    const sources: Readonly<Record<number, string>> = { 8: 'purchase', 3: 'near', 1: 'look' };
    const found = new Map<string, { signs: number; weight: number }>();
    for (const { sign, weight } of this.counted()) {
      const halves = Math.min(4, Math.floor(this.age(sign.time) / this.asked.halfLife));
      const key = `${sources[sign.weight]} ${halves}`;
      const before = found.get(key) ?? { signs: 0, weight: 0 };
      found.set(key, { signs: before.signs + 1, weight: before.weight + weight });
    }
    return found;
  }

  /** Days from the shop day of an instant to the day as of. */
  private age(time: number): number {
    return (Date.parse(this.asked.asOf) - Date.parse(this.past.day(time))) / 86_400_000;
  }

  /** Customer, dimension and value, such as `3 category 家居`, with what they come to. */
  scores(hourOf = (hour: string) => hour): Map<string, SlowInterest> {
    const found = new Map<string, SlowInterest>();
    for (const { sign, weight } of this.counted())
      for (const [dimension, told] of Object.entries(sign.values)) {
        if (told === '') continue;
        const key = `${sign.customer} ${dimension} ${dimension === 'hour' ? hourOf(told) : told}`;
        const before = found.get(key) ?? { score: 0, acts: 0 };
        found.set(key, { score: before.score + weight, acts: before.acts + 1 });
      }
    return found;
  }
}
