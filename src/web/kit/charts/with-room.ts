interface Marked {
  /** Place on the axis. */
  readonly index: number;
  readonly label: string;
}

/** Takes the names of marks that stand nearer than `least` places to one that has its own already; the first keep theirs. Pure. */
export function withRoom<Mark extends Marked>(marks: readonly Mark[], least: number): Mark[] {
  const named: number[] = [];
  return marks.map((it) => {
    if (named.some((index) => Math.abs(it.index - index) < least)) return { ...it, label: '' };
    named.push(it.index);
    return it;
  });
}
