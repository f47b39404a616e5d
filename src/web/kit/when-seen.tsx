import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Skeleton } from './state/skeleton.tsx';

/** How far below the window counts as seen already: whoever scrolls finds it there. */
const margin = '100px';

/** What is asked for and drawn once a reader comes near it: dear to the server, and few read that far. */
export function WhenSeen({ children }: { readonly children: ReactNode }) {
  const place = useRef<HTMLDivElement>(null);
  const [isSeen, setSeen] = useState(false);
  useEffect(() => {
    if (place.current === null) return;
    const watching = new IntersectionObserver(
      (entries) => entries.some((it) => it.isIntersecting) && setSeen(true),
      { rootMargin: margin },
    );
    watching.observe(place.current);
    return () => watching.disconnect();
  }, []);
  if (isSeen) return children;
  return (
    <div ref={place}>
      <Skeleton lines={1} />
    </div>
  );
}
