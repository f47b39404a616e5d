import { useEffect, useState } from 'react';
import { useFormat } from '../../../kit/format/use-format.ts';
import { Progress } from '../../../kit/progress.tsx';
import { Skeleton } from '../../../kit/state/skeleton.tsx';
import { useOverviewWords } from '../words.ts';

/** A count of a shop of few is over before this; of a large one the first takes seconds a million customers. */
const SOON = 2;

/** While who the customers are is counted for the first time, or anew after an erasure: how many, and since when. */
export function Counting({ customers }: { readonly customers: number | null }) {
  const t = useOverviewWords();
  const { number } = useFormat();
  const seconds = useSeconds();
  if (seconds < SOON) return <Skeleton lines={8} />;
  return (
    <div className="card">
      <Progress
        label={t('counting', { customers: number(customers) })}
        said={t('counting-since', { count: seconds })}
        done={0}
        of={null}
      />
    </div>
  );
}

/** Whole seconds since this was first shown. */
function useSeconds(): number {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const ticking = setInterval(() => setSeconds((it) => it + 1), 1000);
    return () => clearInterval(ticking);
  }, []);
  return seconds;
}
