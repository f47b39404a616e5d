import { Button } from 'antd';
import { Link, useNavigate, useParams } from 'react-router';
import { api } from '../../client/api.ts';
import { useShop } from '../../client/me.ts';
import { queryClient } from '../../client/query-client.ts';
import { ConfirmAction } from '../../kit/confirm-action.tsx';
import { Facts } from '../../kit/facts.tsx';
import { Instant } from '../../kit/figures.tsx';
import { formatBytes } from '../../kit/format/bytes.ts';
import { DetailPage } from '../../kit/page/detail-page.tsx';
import { Section } from '../../kit/page/section.tsx';
import { Progress } from '../../kit/progress.tsx';
import { QueryState } from '../../kit/state/query-state.tsx';
import { useText } from '../../kit/words/language.ts';
import { ForeignMoney } from './foreign-money.tsx';
import { ImportCounts } from './import-counts.tsx';
import { ImportState } from './import-state.tsx';
import styles from './imports.module.css';
import { LeftOut } from './left-out.tsx';
import { Rejects } from './rejects.tsx';
import { UndoImport } from './undo-import.tsx';
import { type ImportView, isAtWork, useImport } from './use-import.ts';
import { useImportWords } from './words.ts';

/** One import: how far it is, what it did, what it could not use, and the way back. */
export default function ImportPage() {
  const { id = '' } = useParams();
  const shop = useShop();
  const t = useImportWords();
  const { query, now } = useImport(Number(id));
  const list = `/shops/${shop.slug}/imports`;
  return (
    <QueryState query={{ ...query, data: now }}>
      {(it) => (
        <DetailPage
          list={list}
          title={it.file_name}
          subtitle={<ImportState state={it.state} />}
          actions={<Actions it={it} />}
          help={t('help-one')}
          aside={<About it={it} />}
        >
          <Outcome it={it} />
          {it.state !== 'undone' && it.rejected + Object.keys(it.left_out).length > 0 && (
            <Rejects id={it.id} isRunning={isAtWork(it)} />
          )}
        </DetailPage>
      )}
    </QueryState>
  );
}

interface Shown {
  readonly it: ImportView;
}

function Actions({ it }: Shown) {
  const shop = useShop();
  const go = useNavigate();
  const t = useImportWords();
  if (!shop.may('imports:write')) return null;
  return (
    <>
      {it.state === 'interrupted' && <GoOn it={it} />}
      {it.state !== 'undone' && !isAtWork(it) && <UndoImport id={it.id} />}
      <Button onClick={() => void go(`/shops/${shop.slug}/imports/new`)}>{t('another')}</Button>
    </>
  );
}

function GoOn({ it }: Shown) {
  const shop = useShop();
  const t = useImportWords();
  const goOn = async () => {
    const path = { shop: shop.slug, job: `import:${it.id}` };
    await api.POST('/api/shops/{shop}/jobs/{job}/retry', { params: { path } });
    await queryClient.invalidateQueries();
  };
  return (
    <ConfirmAction label={t('go-on')} title={t('go-on')} act={goOn}>
      <p>{t('go-on-hint')}</p>
    </ConfirmAction>
  );
}

function Outcome({ it }: Shown) {
  const t = useImportWords();
  const say = useText();
  return (
    <Section title={isAtWork(it) ? t('at-work') : t('outcome')}>
      {it.state === 'running' && <Progress label={t('bytes-done')} done={it.bytes_done} of={it.bytes} />}
      {it.state === 'undoing' && <p role="status">{t('undoing-hint')}</p>}
      {it.problem && (
        <p role="alert" className={styles.problem}>
          {say(it.problem.message)}
        </p>
      )}
      <ImportCounts counts={it} />
      <ForeignMoney currencies={Object.keys(it.amount_minor)} />
      <LeftOut told={it} />
      {it.state === 'done' && <Next />}
    </Section>
  );
}

/** Where to look now. */
function Next() {
  const shop = useShop();
  const t = useImportWords();
  return (
    <p className={styles.next}>
      {shop.may('analytics:read') && <Link to={`/shops/${shop.slug}`}>{t('see-overview')}</Link>}
      {shop.may('customers:read') && <Link to={`/shops/${shop.slug}/customers`}>{t('see-customers')}</Link>}
    </p>
  );
}

function About({ it }: Shown) {
  const t = useImportWords();
  const say = useText();
  return (
    <Section title={t('about')}>
      <Facts
        facts={[
          [t('read-by'), say(it.read_by)],
          [t('size'), formatBytes(it.bytes)],
          [t('started'), <Instant key="at" at={it.started_at} seconds />],
          [t('finished'), it.finished_at ? <Instant key="end" at={it.finished_at} seconds /> : '–'],
          [t('seconds'), it.seconds],
        ]}
      />
    </Section>
  );
}
