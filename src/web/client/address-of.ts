type Values = Readonly<Record<string, string | number | undefined>>;

/** An address of the API as the client writes it, value for value: what is asked early is found again by it. */
export function addressOf(template: string, path: Values, query: Values = {}): string {
  const filled = template.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(String(path[name])),
  );
  const said = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${encodeURIComponent(value)}`],
  );
  return said.length === 0 ? filled : `${filled}?${said.join('&')}`;
}
