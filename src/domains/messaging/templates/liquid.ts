import { Liquid } from 'liquidjs';

/**
 * Liquid with bounds: staff write templates, and one of them must not hold up a server or read its files. No includes
 * (an empty set of partials), own properties only, a variable nobody gave is an error, two seconds (of the wall: a busy server is no
 * fault of the template) and about 1 MB a text.
 */
const bounds = {
  ...{ strictVariables: true, strictFilters: true, lenientIf: true, ownPropertyOnly: true },
  ...{ parseLimit: 200_000, renderLimit: 2000, memoryLimit: 1_000_000, templates: {}, globals: {} },
} as const;

/** For subjects, plain texts and other systems: nothing to escape. */
export const plain = new Liquid(bounds);

/** For HTML: every value is escaped, whatever the template says. */
export const html = new Liquid({ ...bounds, outputEscape: 'escape' });
// Liquid's own way round the escaping is closed: it would let a customer's name be markup.
html.registerFilter('raw', (value: unknown) => value);
