/** Where the points of a customer are asked for: what changes them asks both anew. */
export const pointsPath = '/api/shops/{shop}/points/customers/{customer}' as const;
export const entriesPath = '/api/shops/{shop}/points/customers/{customer}/entries' as const;
