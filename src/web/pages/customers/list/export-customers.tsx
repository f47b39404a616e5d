import { Button, Checkbox, Input } from 'antd';
import { useState } from 'react';
import { useAsk } from '../../../client/ask.ts';
import { useShop } from '../../../client/me.ts';
import { Choice } from '../../../kit/choice.tsx';
import { Dialog } from '../../../kit/dialog.tsx';
import { Field } from '../../../kit/field.tsx';
import { QueryState } from '../../../kit/state/query-state.tsx';
import { useLanguage, useText } from '../../../kit/words/language.ts';
import { useCustomerWords } from '../words.ts';
import { HeldOutNote } from './held-out-note.tsx';
import styles from './list.module.css';
import type { FilterState } from './use-filter.ts';

type Filter = FilterState['filter'];

/** What the filters leave as a file, streamed by the server and on record there. */
export function ExportCustomers({ filter }: { readonly filter: Filter }) {
  const t = useCustomerWords();
  const [isOpen, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <>
      <Button aria-haspopup="dialog" onClick={() => setOpen(true)}>
        {t('export')}
      </Button>
      <Dialog isOpen={isOpen} onClose={close} className={styles.dialog} label={t('export')}>
        <h2>{t('export')}</h2>
        <ExportForm filter={filter} onClose={close} />
      </Dialog>
    </>
  );
}

interface ExportColumn {
  readonly code: string;
  readonly label: { readonly zh: string; readonly en: string };
  readonly class: string;
}

interface How {
  readonly format: string;
  readonly columns: readonly string[];
  readonly personal: boolean;
  readonly reason: string;
}

const formats = ['xlsx', 'csv', 'jsonl', 'parquet'] as const;

function ExportForm({ filter, onClose }: { readonly filter: Filter; readonly onClose: () => void }) {
  const shop = useShop();
  const exports = useAsk('/api/shops/{shop}/exports', { path: { shop: shop.slug } });
  return (
    <QueryState query={exports}>
      {(found) => {
        const nouns = (found as { exports: { noun: string; columns: ExportColumn[] }[] }).exports;
        const { columns } = nouns.find((it) => it.noun === 'customers')!;
        return <ExportHow columns={columns} filter={filter} onClose={onClose} />;
      }}
    </QueryState>
  );
}

interface ExportHowProps {
  readonly columns: readonly ExportColumn[];
  readonly filter: Filter;
  readonly onClose: () => void;
}

function ExportHow({ columns, filter, onClose }: ExportHowProps) {
  const t = useCustomerWords();
  const shop = useShop();
  const language = useLanguage();
  const ordinary = columns.filter((it) => it.class !== 'sensitive').map((it) => it.code);
  const [how, setHow] = useState<How>({ format: 'xlsx', columns: ordinary, personal: false, reason: '' });
  const ready = how.columns.length > 0 && (!how.personal || how.reason.trim().length >= 4);
  const address = `/api/shops/${shop.slug}/exports/customers?${queryOf(how, filter, language)}`;
  return (
    <>
      <div className={styles.stack}>
        <p>{t('export-who')}</p>
        <HeldOutNote filter={filter} />
        <Field label={t('export-format')}>
          {(id) => (
            <Choice
              id={id}
              value={how.format}
              options={formats.map((it) => [it, t(`format-${it}`)])}
              onChange={(format) => setHow({ ...how, format })}
            />
          )}
        </Field>
        <ExportColumns
          columns={columns}
          chosen={how.columns}
          onChoose={(it) => setHow({ ...how, columns: it })}
        />
        {shop.may('export:personal') && (
          <Checkbox
            checked={how.personal}
            onChange={(event) => setHow({ ...how, personal: event.target.checked })}
          >
            {t('export-personal')}
          </Checkbox>
        )}
        {how.personal && (
          <Field label={t('reason')} hint={t('reason-hint')}>
            {(id) => (
              <Input
                id={id}
                value={how.reason}
                maxLength={500}
                onChange={(event) => setHow({ ...how, reason: event.target.value })}
              />
            )}
          </Field>
        )}
        <p className="muted">{t('export-audited')}</p>
      </div>
      <div className={styles.buttons}>
        <Button onClick={onClose}>{t('cancel')}</Button>
        <Button
          type="primary"
          disabled={!ready}
          {...(ready && { href: address, download: '' })}
          onClick={onClose}
        >
          {t('export-begin')}
        </Button>
      </div>
    </>
  );
}

interface ExportColumnsProps {
  readonly columns: readonly ExportColumn[];
  readonly chosen: readonly string[];
  readonly onChoose: (codes: readonly string[]) => void;
}

function ExportColumns({ columns, chosen, onChoose }: ExportColumnsProps) {
  const t = useCustomerWords();
  const say = useText();
  const toggle = (code: string) =>
    onChoose(chosen.includes(code) ? chosen.filter((it) => it !== code) : [...chosen, code]);
  return (
    <fieldset className={styles.columns} aria-label={t('export-columns')}>
      {columns.map((it) => (
        <Checkbox key={it.code} checked={chosen.includes(it.code)} onChange={() => toggle(it.code)}>
          {say(it.label)}
        </Checkbox>
      ))}
    </fieldset>
  );
}

function queryOf(how: How, filter: Filter, language: string): string {
  const query = new URLSearchParams({ format: how.format, columns: how.columns.join(',') });
  if (how.format === 'csv' || how.format === 'xlsx') query.set('headers', language.slice(0, 2));
  if (how.personal) {
    query.set('personal', 'true');
    query.set('reason', how.reason.trim());
  }
  for (const [name, value] of Object.entries(filter)) query.set(name, String(value));
  return query.toString();
}
