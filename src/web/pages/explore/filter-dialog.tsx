import { Button, Input, Radio } from 'antd';
import { useState } from 'react';
import { useAsk } from '../../client/ask.ts';
import { useShop } from '../../client/me.ts';
import { Dialog } from '../../kit/dialog.tsx';
import { QueryState } from '../../kit/state/query-state.tsx';
import { useText } from '../../kit/words/language.ts';
import styles from './explore.module.css';
import { useDays } from './use-answer.ts';
import type { Saying } from './use-saying.ts';
import type { Filter, View } from './view-rules.ts';
import { useExploreWords } from './words.ts';

interface FilterDialogProps {
  readonly dimension: string;
  readonly view: View;
  readonly saying: Saying;
  readonly onSet: (filter: Filter) => void;
  readonly onClose: () => void;
}

/** Picks the values a view is narrowed to, or leaves out. */
export function FilterDialog({ dimension, view, saying, onSet, onClose }: FilterDialogProps) {
  const t = useExploreWords();
  const before = view.question.filters.find((it) => it.dimension === dimension);
  const [filter, setFilter] = useState<Filter>(before ?? { dimension, values: [], out: false });
  const title = t('filter-of', { name: saying.field(dimension) });
  const toggle = (value: string) => {
    const values = filter.values.includes(value)
      ? filter.values.filter((it) => it !== value)
      : [...filter.values, value].slice(0, 50);
    setFilter({ ...filter, values });
  };
  return (
    <Dialog isOpen onClose={onClose} className={styles.dialog} label={title}>
      <h2>{title}</h2>
      <Radio.Group
        aria-label={title}
        value={filter.out}
        onChange={(it) => setFilter({ ...filter, out: it.target.value as boolean })}
        options={[
          { value: false, label: t('only-these') },
          { value: true, label: t('all-but-these') },
        ]}
      />
      <Values dimension={dimension} view={view} saying={saying} filter={filter} onToggle={toggle} />
      <div className={styles.buttons}>
        <span className="muted">{t('chosen', { count: filter.values.length })}</span>
        <Button onClick={onClose}>{t('cancel')}</Button>
        <Button type="primary" onClick={() => onSet(filter)}>
          {t('apply')}
        </Button>
      </div>
    </Dialog>
  );
}

interface ValuesProps extends Pick<FilterDialogProps, 'dimension' | 'view' | 'saying'> {
  readonly filter: Filter;
  readonly onToggle: (value: string) => void;
}

function Values({ dimension, view, saying, filter, onToggle }: ValuesProps) {
  const t = useExploreWords();
  const say = useText();
  const days = useDays(view.range);
  const { slug: shop } = useShop();
  const [wanted, setWanted] = useState('');
  const query = useAsk('/api/shops/{shop}/explore/values', { path: { shop }, query: { dimension, ...days } });
  return (
    <QueryState query={query}>
      {({ values }) => {
        const listed = new Set(values.map(({ value }) => value));
        const gone = filter.values
          .filter((it) => !listed.has(it))
          .map((value) => ({ value, label: null, orders: 0 }));
        const named = [...gone, ...values].map((it) => ({
          ...{ ...it, name: it.label === null ? saying.value(dimension, it.value) : say(it.label) },
        }));
        const shown = named.filter(({ name }) => name.toLowerCase().includes(wanted.trim().toLowerCase()));
        return (
          <>
            <Input
              allowClear
              aria-label={t('search-values')}
              placeholder={t('search-values')}
              value={wanted}
              onChange={(it) => setWanted(it.target.value)}
            />
            <ul className={styles.values}>
              {shown.map(({ value, name, orders }) => (
                <li key={value}>
                  <label>
                    <input
                      type="checkbox"
                      checked={filter.values.includes(value)}
                      onChange={() => onToggle(value)}
                    />
                    <span>{name}</span>
                    <span className="muted figures">{t('orders', { count: orders })}</span>
                  </label>
                </li>
              ))}
            </ul>
            {shown.length === 0 && <p className="muted">{t('no-values')}</p>}
          </>
        );
      }}
    </QueryState>
  );
}
