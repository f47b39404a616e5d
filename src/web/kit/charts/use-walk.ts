import { type KeyboardEvent, useState } from 'react';
import { useKitWords } from '../words.ts';
import type { ChartRow } from './chart-data.ts';
import type { EChartsOption, Instance } from './echarts.ts';
import { nextPoint, type Point } from './next-point.ts';

interface Walk {
  readonly chart: Instance | undefined;
  readonly label: string;
  readonly option: EChartsOption;
  /** Of the items of the first series, in its order; undefined where a picture is not gone through. */
  readonly rows: readonly ChartRow[] | undefined;
  readonly onGo: (href: string) => void;
}

/** A picture gone through by keyboard: arrows move between its items, each is said and shown, Enter opens its people. */
export function useWalk({ chart, label, option, rows, onGo }: Walk) {
  const t = useKitWords();
  const [at, setAt] = useState<number>();
  if (rows === undefined) return { props: {}, said: '' };
  const show = (next: number) => {
    setAt(next);
    chart?.dispatchAction({ type: 'downplay', seriesIndex: 0 });
    chart?.dispatchAction({ type: 'highlight', seriesIndex: 0, dataIndex: next });
    chart?.dispatchAction({ type: 'showTip', seriesIndex: 0, dataIndex: next });
  };
  const leave = () => {
    setAt(undefined);
    chart?.dispatchAction({ type: 'downplay', seriesIndex: 0 });
    chart?.dispatchAction({ type: 'hideTip' });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const href = at === undefined ? undefined : rows[at]?.href;
    if (event.key === 'Enter' && href !== undefined) return onGo(href);
    const next = chart && nextPoint(pointsOf(chart, option), at, event.key);
    if (next === undefined) return;
    event.preventDefault();
    show(next);
  };
  const name = `${label}. ${t('chart-walk')}`;
  return {
    props: { tabIndex: 0, role: 'group', 'aria-label': name, onKeyDown, onBlur: leave },
    said: at === undefined ? '' : (rows[at]?.cells.join(', ') ?? ''),
  };
}

/** Where the items of the first series stand, in pixels. */
function pointsOf(chart: Instance, { series }: EChartsOption): Point[] {
  const data = (Array.isArray(series) ? series[0] : series)?.data as readonly { value: number | number[] }[];
  return data.map(({ value }, n) => {
    const [x = 0, y = 0] = chart.convertToPixel(
      { seriesIndex: 0 },
      Array.isArray(value) ? value.slice(0, 2) : [n, value ?? 0],
    );
    return { x, y };
  });
}
