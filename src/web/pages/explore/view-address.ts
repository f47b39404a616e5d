import { emptyView, type View } from './view-rules.ts';

/** A view as it stands in an address, so that it can be shared: what is as in an empty view stands nowhere. */
export function writeAddress(view: View): string {
  const { question, ...look } = view;
  const told = { ...differing(look, emptyView), ...differing(question, emptyView.question) };
  return Object.keys(told).length === 0 ? '' : JSON.stringify(told);
}

function differing(it: object, base: object): object {
  const entries = Object.entries(it).filter(
    ([key, value]) => JSON.stringify(value) !== JSON.stringify((base as Record<string, unknown>)[key]),
  );
  return Object.fromEntries(entries);
}

/** The view of an address; of what is no view the parts that are. The server says what is wrong with their words. */
export function readAddress(text: string | null): View {
  const told = parsed(text);
  const { question, ...look } = emptyView;
  return { ...sound(told, look), question: sound(told, question) };
}

function parsed(text: string | null): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text ?? '{}');
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/** The base with those of its keys that are told with a value of the same sort. */
function sound<T extends object>(told: Readonly<Record<string, unknown>>, base: T): T {
  const entries = Object.entries(base).map(([key, value]) => [
    key,
    isAlike(told[key], value) ? told[key] : value,
  ]);
  return Object.fromEntries(entries) as T;
}

function isAlike(told: unknown, base: unknown): boolean {
  if (Array.isArray(base)) return Array.isArray(told);
  // The order of rows: nothing, or {by, down}.
  if (base === null) return typeof told === 'object' && told !== null && 'by' in told && 'down' in told;
  return typeof told === typeof base;
}
