import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { Answer } from '../../client/ask.ts';
import { useShop } from '../../client/me.ts';
import { problemOf } from '../../client/problem.ts';
import { Day } from '../figures.tsx';
import { PageHeader } from '../page/page-header.tsx';
import { Empty } from '../state/empty.tsx';
import { QueryState } from '../state/query-state.tsx';
import { Skeleton } from '../state/skeleton.tsx';
import { useKitWords } from '../words.ts';
import styles from './model.module.css';
import { Refit, RunProgress } from './refit.tsx';
import { useModel } from './use-model.ts';
import { type OfRun, type RunPath, useOfRun } from './use-of-run.ts';

interface ModelPageProps<P extends RunPath> {
  readonly model: string;
  /** Where what its newest run says is read. */
  readonly path: P;
  readonly title: string;
  readonly subtitle: string;
  readonly help: string;
  /** Said behind the as-of day: the window, the horizon. */
  readonly detail?: (answer: Answer<P>) => ReactNode;
  /** What low confidence means for this model. */
  readonly lowConfidence?: string;
  /** For those who may have it learn anew. */
  readonly settings?: ReactNode;
  /** No run is done: without orders there is nothing to learn from. */
  readonly empty: { readonly title: string; readonly hint: string; readonly mayImport?: boolean };
  /** Once there is a run, below what it says. */
  readonly below?: ReactNode;
  readonly children: (answer: Answer<P>) => ReactNode;
}

/** The page of one model: what its newest run says, of which day and how sure; learning anew and its progress. */
export function ModelPage<P extends RunPath>(page: ModelPageProps<P>) {
  const shop = useShop();
  const model = useModel(page.model);
  const query = useOfRun(page.path, model.data?.current?.run);
  const isNothing = query.error !== null && problemOf(query.error).code === 'not-scored-yet';
  const actions = shop.may('models:write') && (
    <>
      {page.settings}
      <Refit model={page.model} isOpen={model.data?.open != null} />
    </>
  );
  const subtitle = query.data ? <Subtitle answer={query.data} detail={page.detail} /> : page.subtitle;
  return (
    <>
      <PageHeader {...{ title: page.title, subtitle, actions, help: page.help }} />
      <div className={styles.page}>
        {model.data?.open && <RunProgress run={model.data.open} />}
        {isNothing ? (
          <Nothing {...page.empty} />
        ) : (
          <QueryState query={query} loading={<Skeleton lines={8} />}>
            {(it) => (
              <>
                {page.lowConfidence && isLow(it) && <p className={styles.notice}>{page.lowConfidence}</p>}
                {page.children(it)}
              </>
            )}
          </QueryState>
        )}
        {!isNothing && page.below}
      </div>
    </>
  );
}

const isLow = (answer: unknown): boolean => (answer as OfRun).run.confidence === 'low';

interface SubtitleProps<P extends RunPath> {
  readonly answer: Answer<P>;
  readonly detail: ModelPageProps<P>['detail'];
}

function Subtitle<P extends RunPath>({ answer, detail }: SubtitleProps<P>) {
  const t = useKitWords();
  return (
    <>
      {t('model-as-of')} <Day day={(answer as OfRun).run.as_of} />
      {detail && <> · {detail(answer)}</>}
      {isLow(answer) && (
        <>
          {' · '}
          <strong className={styles.low}>{t('model-low-confidence')}</strong>
        </>
      )}
    </>
  );
}

function Nothing({ title, hint, mayImport = true }: ModelPageProps<RunPath>['empty']) {
  const t = useKitWords();
  const shop = useShop();
  const begin = mayImport && shop.may('imports:write') && (
    <Link to={`/shops/${shop.slug}/imports`}>{t('model-import')}</Link>
  );
  return (
    <div className="card">
      <Empty title={title} hint={hint} action={begin} />
    </div>
  );
}
