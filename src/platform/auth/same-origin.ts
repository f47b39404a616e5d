/** Origins that count as our own: the public URL's, and whatever host the browser itself reached us by. */
export function sameOrigins(publicUrl: string, host: string | null | undefined): string[] {
  const url = new URL(publicUrl);
  // localhost and 127.0.0.1 are one machine but two hosts; cookies are per host, so the host asked is as good as ours.
  return host ? [url.origin, `${url.protocol}//${host}`] : [url.origin];
}

interface Write {
  readonly method: string;
  readonly origin: string | undefined;
  readonly host: string | undefined;
  readonly publicUrl: string;
}

/**
 * Whether a request that authenticates by cookie may write. Browsers send `Origin` with every such request; one
 * without it, or from elsewhere, is forged (CSRF) or not a browser, which should bring an API key.
 */
export function mayWriteByCookie({ method, origin, host, publicUrl }: Write): boolean {
  if (method === 'GET' || method === 'HEAD' || method === 'OPTIONS') return true;
  return origin !== undefined && sameOrigins(publicUrl, host).includes(origin);
}
