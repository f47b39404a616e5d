import { addressOf } from '../../../client/address-of.ts';
import { columnsSetting } from '../../../kit/list/column.ts';
import { sizeOf, sizeSetting } from '../../../kit/list/page-sizes.ts';
import { readView } from '../../../kit/list/read-view.ts';
import type { Settings } from '../../../kit/settings/settings-rules.ts';
import {
  countPath,
  filterIn,
  LIST,
  listDefaults,
  listPath,
  listQuery,
  scoresShown,
} from './list-question.ts';

/** Where the page of the list of customers asks first, by its own address and what the reader chose: its rows, and how many there are. */
export function listAddresses(shop: string, search: URLSearchParams, settings: Settings): string[] {
  const filter = filterIn(search);
  const { sort } = readView(search, listDefaults);
  const scores = scoresShown(settings[columnsSetting(LIST)]);
  const limit = sizeOf(settings[sizeSetting(LIST)]);
  return [
    addressOf(listPath, { shop }, listQuery({ filter, sort, scores, limit })),
    addressOf(countPath, { shop }, filter),
  ];
}
