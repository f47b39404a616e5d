/** Where a browser reached us. */
export interface Reached {
  readonly protocol: string;
  readonly host: string;
}

const enabled = { __default: { enabled: true, integrations: {} } };

/**
 * What @segment/analytics-next asks for before it sends: one destination, ourselves, at the host it asked, and no
 * measuring of the client (`metrics`), which would go to Segment.
 */
export const clientSettings = (writeKey: string, { protocol, host }: Reached) => ({
  integrations: {
    'Segment.io': {
      ...{ apiKey: writeKey, apiHost: `${host}/v1`, protocol },
      ...{ unbundledIntegrations: [], addBundledMetadata: false, maybeBundledConfigIds: {} },
      // One by one: batches are kept in memory only, and a page that goes takes along what it could not deliver. What is
      // sent alone waits in the browser's storage for the next page. `keepalive` lets what was said last arrive.
      deliveryStrategy: { strategy: 'standard', config: { keepalive: true } },
      // By itself the library gives an event up after 10 tries: 1, 2, 4, ... seconds apart, a quarter of an hour in all,
      // and at once on every next page. 100 is the most it takes.
      httpConfig: { backoffConfig: { maxRetryCount: 100 } },
      versionSettings: { version: '4.4.7', componentTypes: ['browser'] },
    },
  },
  plan: { track: enabled, identify: enabled, group: enabled },
  ...{ edgeFunction: {}, analyticsNextEnabled: true, middlewareSettings: {}, enabledMiddleware: {} },
  ...{ metrics: { sampleRate: 0 }, legacyVideoPluginsEnabled: false, remotePlugins: [] },
});
