import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { Link } from 'react-router';
import styles from './chart.module.css';
import type { ChartTable } from './chart-data.ts';
import { ChartFigures } from './chart-figures.tsx';
import { linesThatFit } from './lines-that-fit.ts';
import { nextPoint } from './next-point.ts';
import { type Place, squarify } from './squarify.ts';

/** A rectangle of a treemap: its area is `value`. */
export interface TreemapCell {
  readonly name: string;
  readonly value: number;
  /** Below the name, where there is room. */
  readonly detail: string;
  /** Everything about it, in the tooltip. */
  readonly title: string;
  readonly href: string;
  readonly color: string;
  readonly ink: string;
}

interface TreemapProps {
  readonly label: string;
  /** Greatest first. */
  readonly cells: readonly TreemapCell[];
  readonly table: ChartTable;
  readonly height: number;
}

/** Areas as links: read by screen readers, gone through by Tab and arrow keys, opened by Enter. */
export function Treemap({ label, cells, table, height }: TreemapProps) {
  const [list, width] = useWidth();
  const values = cells.map((it) => it.value);
  const places = width === 0 ? [] : squarify(values, width / height);
  const onKeyDown = (event: KeyboardEvent<HTMLUListElement>) => {
    const links = [...event.currentTarget.querySelectorAll('a')];
    const middles = places.map((it) => ({
      x: (it.x + it.width / 2) * width,
      y: (it.y + it.height / 2) * height,
    }));
    const next = nextPoint(middles, links.indexOf(document.activeElement as HTMLAnchorElement), event.key);
    if (next === undefined) return;
    event.preventDefault();
    links[next]?.focus();
  };
  return (
    <figure className={styles.chart}>
      <ul ref={list} className={styles.treemap} style={{ height }} aria-label={label} onKeyDown={onKeyDown}>
        {places.map((place, n) => (
          <Cell key={cells[n]!.href} cell={cells[n]!} place={place} size={{ width, height }} />
        ))}
      </ul>
      <ChartFigures label={label} table={table} />
    </figure>
  );
}

interface CellProps {
  readonly cell: TreemapCell;
  readonly place: Place;
  /** Of the whole, in pixels. */
  readonly size: { readonly width: number; readonly height: number };
}

function Cell({ cell, place, size }: CellProps) {
  const { x, y, width, height } = place;
  const percent = (share: number) => `${100 * share}%`;
  const at = { left: percent(x), top: percent(y), width: percent(width), height: percent(height) };
  const lines = [cell.name, cell.detail];
  const shown = linesThatFit(lines, { width: width * size.width, height: height * size.height });
  return (
    <li style={at}>
      <Link to={cell.href} title={cell.title} style={{ background: cell.color, color: cell.ink }}>
        {lines.map((it) => (
          <span key={it} {...(!shown.includes(it) && { className: 'unseen' })}>
            {it}{' '}
          </span>
        ))}
      </Link>
    </li>
  );
}

/** Width of an element, as it changes; 0 until it is known. */
function useWidth() {
  const place = useRef<HTMLUListElement>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const seen = new ResizeObserver(([it]) => setWidth(it?.contentRect.width ?? 0));
    if (place.current) seen.observe(place.current);
    return () => seen.disconnect();
  }, []);
  return [place, width] as const;
}
