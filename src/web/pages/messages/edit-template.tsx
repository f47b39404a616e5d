import { Input, Select } from 'antd';
import { useState } from 'react';
import { messageChannels } from '../../../contract/messaging.ts';
import { api, take } from '../../client/api.ts';
import { useShop } from '../../client/me.ts';
import { queryClient } from '../../client/query-client.ts';
import { ConfirmAction } from '../../kit/confirm-action.tsx';
import { Field } from '../../kit/field.tsx';
import { tellDone } from '../../kit/toast.tsx';
import { type Draft, draftOf, templateOf } from './draft-rules.ts';
import styles from './messages.module.css';
import { type Template, templatesPath } from './paths.ts';
import { Preview } from './preview.tsx';
import { useCodes } from './say-reason.ts';
import { useMessageWords } from './words.ts';

interface EditProps {
  /** undefined: a new one. */
  readonly standing: Template | undefined;
}

/** Writes a new version of a template, seen as its reader will see it. */
export function EditTemplate({ standing }: EditProps) {
  const t = useMessageWords();
  const shop = useShop();
  const [draft, setDraft] = useState(() => draftOf(standing));
  const template = templateOf(draft);
  const save = async () => {
    const params = { path: { shop: shop.slug, template: draft.template } };
    const body = { ...template!, version: standing?.version ?? 0 };
    await take(api.PUT(`${templatesPath}/{template}`, { params, body }));
    await queryClient.invalidateQueries({ queryKey: [templatesPath] });
    tellDone(t('template-saved'));
  };
  return (
    <ConfirmAction
      label={t(standing === undefined ? 'new-template' : 'edit')}
      title={standing?.template ?? t('new-template')}
      confirm={t('save')}
      ready={template !== undefined}
      {...(standing !== undefined && { button: { size: 'small' as const } })}
      act={save}
    >
      <p className="muted">{t(standing?.built_in ? 'built-in-hint' : 'template-hint')}</p>
      <Head draft={draft} onChange={setDraft} standing={standing} />
      <div className={styles.columns}>
        <Words language="zh" draft={draft} onChange={setDraft} />
        <Words language="en" draft={draft} onChange={setDraft} />
      </div>
      <Preview template={template} />
    </ConfirmAction>
  );
}

interface DraftProps {
  readonly draft: Draft;
  readonly onChange: (draft: Draft) => void;
}

/** What Shuke sends by it itself keeps its purpose and variables. */
function Head({ draft, onChange, standing }: DraftProps & EditProps) {
  const t = useMessageWords();
  const codes = useCodes();
  const isFixed = standing?.built_in === true;
  return (
    <>
      {standing === undefined && (
        <Field label={t('name')} hint={t('name-hint')}>
          {(id) => (
            <Input
              id={id}
              value={draft.template}
              onChange={({ target }) => onChange({ ...draft, template: target.value })}
            />
          )}
        </Field>
      )}
      <Field label={t('purpose')}>
        {(id) => (
          <Select
            id={id}
            disabled={isFixed}
            value={draft.purpose}
            onChange={(purpose) => onChange({ ...draft, purpose })}
            options={(['marketing', 'service'] as const).map((value) => ({
              value,
              label: t(`purpose-${value}`),
            }))}
          />
        )}
      </Field>
      <Field label={t('channels')}>
        {(id) => (
          <Select
            id={id}
            mode="multiple"
            value={draft.channels}
            onChange={(channels) => onChange({ ...draft, channels })}
            options={messageChannels.map((value) => ({ value, label: codes.channel(value) }))}
          />
        )}
      </Field>
      <Field label={t('variables')} hint={t('variables-hint')}>
        {(id) => (
          <Input
            id={id}
            disabled={isFixed}
            value={draft.variables}
            onChange={({ target }) => onChange({ ...draft, variables: target.value })}
          />
        )}
      </Field>
    </>
  );
}

function Words({ language, draft, onChange }: DraftProps & { readonly language: 'zh' | 'en' }) {
  const t = useMessageWords();
  const words = draft.content[language];
  const change = (it: Partial<typeof words>) =>
    onChange({ ...draft, content: { ...draft.content, [language]: { ...words, ...it } } });
  return (
    <div>
      <Field label={t(`subject-${language}`)}>
        {(id) => (
          <Input id={id} value={words.subject} onChange={({ target }) => change({ subject: target.value })} />
        )}
      </Field>
      <Field label={t(`text-${language}`)}>
        {(id) => (
          <Input.TextArea
            id={id}
            autoSize={{ minRows: 5, maxRows: 14 }}
            value={words.text}
            onChange={({ target }) => change({ text: target.value })}
          />
        )}
      </Field>
    </div>
  );
}
