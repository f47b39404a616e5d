/** A rectangle in shares of the whole: 0 to 1. */
export interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Rectangles of the given areas that fill a box, each as near to a square as their order allows: rows along the shorter
 * side, a row as long as one more makes it no worse (Bruls, Huizing and van Wijk, Squarified Treemaps, 2000). Values are
 * positive, the greatest first; `ratio` is width / height of the box. Pure.
 */
export function squarify(values: readonly number[], ratio: number): Place[] {
  const total = values.reduce((sum, it) => sum + it, 0);
  const places: Place[] = [];
  let [room, from]: [Place, number] = [{ x: 0, y: 0, width: ratio, height: 1 }, 0];
  while (from < values.length) {
    const areas = values.slice(from).map((it) => (it / total) * ratio);
    const count = bestCount(areas, Math.min(room.width, room.height));
    const laid = layRow(areas.slice(0, count), room);
    places.push(...laid.places);
    [room, from] = [laid.room, from + count];
  }
  return places.map(({ x, y, width, height }) => ({ x: x / ratio, y, width: width / ratio, height }));
}

/** How many make the row whose worst rectangle is best. */
function bestCount(areas: readonly number[], side: number): number {
  let count = 1;
  while (count < areas.length && worst(areas.slice(0, count + 1), side) <= worst(areas.slice(0, count), side))
    count += 1;
  return count;
}

/** The greatest ratio of sides in a row along a side. */
function worst(row: readonly number[], side: number): number {
  const thickness = row.reduce((sum, it) => sum + it, 0) / side;
  return Math.max(...row.map((area) => Math.max(thickness ** 2 / area, area / thickness ** 2)));
}

function layRow(row: readonly number[], room: Place): { places: Place[]; room: Place } {
  const sum = row.reduce((all, it) => all + it, 0);
  const isTall = room.width >= room.height;
  const thickness = sum / (isTall ? room.height : room.width);
  let at = isTall ? room.y : room.x;
  const places = row.map((area) => {
    const length = area / thickness;
    const place = isTall
      ? { x: room.x, y: at, width: thickness, height: length }
      : { x: at, y: room.y, width: length, height: thickness };
    at += length;
    return place;
  });
  const rest = isTall
    ? { ...room, x: room.x + thickness, width: room.width - thickness }
    : { ...room, y: room.y + thickness, height: room.height - thickness };
  return { places, room: rest };
}
