import fc from 'fast-check';
import { type CityTier, cityTiers, type PersonaRule } from '../../../contract/personas.ts';
import type { History } from './history.ts';
import type { Sign, SlowInterests } from './interest-model.ts';
import { Past } from './past.ts';

/** Personas by looking at every customer's signs and places. */

const maybe = <T>(some: fc.Arbitrary<T>) => fc.option(some, { freq: 1 });
const share = fc.constantFrom(0.05, 0.3, 0.5, 0.9, 1);

/** Any rule over the history's words, places, hours and bands. */
const rule: fc.Arbitrary<PersonaRule> = fc.record({
  persona: fc.constantFrom('rural', 'young'),
  on: fc.constantFrom(true, true, true, false),
  least_acts: fc.integer({ min: 0, max: 4 }),
  tiers: maybe(fc.subarray([...cityTiers])),
  words: maybe(fc.subarray(['家居', '母婴', '食'])),
  word_share: maybe(share),
  bands_to: maybe(fc.integer({ min: 1, max: 4 })),
  band_share: maybe(share),
  hour_from: maybe(fc.integer({ min: 0, max: 23 })),
  hour_to: maybe(fc.integer({ min: 0, max: 23 })),
  hour_share: maybe(share),
  need_share: maybe(share),
});
export const personaRules = fc.array(rule, { minLength: 1, maxLength: 4 });

const tiers: Readonly<Record<string, CityTier>> = {
  ...{ 上海: 'first', 杭州: 'new-first', 绍兴: 'second', 临沂: 'second', 桐庐县: 'county' },
};

export class SlowPersonas {
  private readonly past: Past;
  private readonly signs: readonly { sign: Sign; weight: number }[];

  constructor(history: History, slow: SlowInterests) {
    this.past = new Past(history);
    this.signs = slow.counted();
  }

  private of(customer: number) {
    return this.signs.filter(({ sign }) => sign.customer === customer);
  }

  customers(): number[] {
    const all = new Set([
      ...this.past.customers,
      ...this.past.history.orders.map((it) => this.past.customer(it.personId)),
    ]);
    return [...all]
      .filter((it) => it !== 0 && (this.of(it).length > 0 || this.tier(it) !== ''))
      .sort((a, b) => a - b);
  }

  bought(customer: number): boolean {
    const { orders } = this.past.history;
    return orders.some((it) => it.isPaid && this.past.customer(it.personId) === customer);
  }

  /** What was told of a person, the last one seen; else the last order that says. */
  private tier(customer: number): CityTier | '' {
    const { persons, orders } = this.past.history;
    const isTheirs = (it: { personId: number }) => this.past.customer(it.personId) === customer;
    const own = persons.filter(isTheirs).map((it) => ({ at: it.lastSeen, place: placeOf(it) }));
    const ordered = orders.filter(isTheirs).map((it) => ({ at: it.paidAt, place: placeOf(it) }));
    for (const kind of [own, ordered]) {
      const known = kind.filter((it) => it.place !== '');
      known.sort((a, b) => b.at - a.at || Buffer.compare(Buffer.from(b.place), Buffer.from(a.place)));
      if (known[0] !== undefined) return tiers[known[0].place] ?? 'lower';
    }
    return '';
  }

  has(customer: number, it: PersonaRule): boolean {
    const signs = this.of(customer);
    const isShare = (counts: (sign: Sign) => boolean, least: number, of = (_: Sign) => true) => {
      const sum = (which: (sign: Sign) => boolean) =>
        signs.filter(({ sign }) => which(sign)).reduce((all, { weight }) => all + weight, 0);
      const all = sum(of);
      return all > 0 && sum((sign) => of(sign) && counts(sign)) >= least * all - 1e-5;
    };
    const { words, bands_to: bands, hour_from: from, hour_to: to } = it;
    const asked: boolean[] = [];
    if (it.tiers !== null) asked.push(it.tiers.includes(this.tier(customer) as CityTier));
    if (words !== null && it.word_share !== null)
      asked.push(
        isShare(({ values }) => words.some((word) => values.category!.includes(word)), it.word_share),
      );
    if (bands !== null && it.band_share !== null)
      asked.push(
        isShare(
          ({ values }) => Number(values.price) <= bands,
          it.band_share,
          ({ values }) => values.price !== '',
        ),
      );
    if (from !== null && to !== null && it.hour_share !== null)
      asked.push(isShare(({ values }) => isWithin(Number(values.hour), from, to), it.hour_share));
    if (it.need_share !== null) {
      const all = [...new Set(signs.map(({ sign }) => sign.values.category!))].filter((need) => need !== '');
      const least = it.need_share;
      asked.push(
        all.some((need) =>
          isShare(
            ({ values }) => values.category === need,
            least,
            (sign) => sign.values.category !== '',
          ),
        ),
      );
    }
    return it.on && asked.length > 0 && signs.length >= it.least_acts && asked.every((is) => is);
  }
}

const isWithin = (hour: number, from: number, to: number): boolean =>
  from <= to ? hour >= from && hour <= to : hour >= from || hour <= to;

function placeOf({ city = '', province }: { city?: string; province: string }): string {
  return (city === '' || city === '市辖区' ? province : city).replace(/市$/, '');
}
