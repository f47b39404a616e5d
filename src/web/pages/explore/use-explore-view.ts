import { useEffect, useMemo, useState } from 'react';
import { useLocation, useNavigationType, useSearchParams } from 'react-router';
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

interface Laid {
  /** The view as it stands in an address. */
  readonly text: string;
  readonly chart: number | undefined;
}

const laidIn = (search: URLSearchParams): Laid => ({
  text: search.get('view') ?? '',
  chart: Number(search.get('chart')) || undefined,
});

/** Marks addresses written here: they follow the view, all others lead it. */
const own = 'explore';

/**
 * What is laid out, in the address bar too. The router takes its time to say what the address has become, and a click
 * made meanwhile must build on the one before: so the page goes by what it wrote itself, and by the address when
 * somebody else changed it (a link, the back button).
 */
function useLaid(): [Laid, (next: Laid) => void] {
  const [search, setSearch] = useSearchParams();
  const location = useLocation();
  const isOwn = useNavigationType() !== 'POP' && location.state === own;
  const [laid, setLaid] = useState(() => laidIn(search));
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each address, whatever else is drawn anew.
  useEffect(() => {
    if (!isOwn) setLaid(laidIn(search));
  }, [location.key]);
  const write = (next: Laid) => {
    setLaid(next);
    const { text, chart } = next;
    setSearch({ ...(text !== '' && { view: text }), ...(chart && { chart: String(chart) }) }, { state: own });
  };
  return [laid, write];
}

/** The view, and the steps that led to it: each is also a step of the browser's back button. */
export function useExploreView(): ExploreView {
  const [{ text, chart }, write] = useLaid();
  const [{ past, future }, setSteps] = useState({ past: [] as string[], future: [] as string[] });
  const view = useMemo(() => readAddress(text === '' ? null : text), [text]);
  const step = (to: string | undefined, steps: { past: string[]; future: string[] }) =>
    to === undefined
      ? undefined
      : () => {
          setSteps(steps);
          write({ text: to, chart });
        };
  return {
    ...{ view, chart },
    change(next, of = chart) {
      const told = writeAddress(next);
      if (told !== text) setSteps({ past: [...past, text].slice(-100), future: [] });
      write({ text: told, chart: of || undefined });
    },
    undo: step(past.at(-1), { past: past.slice(0, -1), future: [text, ...future] }),
    redo: step(future[0], { past: [...past, text], future: future.slice(1) }),
  };
}
