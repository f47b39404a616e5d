/** Points that never expire, as plain objects: enough of the ledger to pay with and to be given back. */

interface Lot {
  readonly person: number;
  points: number;
}

export interface Taken {
  readonly lot: Lot;
  points: number;
}

export class PlainPoints {
  /** The customer of each person. */
  readonly customerOf = new Map<number, number>();
  /** In the order in which they were earned. */
  private readonly lots: Lot[] = [];

  personsOf(person: number): number[] {
    const customer = this.customerOf.get(person);
    return [...this.customerOf].filter(([, of]) => of === customer).map(([it]) => it);
  }

  earn(person: number, points: number): void {
    this.lots.push({ person, points });
  }

  /** Of one person alone. */
  held(person: number): number {
    return this.lots.reduce((sum, lot) => sum + (lot.person === person ? lot.points : 0), 0);
  }

  available(person: number): number {
    return this.personsOf(person).reduce((sum, it) => sum + this.held(it), 0);
  }

  /** From the oldest lots of all the customer's persons; undefined where there are not so many. */
  take(person: number, points: number): Taken[] | undefined {
    if (this.available(person) < points) return undefined;
    const persons = this.personsOf(person);
    let left = points;
    return this.lots.flatMap((lot) => {
      const part = persons.includes(lot.person) ? Math.min(left, lot.points) : 0;
      lot.points -= part;
      left -= part;
      return part === 0 ? [] : [{ lot, points: part }];
    });
  }

  /** Shares them over what each lot lacks, by running totals rounded down. */
  giveBack(taken: readonly Taken[], points: number): void {
    const total = taken.reduce((sum, it) => sum + it.points, 0);
    let [upTo, given] = [0, 0];
    for (const it of taken) {
      upTo += it.points;
      const part = Math.floor((points * upTo) / total) - given;
      given += part;
      it.lot.points += part;
      it.points -= part;
    }
  }
}
