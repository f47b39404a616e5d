/** What customers of one side and one band bought: sums over them, and of their squares. */
export interface Cell {
  readonly isHeld: boolean;
  readonly band: number;
  readonly customers: number;
  readonly sum: number;
  readonly squares: number;
}

export interface Compared {
  readonly actedOn: number;
  readonly heldOut: number;
  /** Averages a customer; those held out weighted by bands as those acted on are. */
  readonly meanActedOn: number;
  readonly meanHeldOut: number;
  readonly difference: { readonly value: number; readonly low: number; readonly high: number };
}

/** Of the normal distribution: 95% lie within. */
const Z = 1.959963985;
/** With fewer on a side the interval is a rough one. */
const FEW = 100;

/**
 * The difference between those acted on and those held out within bands of the score, averaged as those acted on lie in them
 * (post-stratification; Imbens and Rubin, Causal Inference, ch. 9). Its variance is the sum of those of the averages. Bands with
 * fewer than two customers on a side say nothing and are left out. Undefined: no band can be compared.
 */
export function compareArms(cells: readonly Cell[]): Compared | undefined {
  const pairs = pairsOf(cells);
  const actedOn = pairs.reduce((sum, { acted }) => sum + acted.customers, 0);
  if (actedOn === 0) return undefined;
  const weighted = (of: (pair: Pair) => number, power = 1) =>
    pairs.reduce((sum, it) => sum + (it.acted.customers / actedOn) ** power * of(it), 0);
  const [meanActedOn, meanHeldOut] = [
    weighted(({ acted }) => meanOf(acted)),
    weighted(({ held }) => meanOf(held)),
  ];
  const error = Math.sqrt(weighted(({ acted, held }) => errorOf(acted) + errorOf(held), 2));
  const value = meanActedOn - meanHeldOut;
  return {
    ...{
      actedOn,
      heldOut: pairs.reduce((sum, { held }) => sum + held.customers, 0),
      meanActedOn,
      meanHeldOut,
    },
    difference: { value, low: value - Z * error, high: value + Z * error },
  };
}

/** Whether few were compared; null where nobody was. */
export const confidenceOf = (it: Compared | undefined): 'low' | 'usual' | null =>
  it === undefined ? null : Math.min(it.actedOn, it.heldOut) < FEW ? 'low' : 'usual';

interface Pair {
  readonly acted: Cell;
  readonly held: Cell;
}

function pairsOf(cells: readonly Cell[]): Pair[] {
  const held = new Map(cells.filter((it) => it.isHeld).map((it) => [it.band, it]));
  return cells
    .filter((it) => !it.isHeld)
    .flatMap((acted) => {
      const other = held.get(acted.band);
      return other === undefined || Math.min(acted.customers, other.customers) < 2
        ? []
        : [{ acted, held: other }];
    });
}

const meanOf = ({ sum, customers }: Cell): number => sum / customers;

/** Variance of the average. */
const errorOf = ({ sum, squares, customers: n }: Cell): number =>
  Math.max(0, squares - (sum * sum) / n) / (n - 1) / n;
