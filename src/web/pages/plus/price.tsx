import { Money } from '../../kit/figures.tsx';
import { usePlusWords } from './words.ts';

/** Money, points, or both: what was paid for plans of both kinds. */
export function Paid({ minor, points }: { readonly minor: number; readonly points: number }) {
  const t = usePlusWords();
  return (
    <>
      {(minor > 0 || points === 0) && <Money value={minor} />}
      {minor > 0 && points > 0 && ' + '}
      {points > 0 && <span className="figures">{t('points-of', { count: points })}</span>}
    </>
  );
}
