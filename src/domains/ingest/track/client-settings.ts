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
      versionSettings: { version: '4.4.7', componentTypes: ['browser'] },
    },
  },
  plan: { track: enabled, identify: enabled, group: enabled },
  ...{ edgeFunction: {}, analyticsNextEnabled: true, middlewareSettings: {}, enabledMiddleware: {} },
  ...{ metrics: { sampleRate: 0 }, legacyVideoPluginsEnabled: false, remotePlugins: [] },
});
