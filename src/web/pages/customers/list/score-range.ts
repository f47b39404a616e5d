/** A range of one score, or what it names, as the address has it: `alive:..0.3`, `interest-category=家居`. */
export interface OneRange {
  readonly code: string;
  readonly from: number | null;
  readonly to: number | null;
  readonly is: string | null;
}

/** The first of the ranges of a text; of nothing, nothing. */
export function rangeOf(text: string): OneRange {
  const [first = ''] = text.split(',');
  const at = first.search(/[:=]/);
  const [code, rest] = at < 0 ? [first, ''] : [first.slice(0, at), first.slice(at + 1)];
  if (first[at] === '=') return { code, from: null, to: null, is: rest };
  const [from = '', to = ''] = rest.split('..');
  return { code, from: from === '' ? null : Number(from), to: to === '' ? null : Number(to), is: null };
}

/** Empty where it filters nothing. */
export function rangeText({ code, from, to, is }: OneRange): string {
  if (code !== '' && is !== null && is !== '') return `${code}=${is}`;
  return code === '' || (from === null && to === null) ? '' : `${code}:${from ?? ''}..${to ?? ''}`;
}
