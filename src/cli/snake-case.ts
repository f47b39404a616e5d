/** A document with its field names in snake_case, as every --json answer has them; values stay as they are. */
export function snakeCase(document: unknown): unknown {
  if (Array.isArray(document)) return document.map(snakeCase);
  if (typeof document !== 'object' || document === null) return document;
  return Object.fromEntries(Object.entries(document).map(([name, value]) => [snake(name), snakeCase(value)]));
}

const snake = (name: string): string =>
  name.replace(/([a-z0-9])([A-Z])/g, (_, a, b) => `${a}_${b.toLowerCase()}`);
