import { inverse, Matrix } from 'ml-matrix';

/** Value and gradient of a log-likelihood at some positive parameters. */
export interface Slope {
  readonly value: number;
  readonly gradient: readonly number[];
}

/** Of a large shop it gives way while it sums. */
export type LogLikelihood = (parameters: readonly number[]) => Slope | Promise<Slope>;

export interface Maximum {
  readonly parameters: readonly number[];
  readonly logLikelihood: number;
  /** Inverse of the observed information; null where the likelihood is flat there and nothing can be said. */
  readonly covariance: readonly (readonly number[])[] | null;
  /** False: the search ended before the gradient vanished. */
  readonly converged: boolean;
  /** The picture of the curvature at the end, to begin a search over more data of the same kind with. */
  readonly curvature: Matrix;
}

/** Where a search begins: with the curvature of an earlier one it needs a handful of steps. */
export type Start = Pick<Maximum, 'parameters'> & Partial<Pick<Maximum, 'curvature'>>;

const MOST_STEPS = 300;
/** Of the gradient of the mean log-likelihood of a customer by the logarithms of the parameters. */
const FLAT = 1e-7;
/** Where the digits of the sum end before that: with a million customers about here. */
const NEARLY_FLAT = 1e-5;
/** Less gain than that of the value is in the digits a sum loses: along a ridge, steps would go on without end. */
const NOTHING = 1e-13;
/**
 * A parameter exp(12) times as large or small as where the search began is 0 or infinite to any data: of customers all alike. Farther away
 * differences of logarithms of gamma functions are noise, and what is expected of somebody comes out below 0.
 */
const FAR = 12;

/**
 * The positive parameters at which the log-likelihood of `customers` customers is greatest: quasi-Newton steps (BFGS; Nocedal
 * and Wright, Numerical Optimization, 2nd ed., algorithm 6.1, with backtracking) over the logarithms of the parameters.
 */
export async function maximise(likelihood: LogLikelihood, start: Start, customers: number): Promise<Maximum> {
  const loss = async (at: readonly number[]): Promise<Slope> => {
    const parameters = at.map(Math.exp);
    const { value, gradient } = await likelihood(parameters);
    return {
      value: -value / customers,
      gradient: gradient.map((it, n) => (-it * parameters[n]!) / customers),
    };
  };
  const { at, here, converged, inverseHessian } = await descend(loss, start);
  const parameters = at.map(Math.exp);
  const covariance = await covarianceAt(likelihood, parameters);
  return {
    ...{ parameters, covariance, converged },
    ...{ logLikelihood: -here.value * customers, curvature: inverseHessian },
  };
}

type Loss = (at: readonly number[]) => Promise<Slope>;

async function descend(loss: Loss, start: Start) {
  const origin = start.parameters.map(Math.log);
  let at = origin;
  let here = await loss(at);
  let inverseHessian = start.curvature ?? Matrix.eye(at.length);
  for (let step = 0; step < MOST_STEPS; step += 1) {
    if (steepest(here) < FLAT) return { at, here, inverseHessian, converged: true };
    if (isFar(at, origin)) return { at, here, inverseHessian, converged: false };
    const direction = directionOf(inverseHessian, here.gradient);
    const taken = await stepFrom({ loss, origin, at, here, direction });
    if (taken === undefined) {
      // No way down along this direction: forget the curvature once, and give up when the gradient itself leads nowhere.
      if (isIdentity(inverseHessian))
        return { at, here, inverseHessian, converged: steepest(here) < NEARLY_FLAT };
      inverseHessian = Matrix.eye(at.length);
      continue;
    }
    if (
      here.value - taken.slope.value < NOTHING * Math.abs(here.value) &&
      steepest(taken.slope) < NEARLY_FLAT
    )
      return { at: taken.at, here: taken.slope, inverseHessian, converged: true };
    const [step, change] = [difference(taken.at, at), difference(taken.slope.gradient, here.gradient)];
    inverseHessian = updated(inverseHessian, step, change);
    at = taken.at;
    here = taken.slope;
  }
  return { at, here, inverseHessian, converged: false };
}

const steepest = ({ gradient }: Slope): number => Math.max(...gradient.map(Math.abs));

/** Along the ridge there the search would go on without end. */
const isFar = (at: readonly number[], origin: readonly number[]): boolean =>
  at.some((it, n) => Math.abs(it - origin[n]!) > FAR - 1e-9);

const isIdentity = (matrix: Matrix): boolean =>
  matrix.to2DArray().every((row, i) => row.every((it, j) => it === (i === j ? 1 : 0)));

const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, it, n) => sum + it * b[n]!, 0);

const difference = (a: readonly number[], b: readonly number[]): number[] => a.map((it, n) => it - b[n]!);

function directionOf(inverseHessian: Matrix, gradient: readonly number[]): number[] {
  const direction = inverseHessian
    .mmul(Matrix.columnVector([...gradient]))
    .to1DArray()
    .map((it) => -it);
  return dot(direction, gradient) < 0 ? direction : gradient.map((it) => -it);
}

interface Standing {
  readonly loss: Loss;
  /** Where the search began. */
  readonly origin: readonly number[];
  readonly at: readonly number[];
  readonly here: Slope;
  readonly direction: readonly number[];
}

/** The first halving of the step that brings a fair part of what the slope promises (Armijo); undefined when none does. */
async function stepFrom({ loss, origin, at, here, direction }: Standing) {
  const longest = Math.max(...direction.map(Math.abs));
  for (let length = Math.min(1, 2 / longest); length > 1e-12; length /= 2) {
    const there = at.map((it, n) => within(it + length * direction[n]!, origin[n]!));
    const slope = await loss(there);
    const promised = dot(difference(there, at), here.gradient);
    if (slope.value <= here.value + 1e-4 * promised) return { at: there, slope };
  }
  return undefined;
}

const within = (it: number, origin: number): number => Math.min(origin + FAR, Math.max(origin - FAR, it));

/** The BFGS update; without curvature (s'y <= 0) the old picture stands. */
function updated(inverseHessian: Matrix, step: readonly number[], change: readonly number[]): Matrix {
  const curvature = dot(step, change);
  if (curvature <= 1e-14) return inverseHessian;
  const [s, y] = [Matrix.columnVector([...step]), Matrix.columnVector([...change])];
  const left = Matrix.sub(Matrix.eye(step.length), Matrix.div(s.mmul(y.transpose()), curvature));
  return left
    .mmul(inverseHessian)
    .mmul(left.transpose())
    .add(Matrix.div(s.mmul(s.transpose()), curvature));
}

/** Differences of the exact gradient, in the parameters themselves. */
async function covarianceAt(
  likelihood: LogLikelihood,
  parameters: readonly number[],
): Promise<number[][] | null> {
  const rows: number[][] = [];
  for (const [n, it] of parameters.entries()) {
    const reach = it * 1e-4;
    const at = async (by: number) => (await likelihood(parameters.with(n, it + by))).gradient;
    const [up, down] = [await at(reach), await at(-reach)];
    rows.push(up.map((gradient, m) => -(gradient - down[m]!) / (2 * reach)));
  }
  const information = new Matrix(rows.map((row, i) => row.map((it, j) => (it + rows[j]![i]!) / 2)));
  try {
    const covariance = inverse(information).to2DArray();
    return covariance.every((row, n) => row[n]! > 0) ? covariance : null;
  } catch {
    return null;
  }
}
