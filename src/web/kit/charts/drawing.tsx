import { useEffect, useRef, useState } from 'react';
import { useTokens } from '../theme/theme.tsx';
import styles from './chart.module.css';
import type { ChartRow, Clickable } from './chart-data.ts';
import { chartTheme } from './chart-theme.ts';
import { type EChartsOption, type Instance, init } from './echarts.ts';
import { useWalk } from './use-walk.ts';

interface DrawingProps {
  readonly label: string;
  readonly option: EChartsOption;
  readonly height: number;
  readonly onGo: (href: string) => void;
  /** What its items say and where they lead, for those who go through them by keyboard. */
  readonly walk: readonly ChartRow[] | undefined;
}

/** A click on an item that has an address goes there. */
function followClicks(chart: Instance, go: (href: string) => void): void {
  chart.on('click', ({ data }) => {
    const href = (data as Clickable | undefined)?.href;
    if (href !== undefined) go(href);
  });
}

/** Draws what was prepared, in the theme and size of its place; decides nothing. */
export default function Drawing({ label, option, height, onGo, walk }: DrawingProps) {
  const place = useRef<HTMLDivElement>(null);
  const [chart, setChart] = useState<Instance>();
  const go = useRef(onGo);
  go.current = onGo;
  const tokens = useTokens();
  const walking = useWalk({ chart, label, option, rows: walk, onGo });
  useEffect(() => {
    const made = init(place.current!, chartTheme(tokens));
    followClicks(made, (href) => go.current(href));
    const resizing = new ResizeObserver(() => made.resize());
    resizing.observe(place.current!);
    setChart(made);
    return () => {
      resizing.disconnect();
      made.dispose();
    };
  }, [tokens]);
  useEffect(() => {
    if (chart && !chart.isDisposed()) chart.setOption({ animation: false, ...option }, true);
  }, [chart, option]);
  return (
    <>
      <div ref={place} style={{ height }} className={styles.place} {...walking.props} />
      {walk && (
        <span className="unseen" role="status">
          {walking.said}
        </span>
      )}
    </>
  );
}
