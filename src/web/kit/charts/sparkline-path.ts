/** The line of a sparkline in a box of 100 x 24; gaps where there is no value. Pure. */
export function sparklinePath(values: readonly (number | null)[]): string {
  const known = values.filter((it): it is number => it !== null);
  if (known.length === 0) return '';
  const low = Math.min(...known);
  const span = Math.max(...known) - low;
  const y = (value: number) => (span === 0 ? 12 : 23 - (22 * (value - low)) / span);
  const x = (n: number) => (values.length === 1 ? 50 : (100 * n) / (values.length - 1));
  let path = '';
  values.forEach((value, n) => {
    if (value === null) return;
    const isStart = n === 0 || values[n - 1] === null;
    path += `${isStart ? 'M' : 'L'}${round(x(n))} ${round(y(value))}`;
  });
  return path;
}

const round = (value: number): number => Math.round(value * 10) / 10;
