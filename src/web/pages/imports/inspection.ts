import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Inspect, InspectionView } from '../../../contract/uploads.ts';
import { api, take } from '../../client/api.ts';
import { useShop } from '../../client/me.ts';

export type { InspectionView };
export type Candidate = InspectionView['candidates'][number];

/** What the address says of the wizard: the upload, by what it is read, and how the file is told to be. */
export interface Wizard {
  readonly upload: string;
  /** `preset:NAME`, `mapping:NAME`, `hand`, or '' for the best that fits. */
  readonly by: string;
  readonly encoding: string;
  readonly delimiter: string;
  readonly sheet: string;
}

export const noWizard: Wizard = { upload: '', by: '', encoding: '', delimiter: '', sheet: '' };

export type Reading = Pick<Inspect, 'encoding' | 'delimiter' | 'sheet'>;
export type Source = Pick<Inspect, 'preset' | 'saved_mapping' | 'mapping'>;

/** What a person says of the file itself. */
export const readingOf = ({ encoding, delimiter, sheet }: Wizard): Reading => ({
  ...(encoding !== '' && { encoding }),
  ...(delimiter !== '' && { delimiter }),
  ...(sheet !== '' && { sheet: /^\d+$/.test(sheet) ? Number(sheet) : sheet }),
});

/** The source that `by` names; none for mapping by hand and for whatever fits best. */
export function sourceOf(by: string): Source {
  const [kind, name] = [by.slice(0, by.indexOf(':')), by.slice(by.indexOf(':') + 1)];
  if (kind === 'preset') return { preset: name };
  return kind === 'mapping' ? { saved_mapping: name } : {};
}

export const byOf = ({ kind, name }: Pick<Candidate, 'kind' | 'name'>): string => `${kind}:${name}`;

/** What the file is and its first rows, read by what was chosen. */
export function useInspection(wizard: Wizard, source: Source) {
  const shop = useShop();
  const body = { ...readingOf(wizard), ...source };
  return useQuery<InspectionView>({
    queryKey: ['inspection', shop.slug, wizard.upload, body],
    queryFn: ({ signal }) =>
      take(
        api.POST('/api/shops/{shop}/uploads/{upload}/inspection', {
          params: { path: { shop: shop.slug, upload: wizard.upload } },
          body,
          signal,
        }),
      ) as Promise<InspectionView>,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
}

/** A column with its place: names may come twice, places do not. */
export interface PlacedColumn {
  readonly key: string;
  readonly column: string;
  readonly place: number;
}

export const placed = (columns: readonly string[]): PlacedColumn[] =>
  columns.map((column, place) => ({ key: `${place} ${column}`, column, place }));
