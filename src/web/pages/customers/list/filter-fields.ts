import type { peopleFilter } from '../../../../contract/people.ts';

/** The filters of the list as the address bar has them, and how each is shown and set. */

export type FilterName = keyof typeof peopleFilter;

/** What a filter's value is, which decides its control and how a chip says it. */
export type FilterKind =
  | 'group'
  | 'quadrant'
  | 'stage'
  | 'channel'
  | 'yes-no'
  | 'consent'
  | 'cohort'
  | 'item'
  | 'text'
  | 'behaviour'
  | 'segment'
  | 'whole'
  | 'money'
  | 'scores'
  | 'day';

export const filterKinds: Readonly<Record<FilterName, FilterKind>> = {
  as_of: 'day',
  rfm_group: 'group',
  r: 'whole',
  f: 'whole',
  m: 'whole',
  quadrant: 'quadrant',
  stage: 'stage',
  score: 'scores',
  province: 'text',
  channel: 'channel',
  tier: 'text',
  first_touch: 'text',
  tag: 'text',
  consent: 'consent',
  segment: 'segment',
  behaviour: 'behaviour',
  bought: 'yes-no',
  orders_from: 'whole',
  orders_to: 'whole',
  spend_from: 'money',
  spend_to: 'money',
  last_order_from: 'day',
  last_order_to: 'day',
  first_order_from: 'day',
  first_order_to: 'day',
  first_seen_from: 'day',
  first_seen_to: 'day',
  ordered_from: 'day',
  ordered_to: 'day',
  ordered_channel: 'channel',
  ordered_province: 'text',
  ordered_category: 'text',
  first_category: 'text',
  bought_item: 'item',
  not_bought_item: 'item',
  cohort: 'cohort',
};

export const filterNames = Object.keys(filterKinds) as FilterName[];

/** A chip: one filter, or both ends of a range. */
export interface Chip {
  readonly name: FilterName;
  /** The other end; the chip takes both away. */
  readonly to?: FilterName;
}

/** The chips of what is set, ranges as one. */
export function chipsOf(set: (name: FilterName) => boolean): Chip[] {
  return filterNames.flatMap((name): Chip[] => {
    if (name.endsWith('_to') && set(`${name.slice(0, -3)}_from` as FilterName)) return [];
    if (!set(name)) return [];
    const to = name.replace(/_from$/, '_to') as FilterName;
    return [to !== name && set(to) ? { name, to } : { name }];
  });
}

/** The filter as the API takes it: whole numbers are numbers, the rest is text. What is no number is left out. */
export function filterOf(read: (name: FilterName) => string | null): Record<string, string | number> {
  const filter: Record<string, string | number> = {};
  for (const name of filterNames) {
    const text = read(name);
    if (text === null) continue;
    const isNumber = ['whole', 'money', 'segment'].includes(filterKinds[name]);
    if (!isNumber) filter[name] = text;
    else if (/^-?\d{1,15}$/.test(text)) filter[name] = Number(text);
  }
  return filter;
}
