import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';
import { useKitWords } from '../words.ts';
import styles from './table.module.css';
import { LEAST_WIDTH, MOST_WIDTH, WIDTH_STEP } from './widths.ts';

interface ResizerProps {
  /** Of the column. */
  readonly title: string;
  readonly width: number | undefined;
  /** Undefined: as wide as what stands in it. */
  readonly onWidth: (width: number | undefined) => void;
}

const widthOf = (edge: HTMLElement): number => edge.closest('th')!.getBoundingClientRect().width;

/** The right edge of a heading: dragged, or moved by arrow keys; a double click, or Delete, gives the column its own width. */
export function Resizer({ title, width, onWidth }: ResizerProps) {
  const t = useKitWords();
  const from = useRef<{ x: number; width: number }>(undefined);
  const [drawn, setDrawn] = useState<number>();
  const begin = (event: PointerEvent<HTMLElement>) => {
    event.preventDefault();
    event.currentTarget.setPointerCapture(event.pointerId);
    from.current = { x: event.clientX, width: widthOf(event.currentTarget) };
  };
  const draw = (event: PointerEvent) => from.current && setDrawn(event.clientX - from.current.x);
  const end = (event: PointerEvent) => {
    const begun = from.current;
    from.current = undefined;
    setDrawn(undefined);
    if (begun && event.clientX !== begun.x) onWidth(begun.width + event.clientX - begun.x);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const by = { ArrowLeft: -WIDTH_STEP, ArrowRight: WIDTH_STEP }[event.key];
    if (by !== undefined) onWidth(widthOf(event.currentTarget) + by);
    else if (event.key === 'Delete') onWidth(undefined);
    else return;
    event.preventDefault();
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: an hr cannot be moved
    <span
      className={styles.edge}
      role="separator"
      aria-orientation="vertical"
      aria-label={t('column-width', { title })}
      aria-valuenow={width ?? LEAST_WIDTH}
      aria-valuemin={LEAST_WIDTH}
      aria-valuemax={MOST_WIDTH}
      tabIndex={0}
      {...(drawn !== undefined && { style: { transform: `translateX(${drawn}px)` }, 'data-drawn': true })}
      {...{ onKeyDown, onPointerDown: begin, onPointerMove: draw, onPointerUp: end }}
      onDoubleClick={() => onWidth(undefined)}
    />
  );
}
