/** An idempotency key. `crypto.randomUUID` exists only over HTTPS and on localhost; a shop's server in the office has neither. */
export function newKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
}
