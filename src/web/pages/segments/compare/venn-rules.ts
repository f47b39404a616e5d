/** Where circles of two or three sets stand in a drawing of 400 by 320, and their names. Pure. */

interface Circle {
  readonly x: number;
  readonly y: number;
  readonly nameX: number;
  readonly nameY: number;
  readonly anchor: 'start' | 'end' | 'middle';
}

const two: readonly Circle[] = [
  { x: 145, y: 165, nameX: 60, nameY: 50, anchor: 'start' },
  { x: 255, y: 165, nameX: 340, nameY: 50, anchor: 'end' },
];
const three: readonly Circle[] = [
  { x: 145, y: 125, nameX: 10, nameY: 18, anchor: 'start' },
  { x: 255, y: 125, nameX: 390, nameY: 18, anchor: 'end' },
  { x: 200, y: 212, nameX: 310, nameY: 300, anchor: 'start' },
];

export const circlesOf = (count: number): readonly Circle[] => (count === 3 ? three : two).slice(0, count);

const centre = 0.3;

/** The middle of the circles a part lies in, away from those it does not. */
export function placeOfPart(count: number, inside: readonly number[]): { x: number; y: number } {
  const circles = circlesOf(count);
  const mean = (of: readonly Circle[], by: 'x' | 'y') =>
    of.reduce((sum, it) => sum + it[by], 0) / Math.max(1, of.length);
  const own = circles.filter((_, n) => inside.includes(n));
  const others = circles.filter((_, n) => !inside.includes(n));
  const away = (by: 'x' | 'y') =>
    others.length === 0 ? mean(own, by) : mean(own, by) + (mean(own, by) - mean(others, by)) * centre;
  return { x: Math.round(away('x')), y: Math.round(away('y')) + 5 };
}
