import { useMemo, useState } from 'react';
import { useSearchParams } from 'react-router';
import { readAddress, writeAddress } from './view-address.ts';
import type { View } from './view-rules.ts';

export interface ExploreView {
  readonly view: View;
  /** The saved chart this was opened as; undefined for none. */
  readonly chart: number | undefined;
  readonly change: (next: View, chart?: number | undefined) => void;
  readonly undo: (() => void) | undefined;
  readonly redo: (() => void) | undefined;
}

/** The view in the address bar, and the steps that led to it: each is also a step of the browser's back button. */
export function useExploreView(): ExploreView {
  const [search, setSearch] = useSearchParams();
  const [steps, setSteps] = useState({ past: [] as string[], future: [] as string[] });
  const text = search.get('view') ?? '';
  const chart = Number(search.get('chart')) || undefined;
  const view = useMemo(() => readAddress(text === '' ? null : text), [text]);
  const write = (next: string, of: number | undefined) =>
    setSearch({ ...(next !== '' && { view: next }), ...(of && { chart: String(of) }) });
  const { past, future } = steps;
  return {
    ...{ view, chart },
    change(next, of = chart) {
      const told = writeAddress(next);
      if (told !== text) setSteps({ past: [...past, text].slice(-100), future: [] });
      write(told, of);
    },
    undo:
      past.length === 0
        ? undefined
        : () => {
            setSteps({ past: past.slice(0, -1), future: [text, ...future] });
            write(past.at(-1)!, chart);
          },
    redo:
      future.length === 0
        ? undefined
        : () => {
            setSteps({ past: [...past, text], future: future.slice(1) });
            write(future[0]!, chart);
          },
  };
}
