/** Where to go after signing in: only ever an address of this console, whatever the link said. */
export function backTo(asked: string | null): string {
  if (asked === null || !asked.startsWith('/') || !URL.canParse(asked, base)) return '/';
  const { host, pathname, search } = new URL(asked, base);
  // `//evil.example`, `/\\evil.example` and `/.//evil.example` are other hosts to a browser.
  if (`http://${host}` !== base || pathname.startsWith('//') || pathname === '/sign-in') return '/';
  return pathname + search;
}

const base = 'http://console.invalid';
