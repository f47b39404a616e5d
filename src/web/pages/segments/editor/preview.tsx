import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Link } from 'react-router';
import type { Tree } from '../../../../contract/segment-conditions.ts';
import { api, take } from '../../../client/api.ts';
import { useShop } from '../../../client/me.ts';
import { useFormat } from '../../../kit/format/use-format.ts';
import { Section } from '../../../kit/page/section.tsx';
import { QueryState } from '../../../kit/state/query-state.tsx';
import { useText } from '../../../kit/words/language.ts';
import styles from '../segments.module.css';
import { useSegmentWords } from '../words.ts';

interface PreviewProps {
  readonly tree: Tree;
  /** False: there is no condition yet. */
  readonly isWhole: boolean;
}

/** The conditions read aloud, and counted, a third of a second after the last change. */
export function Preview({ tree, isWhole }: PreviewProps) {
  const t = useSegmentWords();
  const { slug } = useShop();
  const asked = useLater(JSON.stringify(tree), 350);
  const query = useQuery({
    queryKey: ['segment preview', slug, asked],
    enabled: isWhole,
    retry: false,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      take(
        api.POST('/api/shops/{shop}/segments/preview', {
          params: { path: { shop: slug } },
          body: { tree: JSON.parse(asked) as Tree },
          signal,
        } as never),
      ) as Promise<Counted>,
  });
  return (
    <Section title={t('preview')}>
      {isWhole ? (
        <div className={query.isPlaceholderData ? styles.stale : ''} aria-live="polite">
          <QueryState query={{ ...query, data: query.error ? undefined : query.data }}>
            {(it) => <Answer it={it} />}
          </QueryState>
        </div>
      ) : (
        <p className="muted">{t('no-condition')}</p>
      )}
    </Section>
  );
}

interface Counted {
  readonly sentence: { readonly zh: string; readonly en: string };
  readonly members: number;
  readonly everybody: number;
  readonly sample: readonly number[];
  readonly took_ms: number;
}

function Answer({ it }: { readonly it: Counted }) {
  const t = useSegmentWords();
  const say = useText();
  const shop = useShop();
  const { number, share } = useFormat();
  return (
    <>
      <div className={styles.count}>{number(it.members)}</div>
      <p className="muted">
        {t('of-everybody', {
          everybody: number(it.everybody),
          share: share(it.everybody === 0 ? null : it.members / it.everybody),
        })}
      </p>
      <p className={styles.aloud}>{say(it.sentence)}</p>
      {it.sample.length > 0 && shop.may('customers:read') && (
        <p>
          <span className="muted">{t('such-as')}</span>{' '}
          {it.sample.map((id) => (
            <Link key={id} to={`/shops/${shop.slug}/customers/${id}`} style={{ marginRight: 8 }}>
              #{id}
            </Link>
          ))}
        </p>
      )}
    </>
  );
}

/** A text once it has stood still for so long. */
function useLater(text: string, ms: number): string {
  const [later, setLater] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setLater(text), ms);
    return () => clearTimeout(timer);
  }, [text, ms]);
  return later;
}
