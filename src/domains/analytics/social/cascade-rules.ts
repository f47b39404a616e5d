import { eachInTurn } from '../../../platform/give-way.ts';
/** Who brought whom, and what came of it. Pure. */

/** One who came by a tie. */
export interface Brought {
  readonly customer: number;
  /** Whose tie they came by first. */
  readonly bringer: number;
  /** Had bought nothing before: only then the bringer has brought them to the shop. */
  readonly isNew: boolean;
  /** Bought for the first time within the window. */
  readonly isWon: boolean;
  /** Paid less refunds by the day, minor units. */
  readonly worth: number;
}

export interface Influence {
  /** Everybody brought, and brought by those who were brought, and so on. */
  reach: number;
  /** Brought by themselves, who bought within the window. */
  conversions: number;
  /** Of everybody reached, minor units. */
  value: number;
}

/**
 * Influence of everybody whose tie somebody came by. A customer is brought by one, so that nobody counts twice: who
 * brought whom is a forest. Where ties run in a circle (each says to have come by the other's), the smallest number of the
 * circle is taken to have been there first.
 */
export async function influenceOf(all: readonly Brought[]): Promise<Map<number, Influence>> {
  const found = new Map<number, Influence>(
    all.map((it) => [it.bringer, { reach: 0, conversions: 0, value: 0 }]),
  );
  const brought = await withoutCircles(new Map(all.filter((it) => it.isNew).map((it) => [it.customer, it])));
  await eachInTurn(brought.values(), (it) => {
    if (it.isWon) found.get(it.bringer)!.conversions += 1;
  });
  await eachInTurn(fromTheLeaves(brought), (it) => {
    const [own, above] = [found.get(it.customer), found.get(it.bringer)!];
    above.reach += 1 + (own?.reach ?? 0);
    above.value += it.worth + (own?.value ?? 0);
  });
  return found;
}

type Forest = Map<number, Brought>;

async function withoutCircles(brought: Forest): Promise<Forest> {
  const seenBy = new Map<number, number>();
  const roots = new Set<number>();
  await eachInTurn(brought.keys(), (start) => {
    let at = start;
    while (brought.has(at) && !seenBy.has(at)) {
      seenBy.set(at, start);
      at = brought.get(at)!.bringer;
    }
    // Met on this very walk: the walk went round.
    if (brought.has(at) && seenBy.get(at) === start && !roots.has(at))
      roots.add(smallestOfCircle(brought, at));
  });
  return new Map([...brought].filter(([customer]) => !roots.has(customer)));
}

function smallestOfCircle(brought: Forest, from: number): number {
  let least = from;
  for (let at = brought.get(from)!.bringer; at !== from; at = brought.get(at)!.bringer)
    least = Math.min(least, at);
  return least;
}

/** Everybody after all they brought: each is met when nobody below them is left. */
function* fromTheLeaves(brought: Forest): Generator<Brought> {
  const open = new Map<number, number>();
  for (const { bringer } of brought.values()) open.set(bringer, (open.get(bringer) ?? 0) + 1);
  const ready = [...brought.values()].filter(({ customer }) => !open.has(customer));
  for (let it = ready.pop(); it !== undefined; it = ready.pop()) {
    yield it;
    const left = open.get(it.bringer)! - 1;
    open.set(it.bringer, left);
    const above = brought.get(it.bringer);
    if (left === 0 && above !== undefined) ready.push(above);
  }
}
