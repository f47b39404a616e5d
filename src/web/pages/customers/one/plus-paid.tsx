import { Money } from '../../../kit/figures.tsx';
import { useCustomerWords } from '../words.ts';

/** Money, points, or both. */
export function PlusPaid({ minor, points }: { readonly minor: number; readonly points: number }) {
  const t = useCustomerWords();
  return (
    <>
      {(minor > 0 || points === 0) && <Money value={minor} />}
      {minor > 0 && points > 0 && ' + '}
      {points > 0 && t('plus-points', { count: points })}
    </>
  );
}
