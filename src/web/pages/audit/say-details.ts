/** Details of an entry in one line, `role: marketer · rows: 12`; what has parts of its own as it was written. Pure. */
export const sayDetails = (details: Readonly<Record<string, unknown>>): string =>
  Object.entries(details)
    .map(([name, value]) => `${name}: ${say(value)}`)
    .join(' · ');

const isPlain = (value: unknown): boolean => value === null || typeof value !== 'object';

function say(value: unknown): string {
  if (isPlain(value)) return String(value);
  return Array.isArray(value) && value.every(isPlain) ? value.join(', ') : JSON.stringify(value);
}
