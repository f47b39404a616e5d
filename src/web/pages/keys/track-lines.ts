/** The lines of docs/guides/track.md, for a key and an installation. A test holds the two together. */

export const placeKinds = ['site', 'server', 'app'] as const;
export type PlaceKind = (typeof placeKinds)[number];

const lines: Readonly<Record<PlaceKind, string>> = {
  site: `<script>analytics = Object.assign([['page']], { _writeKey: 'swk_YOUR_KEY', _cdn: 'https://crm.example.com' });
for (const call of ['page', 'track', 'identify', 'reset']) analytics[call] = (...said) => analytics.push([call, ...said]);
</script>
<script async src="https://crm.example.com/analytics.js/v1/swk_YOUR_KEY/analytics.min.js"></script>
`,
  server: `import { Analytics } from '@segment/analytics-node';
const analytics = new Analytics({ writeKey: 'swk_YOUR_KEY', host: 'https://crm.example.com', maxRetries: 1000 });
analytics.track({ userId: 'u-10086', event: 'Product Added', properties: { product_id: '42', quantity: 2 } });
await analytics.closeAndFlush();
`,
  app: `const response = await fetch('https://crm.example.com/v1/track', {
  method: 'POST', headers: { 'content-type': 'application/json', authorization: \`Basic \${btoa('swk_YOUR_KEY:')}\` },
  body: JSON.stringify({ messageId: 'm-1', userId: 'u-10086', event: 'Coupon Applied', timestamp: new Date() }),
});
`,
};

/** The lines with the key and the address of this installation filled in. */
export const linesFor = (place: PlaceKind, { key, host }: { key: string; host: string }): string =>
  lines[place].replaceAll('swk_YOUR_KEY', key).replaceAll('https://crm.example.com', host);
