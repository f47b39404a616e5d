import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Checkbox } from 'antd';
import { useEffect, useRef } from 'react';
import { Instant } from '../../../kit/figures.tsx';
import { useView } from '../../../kit/list/view.ts';
import { QueryState } from '../../../kit/state/query-state.tsx';
import { useText } from '../../../kit/words/language.ts';
import { timelineTypes } from '../codes.ts';
import { useCustomerWords } from '../words.ts';
import type { Entry } from './entry.ts';
import styles from './one.module.css';
import { useSayEntry } from './say-entry.ts';
import { timelineQuestion } from './timeline-question.ts';
import { useCustomer } from './use-customer.ts';

/** Everything that happened, newest first, by kind; older entries come as the reader gets there. */
export function Timeline() {
  const t = useCustomerWords();
  const { path } = useCustomer();
  const [{ types }, setView] = useView({ types: '' });
  const query = useInfiniteQuery(timelineQuestion(path, types));
  return (
    <>
      <Kinds types={types} onChange={(it) => setView({ types: it })} />
      <QueryState query={query}>
        {({ pages }) => {
          const entries = pages.flatMap((it) => it.entries);
          if (entries.length === 0) return <p className="muted">{t('timeline-empty')}</p>;
          return (
            <>
              <ol className={styles.timeline}>
                {entries.map((it) => (
                  <Line key={it.key} entry={it} />
                ))}
              </ol>
              {query.hasNextPage && (
                <More isLoading={query.isFetchingNextPage} onMore={() => void query.fetchNextPage()} />
              )}
            </>
          );
        }}
      </QueryState>
    </>
  );
}

interface KindsProps {
  readonly types: string;
  readonly onChange: (types: string) => void;
}

/** Nothing ticked is everything. */
function Kinds({ types, onChange }: KindsProps) {
  const t = useCustomerWords();
  const chosen = types === '' ? [] : types.split(',');
  const toggle = (type: string) =>
    onChange((chosen.includes(type) ? chosen.filter((it) => it !== type) : [...chosen, type]).join(','));
  return (
    <fieldset className={styles.kinds} aria-label={t('timeline-kinds')}>
      {timelineTypes.map((type) => (
        <Checkbox key={type} checked={chosen.includes(type)} onChange={() => toggle(type)}>
          {t(`kind-${type}`)}
        </Checkbox>
      ))}
    </fieldset>
  );
}

function Line({ entry }: { readonly entry: Entry }) {
  const say = useText();
  const sayEntry = useSayEntry();
  return (
    <li data-kind={entry.type}>
      <Instant at={entry.at} />
      <div>
        <strong>{say(entry.title)}</strong> <span className="muted">{sayEntry(entry)}</span>
      </div>
    </li>
  );
}

interface MoreProps {
  readonly isLoading: boolean;
  readonly onMore: () => void;
}

/** Loads by itself when it comes into view; the button is for the keyboard. */
function More({ isLoading, onMore }: MoreProps) {
  const t = useCustomerWords();
  const place = useRef<HTMLDivElement>(null);
  const more = useRef(onMore);
  more.current = onMore;
  useEffect(() => {
    const seen = new IntersectionObserver(([it]) => it?.isIntersecting && more.current());
    if (place.current) seen.observe(place.current);
    return () => seen.disconnect();
  }, []);
  return (
    <div ref={place} className={styles.more}>
      <Button loading={isLoading} onClick={onMore}>
        {t('older')}
      </Button>
    </div>
  );
}
