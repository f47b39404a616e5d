import type { SystemView } from '../../../contract/system.ts';
import { useAsk } from '../../client/ask.ts';
import { Facts } from '../../kit/facts.tsx';
import { formatBytes } from '../../kit/format/bytes.ts';
import { formatNumber } from '../../kit/format/numbers.ts';
import { PageHeader } from '../../kit/page/page-header.tsx';
import { Section } from '../../kit/page/section.tsx';
import { QueryState } from '../../kit/state/query-state.tsx';
import { useLanguage, useText } from '../../kit/words/language.ts';
import { Backups } from './backups.tsx';
import styles from './system.module.css';
import { useInstants, When } from './when.tsx';
import { useSystemWords } from './words.ts';

/** The installation: stores, disk, what ClickHouse is owed, what the doctor finds, and backups. For its operator. */
export default function SystemPage() {
  const t = useSystemWords();
  const system = useAsk('/api/system', {}, { every: 5000, fresh: 0 });
  return (
    <>
      <PageHeader title={t('title')} help={t('help')} />
      <QueryState query={system}>
        {(it) => (
          <div className={styles.page}>
            <div className={styles.cards}>
              <Store name="PostgreSQL" store={it.postgres} />
              <Store name="ClickHouse" store={it.clickhouse} />
              <Room it={it} />
              <Mirror it={it} />
            </div>
            <Findings it={it} />
          </div>
        )}
      </QueryState>
      <Backups />
    </>
  );
}

interface StoreProps {
  readonly name: string;
  readonly store: SystemView['postgres'];
}

function Store({ name, store }: StoreProps) {
  const t = useSystemWords();
  const say = useText();
  return (
    <Section title={name} extra={<Light isOk={store.ok} />}>
      <Facts
        facts={[
          [t('version'), store.version ?? '–'],
          [t('kind'), t(`kind-${store.kind}`)],
          [t('answers-in'), `${store.ms} ms`],
        ]}
      />
      {store.message && <p role="alert">{say(store.message)}</p>}
    </Section>
  );
}

interface SystemProps {
  readonly it: SystemView;
}

function Room({ it }: SystemProps) {
  const t = useSystemWords();
  return (
    <Section title={t('disk')} extra={<Light isOk={it.disk.ok} />}>
      <Facts
        facts={[
          [t('free'), formatBytes(it.disk.free_bytes)],
          [t('floor'), formatBytes(it.disk.floor_bytes)],
          [t('program'), it.version],
        ]}
      />
    </Section>
  );
}

/** A minute behind is a sweep or two; longer, and figures are old without saying so. */
const LATE_MS = 60_000;

function Mirror({ it: { mirror } }: SystemProps) {
  const t = useSystemWords();
  const language = useLanguage();
  const isLate = mirror.oldest_at !== null && Date.now() - Date.parse(mirror.oldest_at) > LATE_MS;
  return (
    <Section title={t('mirror')} extra={<Light isOk={!isLate} />}>
      <Facts
        facts={[
          [t('mirror-rows'), formatNumber(mirror.rows, language)],
          [
            t('mirror-oldest'),
            mirror.oldest_at === null ? t('nothing-owed') : <When key="at" at={mirror.oldest_at} />,
          ],
        ]}
      />
    </Section>
  );
}

function Light({ isOk }: { readonly isOk: boolean }) {
  const t = useSystemWords();
  return <span className={isOk ? styles.good : styles.bad}>{isOk ? t('good') : t('trouble')}</span>;
}

const known = ['node', 'threads', 'role', 'data', 'disk', 'master key', 'server', 'backups'] as const;
type Known = (typeof known)[number];

function Findings({ it }: SystemProps) {
  const t = useSystemWords();
  const say = useText();
  const nameOf = (name: string) =>
    known.includes(name as Known) ? t(`finding-${name.replace(' ', '-')}` as 'finding-node') : name;
  const instants = useInstants();
  return (
    <Section title={t('findings')}>
      <Facts
        facts={it.findings.map(({ name, ok, value, advice }) => [
          nameOf(name),
          <span key={name}>
            {!ok && <Light isOk={false} />} {instants(say(value))}
            {advice && <p className={styles.advice}>{say(advice)}</p>}
          </span>,
        ])}
      />
    </Section>
  );
}
