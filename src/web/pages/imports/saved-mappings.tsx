import { Button, Input } from 'antd';
import { useState } from 'react';
import { api } from '../../client/api.ts';
import { type Answer, useAsk } from '../../client/ask.ts';
import { useShop } from '../../client/me.ts';
import { queryClient } from '../../client/query-client.ts';
import { ConfirmAction } from '../../kit/confirm-action.tsx';
import { Field } from '../../kit/field.tsx';
import { Instant } from '../../kit/figures.tsx';
import { PlainList } from '../../kit/list/plain-list.tsx';
import { Section } from '../../kit/page/section.tsx';
import styles from './imports.module.css';
import { useImportWords, type Words } from './words.ts';

const path = '/api/shops/{shop}/mappings' as const;
const one = '/api/shops/{shop}/mappings/{mapping}' as const;
type Saved = Answer<typeof path>['mappings'][number];

const reload = async () => {
  await queryClient.invalidateQueries({ queryKey: [path] });
  await queryClient.invalidateQueries({ queryKey: ['inspection'] });
};

/** The shop's own mappings, which the wizard offers where a file fits one. Nothing where there is none. */
export function SavedMappings() {
  const t = useImportWords();
  const shop = useShop();
  const { data } = useAsk(path, { path: { shop: shop.slug } });
  if (data === undefined || data.mappings.length === 0) return null;
  return (
    <div className={styles.saved}>
      <Section title={t('saved-mappings')}>
        <p className={`muted ${styles.lead}`}>{t('saved-mappings-hint')}</p>
        <PlainList<Saved>
          label={t('saved-mappings')}
          columns={[
            { key: 'name', title: t('name'), render: (it) => it.name },
            { key: 'of', title: t('each-row'), render: (it) => t(`kind-${it.of as 'orders'}`) },
            { key: 'columns', title: t('columns'), render: (it) => columnsOf(it).join(t('comma')) },
            { key: 'saved', title: t('saved-at'), render: (it) => <Instant at={it.saved_at} /> },
            { key: 'act', title: t('act'), render: (it) => <Acts it={it} /> },
          ]}
          rows={data.mappings}
          rowKey={(it) => it.name}
          empty={{ title: t('saved-mappings') }}
        />
      </Section>
    </div>
  );
}

/** Columns of the file it reads, as far as a line has room. */
function columnsOf({ mapping }: Saved): string[] {
  const fields = Object.values((mapping.fields ?? {}) as Record<string, string | { column?: string }>);
  const people = (mapping.identities ?? []) as { column: string }[];
  const columns = [
    ...fields.map((it) => (typeof it === 'string' ? it : (it.column ?? ''))),
    ...people.map((it) => it.column),
  ];
  const named = [...new Set(columns.filter((it) => it !== ''))];
  return named.length > 6 ? [...named.slice(0, 6), '…'] : named;
}

function Acts({ it }: { readonly it: Saved }) {
  const t = useImportWords();
  const mayWrite = useShop().may('imports:write');
  return (
    <div className={styles.act}>
      <Button size="small" onClick={() => download(it)} aria-label={t('download-one', { name: it.name })}>
        {t('download-mapping')}
      </Button>
      {mayWrite && <Rename name={it.name} t={t} />}
      {mayWrite && <Remove name={it.name} t={t} />}
    </div>
  );
}

interface ActProps {
  readonly name: string;
  readonly t: Words;
}

function Rename({ name, t }: ActProps) {
  const shop = useShop();
  const [to, setTo] = useState(name);
  const rename = async () => {
    const params = { path: { shop: shop.slug, mapping: name } };
    await api.POST('/api/shops/{shop}/mappings/{mapping}/name', { params, body: { name: to } });
    await reload();
  };
  return (
    <ConfirmAction
      label={t('rename')}
      title={t('rename-title', { name })}
      ready={to !== name && /^[a-z0-9][a-z0-9-]{0,62}$/.test(to)}
      button={{ size: 'small' }}
      act={rename}
    >
      <Field label={t('mapping-name')}>
        {(id) => <Input id={id} value={to} onChange={(e) => setTo(e.target.value)} />}
      </Field>
    </ConfirmAction>
  );
}

function Remove({ name, t }: ActProps) {
  const shop = useShop();
  const remove = async () => {
    await api.DELETE(one, { params: { path: { shop: shop.slug, mapping: name } } });
    await reload();
  };
  return (
    <ConfirmAction
      danger
      label={t('delete')}
      title={t('delete-title', { name })}
      button={{ size: 'small' }}
      act={remove}
    >
      <p>{t('delete-hint')}</p>
    </ConfirmAction>
  );
}

/** As `shuke import --mapping` reads it. */
function download({ name, mapping }: Saved): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(
    new Blob([`${JSON.stringify(mapping, undefined, 2)}\n`], { type: 'application/json' }),
  );
  link.download = `${name}.json`;
  link.click();
  URL.revokeObjectURL(link.href);
}
