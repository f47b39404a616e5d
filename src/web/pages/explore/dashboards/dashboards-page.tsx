import { Button, Input } from 'antd';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { useShop } from '../../../client/me.ts';
import { Dialog } from '../../../kit/dialog.tsx';
import { Field } from '../../../kit/field.tsx';
import { Instant } from '../../../kit/figures.tsx';
import { PageHeader } from '../../../kit/page/page-header.tsx';
import { Empty } from '../../../kit/state/empty.tsx';
import { ProblemView } from '../../../kit/state/problem-view.tsx';
import { QueryState } from '../../../kit/state/query-state.tsx';
import styles from '../explore.module.css';
import { useDashboards, useSaving } from '../use-saved.ts';
import { useExploreWords } from '../words.ts';

/** Dashboards one may see, and a way to make another. */
export default function DashboardsPage() {
  const t = useExploreWords();
  const { slug } = useShop();
  const root = `/shops/${encodeURIComponent(slug)}`;
  return (
    <>
      <PageHeader
        title={t('dashboards')}
        subtitle={t('dashboards-what')}
        actions={<NewDashboard />}
        help={t('dashboards-help')}
      />
      <QueryState
        query={useDashboards()}
        empty={({ dashboards }) =>
          dashboards.length > 0 ? undefined : (
            <Empty
              title={t('no-dashboards')}
              hint={t('no-dashboards-what')}
              action={<Link to={`${root}/explore`}>{t('to-explore')}</Link>}
            />
          )
        }
      >
        {({ dashboards }) => (
          <ul className={styles.dashboards}>
            {dashboards.map((it) => (
              <li key={it.dashboard_id} className="card">
                <h2>
                  <Link to={`${root}/dashboards/${it.dashboard_id}`}>{it.title}</Link>
                </h2>
                <p className="muted">
                  {t('tiles', { count: it.tiles })} · {it.is_shared ? t('is-shared') : t('is-own')} ·{' '}
                  <Instant at={it.changed_at} />
                </p>
              </li>
            ))}
          </ul>
        )}
      </QueryState>
    </>
  );
}

function NewDashboard() {
  const t = useExploreWords();
  const go = useNavigate();
  const { slug } = useShop();
  const { addDashboard } = useSaving();
  const [title, setTitle] = useState<string>();
  const [error, setError] = useState<unknown>();
  const close = () => setTitle(undefined);
  const make = () =>
    addDashboard({ title: title!.trim(), tiles: [] }).then(
      ({ dashboard_id }) => go(`/shops/${encodeURIComponent(slug)}/dashboards/${dashboard_id}`),
      setError,
    );
  return (
    <>
      <Button aria-haspopup="dialog" type="primary" onClick={() => setTitle('')}>
        {t('new-dashboard')}
      </Button>
      <Dialog
        isOpen={title !== undefined}
        onClose={close}
        className={styles.dialog}
        label={t('new-dashboard')}
      >
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void make();
          }}
        >
          <h2>{t('new-dashboard')}</h2>
          <Field label={t('title-of-dashboard')}>
            {(id) => (
              <Input id={id} maxLength={100} value={title} onChange={(it) => setTitle(it.target.value)} />
            )}
          </Field>
          {error !== undefined && <ProblemView error={error} />}
          <div className={styles.buttons}>
            <Button onClick={close}>{t('cancel')}</Button>
            <Button type="primary" htmlType="submit" disabled={(title ?? '').trim() === ''}>
              {t('make')}
            </Button>
          </div>
        </form>
      </Dialog>
    </>
  );
}
