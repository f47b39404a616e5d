import { Button, Input } from 'antd';
import { useEffect, useState } from 'react';
import { type MappingKind, mappingKinds } from '../../../contract/mapping-fields.ts';
import { useShop } from '../../client/me.ts';
import { Field } from '../../kit/field.tsx';
import { useText } from '../../kit/words/language.ts';
import { ColumnTargets } from './column-targets.tsx';
import { fieldName } from './field-names.ts';
import styles from './imports.module.css';
import type { InspectionView, Reading } from './inspection.ts';
import { type Draft, guessTargets, mappingOf, missingOf, nameFor } from './mapping-draft.ts';
import { SaveMapping } from './save-mapping.tsx';
import { useImportWords } from './words.ts';

interface MapColumnsProps {
  readonly it: InspectionView;
  readonly reading: Reading;
  /** A mapping that the server can be asked about; undefined while something is missing. */
  readonly onMapping: (mapping: Record<string, unknown> | undefined) => void;
  readonly onSaved: (name: string) => void;
}

/** Mapping by hand: what a row is, what each column becomes, what its words mean. */
export function MapColumns({ it, reading, onMapping, onSaved }: MapColumnsProps) {
  const t = useImportWords();
  const say = useText();
  const shop = useShop();
  const [draft, setDraft] = useState<Draft>(() => ({
    ...{ name: nameFor(it.upload.file_name), of: 'orders', channel: 'shop', unit: 'major', words: {} },
    ...{ currency: shop.currency, timeZone: shop.time_zone, targets: guessTargets(it.columns, 'orders') },
  }));
  const missing = missingOf(draft);
  const file = { ...reading, ...(!it.has_header && it.format !== 'json-lines' && { columns: it.columns }) };
  const mapping =
    missing.length === 0 ? mappingOf(draft, file as Parameters<typeof mappingOf>[1]) : undefined;
  const said = JSON.stringify(mapping);
  // The mapping is made anew at every render; what matters is whether it says something else.
  // biome-ignore lint/correctness/useExhaustiveDependencies: as above
  useEffect(() => onMapping(mapping), [said]);
  return (
    <div className={styles.steps}>
      <Terms draft={draft} columns={it.columns} onChange={setDraft} />
      <ColumnTargets it={it} draft={draft} onChange={setDraft} />
      <div className={styles.act}>
        {missing.length > 0 && (
          <p className={styles.missing} role="status">
            {t('missing', {
              fields: missing
                .map((field) => (field === 'identities' ? t('an-identity') : say(fieldName(field))))
                .join(', '),
            })}
          </p>
        )}
        {mapping && <SaveMapping mapping={mapping} onSaved={onSaved} />}
      </div>
    </div>
  );
}

interface TermsProps {
  readonly draft: Draft;
  readonly columns: readonly string[];
  readonly onChange: (draft: Draft) => void;
}

/** What holds for every row. */
function Terms({ draft, columns, onChange }: TermsProps) {
  const t = useImportWords();
  const change = (it: Partial<Draft>) => onChange({ ...draft, ...it });
  const turnTo = (of: MappingKind) => change({ of, targets: guessTargets(columns, of), words: {} });
  return (
    <div className={styles.row}>
      <Field label={t('each-row')}>
        {(id) => (
          <select
            id={id}
            className={styles.select}
            value={draft.of}
            onChange={(e) => turnTo(e.target.value as MappingKind)}
          >
            {mappingKinds.map((kind) => (
              <option key={kind} value={kind}>
                {t(`kind-${kind}`)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label={t('channel')}>
        {(id) => (
          <Input
            id={id}
            value={draft.channel}
            maxLength={40}
            onChange={(e) => change({ channel: e.target.value })}
          />
        )}
      </Field>
      <Field label={t('currency')}>
        {(id) => (
          <Input
            id={id}
            value={draft.currency}
            maxLength={3}
            onChange={(e) => change({ currency: e.target.value.toUpperCase() })}
          />
        )}
      </Field>
      <Field label={t('unit')}>
        {(id) => (
          <select
            id={id}
            className={styles.select}
            value={draft.unit}
            onChange={(e) => change({ unit: e.target.value as Draft['unit'] })}
          >
            <option value="major">{t('unit-major')}</option>
            <option value="minor">{t('unit-minor')}</option>
          </select>
        )}
      </Field>
      <Field label={t('time-zone')}>
        {(id) => (
          <Input id={id} value={draft.timeZone} onChange={(e) => change({ timeZone: e.target.value })} />
        )}
      </Field>
      <Field label={t('mapping-name')}>
        {(id) => (
          <Input
            id={id}
            value={draft.name}
            maxLength={63}
            onChange={(e) => change({ name: e.target.value })}
          />
        )}
      </Field>
      <Button onClick={() => change({ targets: {}, words: {} })}>{t('clear-targets')}</Button>
    </div>
  );
}
