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
      // A page that goes away lets what it said last arrive.
      deliveryStrategy: { strategy: 'standard', config: { keepalive: true } },
      // By itself the library gives an event up after 10 tries, some minutes; a shop's night without us lasts longer.
      httpConfig: { backoffConfig: { maxRetryCount: 1000, maxBackoffInterval: 30 } },
      versionSettings: { version: '4.4.7', componentTypes: ['browser'] },
    },
  },
  plan: { track: enabled, identify: enabled, group: enabled },
  ...{ edgeFunction: {}, analyticsNextEnabled: true, middlewareSettings: {}, enabledMiddleware: {} },
  ...{ metrics: { sampleRate: 0 }, legacyVideoPluginsEnabled: false, remotePlugins: [] },
});
