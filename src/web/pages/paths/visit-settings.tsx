import { Input, InputNumber } from 'antd';
import { useState } from 'react';
import { api } from '../../client/api.ts';
import { type Answer, useAsk } from '../../client/ask.ts';
import { useShop } from '../../client/me.ts';
import { queryClient } from '../../client/query-client.ts';
import { ConfirmAction } from '../../kit/confirm-action.tsx';
import { Field } from '../../kit/field.tsx';
import { readRules, writeRules } from './page-rules.ts';
import { usePathWords } from './words.ts';

const path = '/api/shops/{shop}/analytics/visit-settings';

/** When a visit ends, and which pages are one: for whoever may change the shop. */
export function VisitSettings() {
  const { slug: shop, may } = useShop();
  const settings = useAsk(path, { path: { shop } }, { enabled: may('shop:manage') });
  return settings.data === undefined ? null : (
    <EditSettings key={JSON.stringify(settings.data)} settings={settings.data} />
  );
}

function EditSettings({ settings }: { readonly settings: Answer<typeof path> }) {
  const t = usePathWords();
  const { slug: shop } = useShop();
  const [minutes, setMinutes] = useState(settings.session_gap_minutes);
  const [text, setText] = useState(writeRules(settings.page_rules));
  const rules = readRules(text);
  const act = async () => {
    const body = { session_gap_minutes: minutes, page_rules: rules ?? [] };
    await api.PUT(path, { params: { path: { shop } }, body });
    // Whatever was read by the former settings is asked anew.
    await queryClient.invalidateQueries();
  };
  return (
    <ConfirmAction
      label={t('settings')}
      title={t('settings')}
      confirm={t('save')}
      ready={rules !== undefined}
      act={act}
    >
      <Field label={t('gap')}>
        {(id) => (
          <InputNumber
            id={id}
            min={1}
            max={1440}
            precision={0}
            value={minutes}
            onChange={(it) => setMinutes(it ?? 30)}
          />
        )}
      </Field>
      <Field label={t('page-names')} hint={t(rules === undefined ? 'page-names-wrong' : 'page-names-hint')}>
        {(id) => <Input.TextArea id={id} rows={6} value={text} onChange={(it) => setText(it.target.value)} />}
      </Field>
    </ConfirmAction>
  );
}
