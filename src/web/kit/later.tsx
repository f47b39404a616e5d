import { useIsFetching } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { isCode } from './use-code.ts';

interface LaterProps {
  readonly children: ReactNode;
  /** What keeps its place until then. */
  readonly place?: ReactNode;
}

/** Longest wait, ms: something may be asked again and again. */
const MOST = 1500;

/** What stands below the first screen: asked for and drawn once what stands above it has its answers. */
export function Later({ children, place }: LaterProps) {
  const isBusy = useIsFetching({ predicate: (it) => !isCode(it) }) > 0;
  const [isNow, setNow] = useState(false);
  useEffect(() => {
    if (isNow) return;
    const asked = setTimeout(() => setNow(true), isBusy ? MOST : 0);
    return () => clearTimeout(asked);
  }, [isBusy, isNow]);
  return isNow ? children : place;
}
