/** A point of a picture in its own pixels, y downwards. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

const directions: Readonly<Record<string, Point>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

/** What lies aside counts double: an arrow goes ahead rather than across. */
const ASIDE = 2;

/**
 * The number of the point a key leads to: an arrow to the nearest that way (staying where there is none), Home and End to
 * the first and the last; from nowhere to the first. Undefined for any other key. Pure.
 */
export function nextPoint(
  points: readonly Point[],
  from: number | undefined,
  key: string,
): number | undefined {
  if (points.length === 0) return undefined;
  if (key === 'Home') return 0;
  if (key === 'End') return points.length - 1;
  const way = directions[key];
  const here = from === undefined ? undefined : points[from];
  if (way === undefined) return undefined;
  return here === undefined ? 0 : (nearest(points, here, way) ?? from);
}

function nearest(points: readonly Point[], here: Point, way: Point): number | undefined {
  let found: { at: number; far: number } | undefined;
  for (const [at, { x, y }] of points.entries()) {
    const ahead = (x - here.x) * way.x + (y - here.y) * way.y;
    const aside = Math.abs((x - here.x) * way.y) + Math.abs((y - here.y) * way.x);
    const far = ahead + ASIDE * aside;
    if (ahead > 0.5 && (found === undefined || far < found.far)) found = { at, far };
  }
  return found?.at;
}
