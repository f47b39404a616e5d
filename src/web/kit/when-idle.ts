/** Does something once the browser has drawn what it has to draw; answers how to give it up. */
export function whenIdle(act: () => void): () => void {
  if (typeof requestIdleCallback === 'function') {
    const asked = requestIdleCallback(act, { timeout: 2000 });
    return () => cancelIdleCallback(asked);
  }
  // Safari learnt it late.
  const asked = setTimeout(act, 50);
  return () => clearTimeout(asked);
}
