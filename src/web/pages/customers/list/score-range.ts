/** A range of one score, as the address has it: `alive:..0.3`. */
export interface OneRange {
  readonly code: string;
  readonly from: number | null;
  readonly to: number | null;
}

/** The first of the ranges of a text; of nothing, nothing. */
export function rangeOf(text: string): OneRange {
  const [code = '', ends = ''] = (text.split(',')[0] ?? '').split(':');
  const [from = '', to = ''] = ends.split('..');
  return { code, from: from === '' ? null : Number(from), to: to === '' ? null : Number(to) };
}

/** Empty where it filters nothing. */
export const rangeText = ({ code, from, to }: OneRange): string =>
  code === '' || (from === null && to === null) ? '' : `${code}:${from ?? ''}..${to ?? ''}`;
