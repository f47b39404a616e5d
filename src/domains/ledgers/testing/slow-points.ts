import type { ShortfallPolicy } from '../../../contract/points.ts';

/** The points ledger as plain objects, each rule written the slow way: every point is a thing of its own place. */

type Place = 'pending' | 'active' | 'reserved' | 'spent' | 'expired' | 'revoked' | 'adjusted' | 'repaid';

interface SlowLot {
  readonly no: number;
  readonly person: number;
  readonly activeFrom: number;
  readonly expiresAt: number;
  /** Where each single point is. */
  readonly places: Place[];
  revoked: number;
}

interface Taken {
  readonly lot: SlowLot;
  readonly points: number;
}

export class SlowPoints {
  now = 0;
  readonly lots: SlowLot[] = [];
  readonly owed = new Map<number, number>();
  readonly debt = new Map<number, number>();
  /** The customer of each person. */
  readonly customerOf = new Map<number, number>();

  personsOf(person: number): number[] {
    const customer = this.customerOf.get(person);
    return [...this.customerOf].filter(([, of]) => of === customer).map(([it]) => it);
  }

  count(lot: SlowLot, place: Place): number {
    return lot.places.filter((it) => it === place).length;
  }

  move(lot: SlowLot, points: number, [from, to]: readonly [Place, Place]): number {
    let left = points;
    for (const [n, place] of lot.places.entries())
      if (left > 0 && place === from) {
        lot.places[n] = to;
        left -= 1;
      }
    return points - left;
  }

  /** Instant by instant, as if somebody had looked all the time. */
  advance(to: number): void {
    const moments = this.lots.flatMap((lot) => [lot.activeFrom, lot.expiresAt]);
    for (const moment of [...new Set(moments)].sort((a, b) => a - b))
      if (moment > this.now && moment <= to) {
        this.now = moment;
        this.letCome();
      }
    this.now = to;
  }

  letCome(): void {
    for (const lot of this.lots)
      if (lot.activeFrom <= this.now) this.move(lot, lot.places.length, ['pending', 'active']);
    for (const lot of [...this.lots].sort((a, b) => a.activeFrom - b.activeFrom || order(a, b))) {
      const owed = this.owed.get(lot.person) ?? 0;
      this.owed.set(lot.person, owed - this.move(lot, owed, ['active', 'repaid']));
    }
    for (const lot of this.lots)
      if (lot.expiresAt <= this.now) this.move(lot, lot.places.length, ['active', 'expired']);
  }

  sum(person: number, place: Place): number {
    return this.lots
      .filter((lot) => lot.person === person)
      .reduce((total, lot) => total + this.count(lot, place), 0);
  }

  available(person: number): number {
    const each = this.personsOf(person).map((it) => this.sum(it, 'active') - (this.owed.get(it) ?? 0));
    return each.reduce((total, it) => total + it, 0);
  }

  earn(person: number, points: number, { activeFrom, expiresAt }: { activeFrom: number; expiresAt: number }) {
    const place: Place = activeFrom > this.now ? 'pending' : 'active';
    const lot = {
      ...{ no: this.lots.length, person, activeFrom, expiresAt, revoked: 0 },
      places: Array.from({ length: points }, () => place),
    };
    this.lots.push(lot);
    this.letCome();
    return lot;
  }

  /** One by one from whatever expires first; undefined when there are not so many. */
  take(person: number, points: number, to: Place, but?: SlowLot): Taken[] | undefined {
    if (but === undefined && this.available(person) < points) return undefined;
    const persons = this.personsOf(person);
    let left = points;
    const mine = this.lots.filter((lot) => lot !== but && persons.includes(lot.person)).sort(order);
    const taken = mine.map((lot) => {
      const part = this.move(lot, left, ['active', to]);
      left -= part;
      return { lot, points: part };
    });
    return taken.filter((it) => it.points > 0);
  }

  release(taken: readonly Taken[], to: 'spent' | 'active'): void {
    for (const { lot, points } of taken) this.move(lot, points, ['reserved', to]);
    this.letCome();
  }

  /** Shares `points` over what each lot still lacks, by running totals rounded down. */
  refund(left: { lot: SlowLot; points: number }[], points: number): number | undefined {
    const total = left.reduce((sum, it) => sum + it.points, 0);
    if (total === 0 || points > total) return undefined;
    let [upto, given] = [0, 0];
    for (const it of [...left].sort((a, b) => a.lot.no - b.lot.no)) {
      upto += it.points;
      const part = Math.floor((points * upto) / total) - given;
      given += part;
      this.move(it.lot, part, ['spent', 'active']);
      it.points -= part;
    }
    this.letCome();
    return total - points;
  }

  /** What is missing in the end; undefined when more is taken back than was granted. */
  revoke(lot: SlowLot, points: number, policy: ShortfallPolicy): number | undefined {
    if (lot.revoked + points > lot.places.length) return undefined;
    lot.revoked += points;
    let left = points;
    for (const place of ['pending', 'active', 'expired'] as const)
      left -= this.move(lot, left, [place, 'revoked']);
    const others = this.take(lot.person, left, 'revoked', lot) ?? [];
    left -= others.reduce((sum, it) => sum + it.points, 0);
    const short =
      policy === 'negative' ? this.owed : policy === 'debt' ? this.debt : new Map<number, number>();
    short.set(lot.person, (short.get(lot.person) ?? 0) + left);
    return left;
  }

  repay(person: number, points: number): number | undefined {
    const persons = this.personsOf(person);
    const due = [this.debt, this.owed].flatMap((of) => persons.map((it) => ({ of, it })));
    const total = due.reduce((sum, { of, it }) => sum + (of.get(it) ?? 0), 0);
    if (points > total) return undefined;
    let left = points;
    for (const { of, it } of due) {
      const part = Math.min(left, of.get(it) ?? 0);
      of.set(it, (of.get(it) ?? 0) - part);
      left -= part;
    }
    return total - points;
  }
}

const order = (a: SlowLot, b: SlowLot): number => a.expiresAt - b.expiresAt || a.no - b.no;

export type { SlowLot, Taken };
