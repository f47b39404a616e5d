import { Button } from 'antd';
import { useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { api } from '../../client/api.ts';
import { useShop } from '../../client/me.ts';
import { queryClient } from '../../client/query-client.ts';
import { Section } from '../../kit/page/section.tsx';
import { ProblemView } from '../../kit/state/problem-view.tsx';
import { QueryState } from '../../kit/state/query-state.tsx';
import { Skeleton } from '../../kit/state/skeleton.tsx';
import { ChooseReader } from './choose-reader.tsx';
import { FirstRows } from './first-rows.tsx';
import { ForeignMoney } from './foreign-money.tsx';
import styles from './imports.module.css';
import {
  byOf,
  type InspectionView,
  noWizard,
  readingOf,
  type Source,
  sourceOf,
  useInspection,
  type Wizard,
} from './inspection.ts';
import { MapColumns } from './map-columns.tsx';
import { TellFile } from './tell-file.tsx';
import { TryAndRun } from './try-and-run.tsx';
import { useImportWords } from './words.ts';

interface LookAtFileProps {
  readonly wizard: Wizard;
  readonly onChange: (change: Partial<Wizard>) => void;
}

/** Step two and on: what the file is, what reads it, its first rows; then the try and the import. */
export function LookAtFile({ wizard, onChange }: LookAtFileProps) {
  const t = useImportWords();
  const [mapping, setMapping] = useState<Record<string, unknown>>();
  const isByHand = wizard.by === 'hand';
  const source: Source = isByHand ? (mapping === undefined ? {} : { mapping }) : sourceOf(wizard.by);
  const query = useInspection(wizard, source);
  // What was seen last stays while the server is away: with it would go what somebody has mapped so far.
  const seen = useRef(query.data);
  if (query.data !== undefined) seen.current = query.data;
  return (
    <QueryState query={{ ...query, data: seen.current }} loading={<Looking />}>
      {(it) => (
        <div className={styles.steps}>
          {query.error && <ProblemView error={query.error} onRetry={() => void query.refetch()} />}
          <Section title={t('step-what')} extra={<OtherFile wizard={wizard} onChange={onChange} />}>
            <TellFile it={it} wizard={wizard} onChange={onChange} />
          </Section>
          <Section title={t('step-read')}>
            <ChooseReader it={it} by={wizard.by} onChoose={(by) => onChange({ by })} />
          </Section>
          {isByHand && (
            <Section title={t('step-map')}>
              <MapColumns
                it={it}
                reading={readingOf(wizard)}
                onMapping={setMapping}
                onSaved={(name) => onChange({ by: `mapping:${name}` })}
              />
            </Section>
          )}
          <ForeignMoney
            currencies={it.chosen?.currencies ?? []}
            zone={it.chosen?.time_zone}
            upload={wizard.upload}
          />
          <Section title={t('step-rows')}>
            <FirstRows it={it} isPlain={isByHand && mapping === undefined} />
          </Section>
          <Then it={it} wizard={wizard} source={source} />
        </div>
      )}
    </QueryState>
  );
}

/** The server reads its beginning in every way it knows, which takes a moment. */
function Looking() {
  const t = useImportWords();
  return (
    <div className="card">
      <p role="status">{t('looking')}</p>
      <Skeleton lines={6} />
    </div>
  );
}

interface ThenProps {
  readonly it: InspectionView;
  readonly wizard: Wizard;
  readonly source: Source;
}

/** The best that fits is what is meant until somebody says otherwise. */
function Then({ it, wizard, source }: ThenProps) {
  const t = useImportWords();
  const isSaid = wizard.by !== '' && Object.keys(source).length > 0;
  const chosen = isSaid || it.chosen === null || wizard.by === 'hand' ? source : sourceOf(byOf(it.chosen));
  const isReady = Object.keys(chosen).length > 0 && (it.chosen === null || it.chosen.missing.length === 0);
  if (!isReady) return <p className="muted">{wizard.by === 'hand' ? t('map-first') : t('choose-first')}</p>;
  const body = { ...readingOf(wizard), ...chosen };
  const currencies = it.chosen?.currencies ?? [];
  return <TryAndRun key={JSON.stringify(body)} {...{ upload: wizard.upload, body, currencies }} />;
}

/** Away with this upload: its file is deleted in the server at once. */
function OtherFile({ wizard, onChange }: LookAtFileProps) {
  const t = useImportWords();
  const shop = useShop();
  const go = useNavigate();
  const drop = async () => {
    const path = { shop: shop.slug, upload: wizard.upload };
    await api.DELETE('/api/shops/{shop}/uploads/{upload}', { params: { path } }).catch(() => {});
    await queryClient.invalidateQueries({ queryKey: ['/api/shops/{shop}/uploads'] });
    onChange(noWizard);
    void go(`/shops/${shop.slug}/imports/new`, { replace: true });
  };
  return <Button onClick={() => void drop()}>{t('other-file')}</Button>;
}
