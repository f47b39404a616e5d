import type { viewDefaults } from './path-view.ts';

/** What a tab of the page is given: the view in the address bar, and how to change it. */
export interface TabProps {
  readonly view: typeof viewDefaults;
  readonly change: (change: Partial<typeof viewDefaults>) => void;
}
