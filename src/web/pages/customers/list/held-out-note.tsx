import { findScoreKind } from '../../../../contract/score-kinds.ts';
import { useCustomerWords } from '../words.ts';
import type { FilterState } from './use-filter.ts';

type Filter = FilterState['filter'];

/** Models whose scores choose people for acts that are measured. */
const measured: readonly (string | undefined)[] = ['churn', 'next-purchase'];

/** Where what is done may leave out the universal holdout: people chosen by a score whose acts are measured, or by a segment that may be. */
export function HeldOutNote({ filter }: { readonly filter: Filter }) {
  const t = useCustomerWords();
  if (filter.segment === undefined && !choosesByScore(filter)) return null;
  return <p className="muted">{t(filter.segment === undefined ? 'held-out-score' : 'held-out-segment')}</p>;
}

function choosesByScore({ score }: Filter): boolean {
  const codes = String(score ?? '')
    .split(',')
    .map((range) => range.split(':')[0]!);
  return codes.some((code) => measured.includes(findScoreKind(code)?.model));
}
