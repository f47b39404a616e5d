import type { GraphEdge, GraphPerson, JoinOutcome } from './customer-graph.ts';

/**
 * The rules of joining once more, slow and obvious, for tests to hold the real ones to: everything is worked out anew
 * from the list of edges at every question.
 */
export class SlowGraph {
  readonly persons: GraphPerson[] = [];
  readonly quarantined = new Set<number>();
  joins: GraphEdge[] = [];
  nevers: { a: number; b: number }[] = [];
  readonly most: number;

  constructor(most: number) {
    this.most = most;
  }

  /** Everybody who can be reached from `person` over joins, `without` somebody. */
  component(person: number, without?: number): Set<number> {
    const reached = new Set([person]);
    for (let size = 0; size !== reached.size; ) {
      size = reached.size;
      for (const { a, b } of this.joins) {
        if (a === without || b === without) continue;
        if (reached.has(a)) reached.add(b);
        if (reached.has(b)) reached.add(a);
      }
    }
    return reached;
  }

  customerOf(person: number): number {
    return Math.min(...this.component(person));
  }

  hasAccount(component: Set<number>): boolean {
    return this.persons.some((it) => component.has(it.personId) && it.strength === 'account');
  }

  isDevice(person: number): boolean {
    return this.persons.find((it) => it.personId === person)?.strength === 'device';
  }

  joinedBy(person: number): number {
    const neighbours = this.joins
      .filter((it) => !it.manual && (it.a === person || it.b === person))
      .map((it) => (it.a === person ? it.b : it.a));
    const parts = new Set(
      neighbours
        .map((it) => this.component(it, person))
        .filter((it) => this.hasAccount(it))
        .map((it) => Math.min(...it)),
    );
    return parts.size;
  }

  join(a: number, b: number): JoinOutcome {
    if (this.quarantined.has(a) || this.quarantined.has(b)) return 'quarantined';
    const [one, two] = [this.component(a), this.component(b)];
    const apart = !one.has(b);
    const kept = this.nevers.some(
      (it) => (one.has(it.a) && two.has(it.b)) || (one.has(it.b) && two.has(it.a)),
    );
    if (apart && kept) return 'never';
    const device = this.isDevice(a) || this.isDevice(b);
    if (apart && device && this.hasAccount(one) && this.hasAccount(two)) return 'shared-device';
    this.joins.push({ a, b, manual: false });
    const [byA, byB] = [this.joinedBy(a), this.joinedBy(b)];
    if (Math.max(byA, byB) > this.most) {
      this.quarantine(byA >= byB ? a : b);
      return 'quarantine';
    }
    return apart ? 'joined' : 'evidence';
  }

  quarantine(person: number): void {
    this.quarantined.add(person);
    this.joins = this.joins.filter((it) => it.manual || (it.a !== person && it.b !== person));
  }
}
