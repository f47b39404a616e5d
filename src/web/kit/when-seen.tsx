import { type ReactNode, useEffect, useRef, useState } from 'react';

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
  // Empty, and no grey lines: nothing is on its way yet, and nobody is to be told that it is.
  return <div ref={place} style={{ minHeight: '1lh' }} />;
}
