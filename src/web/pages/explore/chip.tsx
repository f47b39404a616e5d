import DownOutlined from '@ant-design/icons/DownOutlined';
import { Button, Dropdown, type MenuProps } from 'antd';
import type { ShelfProps } from './shelf-props.ts';
import { fits, isTime, put, setTop, shift, take, topOf, type View } from './view-rules.ts';
import { useExploreWords } from './words.ts';

type Items = NonNullable<MenuProps['items']>;
type Words = ReturnType<typeof useExploreWords>;

interface Choice {
  readonly key: string;
  readonly label: string;
  readonly next?: View;
  readonly isOff?: boolean;
}

const tops = [0, 5, 10, 20, 50];

/** A field on a shelf and what can be done with it. */
export function Chip(props: ShelfProps & { readonly code: string }) {
  const { shelf, code, view, saying, onChange, onFilter } = props;
  const t = useExploreWords();
  const name = saying.field(code);
  const choices = choicesOf(props, t);
  const items: Items = choices.map(({ key, label, isOff = false }) => ({ key, label, disabled: isOff }));
  const choose = (key: string) => {
    if (key === 'filter') return onFilter(code);
    const next = choices.find((it) => it.key === key)?.next;
    if (next !== undefined) onChange(next);
  };
  const top = topOf(view, code);
  const short = top > 0 && shelf !== 'filters' ? `${name} · ${t('top-short', { count: top })}` : name;
  const face = shelf === 'filters' ? filterFace(props, t) : short;
  return (
    <Dropdown autoFocus trigger={['click']} menu={{ items, onClick: ({ key }) => choose(key) }}>
      <Button size="small" aria-label={t('change-field', { name: face, shelf: t(`shelf-${shelf}`) })}>
        {face}
        <DownOutlined />
      </Button>
    </Dropdown>
  );
}

function filterFace({ view, code, saying }: ShelfProps & { readonly code: string }, t: Words): string {
  const filter = view.question.filters.find(({ dimension }) => dimension === code)!;
  const named = filter.values.slice(0, 2).map((it) => saying.value(code, it));
  const more = filter.values.length > 2 ? ` +${filter.values.length - 2}` : '';
  const sign = filter.out ? t('is-not') : t('is');
  return `${saying.field(code)} ${sign} ${named.join(t('comma'))}${more}`;
}

function choicesOf({ shelf, code, view }: ShelfProps & { readonly code: string }, t: Words): Choice[] {
  const remove = { key: 'remove', label: t('remove'), next: take(view, shelf, code) };
  if (shelf === 'filters') return [{ key: 'filter', label: t('change-filter') }, remove];
  const codes = view.question[shelf];
  const moves = [
    {
      key: 'left',
      label: t('move-left'),
      next: shift(view, shelf, { code, by: -1 }),
      isOff: codes[0] === code,
    },
    {
      key: 'right',
      label: t('move-right'),
      next: shift(view, shelf, { code, by: 1 }),
      isOff: codes.at(-1) === code,
    },
  ];
  if (shelf === 'measures') {
    const sorted = { ...view, sort: { by: code, down: true } };
    return [...moves, { key: 'sort', label: t('sort-by-this'), next: sorted }, remove];
  }
  const other = shelf === 'rows' ? 'columns' : 'rows';
  const across = { key: 'across', label: t(`move-to-${other}`), next: put(view, other, { code }) };
  return [...moves, across, ...(isTime(code) ? [] : ofDimension(view, code, t)), remove];
}

const ofDimension = (view: View, code: string, t: Words): Choice[] => [
  ...tops.map((count) => ({
    key: `top-${count}`,
    label: `${count === 0 ? t('all-values') : t('top', { count })}${topOf(view, code) === count ? ' ✓' : ''}`,
    next: setTop(view, code, count),
  })),
  { key: 'filter', label: t('filter-by-this'), isOff: !fits(view, 'filters', code) },
];
