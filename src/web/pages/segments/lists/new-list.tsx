import { Input, Select } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { type ListBy, listBys } from '../../../../contract/segment-list.ts';
import { api, take } from '../../../client/api.ts';
import { useShop } from '../../../client/me.ts';
import { ConfirmAction } from '../../../kit/confirm-action.tsx';
import { Field } from '../../../kit/field.tsx';
import { FileField } from '../../../kit/file-field.tsx';
import { reloadSegments } from '../segments.ts';
import { useSegmentWords } from '../words.ts';
import { sendList } from './send-list.ts';

/** A list from a file, and at once the segment of who stands on it. */
export function NewList() {
  const t = useSegmentWords();
  const { slug: shop } = useShop();
  const go = useNavigate();
  const [asked, setAsked] = useState<{ name: string; by: ListBy; file?: File | undefined }>(start);
  const change = (it: Partial<typeof asked>) => setAsked((now) => ({ ...now, ...it }));
  const act = async () => {
    const list = await sendList(shop, { ...asked, file: asked.file! });
    const tree = { kind: 'list', list: list.list_id };
    const description = t('list-description', { found: list.found, lines: list.lines });
    const body = { name: asked.name, description, is_live: true, tree };
    const params = { path: { shop } };
    const made = await take(api.POST('/api/shops/{shop}/segments', { params, body: body as never }));
    await reloadSegments();
    await go(`/shops/${shop}/segments/${made.segment_id}`);
  };
  return (
    <ConfirmAction
      label={t('new-list')}
      title={t('new-list')}
      confirm={t('upload')}
      ready={asked.name.trim() !== '' && asked.file !== undefined}
      act={act}
    >
      <Field label={t('name')}>
        {(id) => (
          <Input
            id={id}
            maxLength={60}
            value={asked.name}
            onChange={(it) => change({ name: it.target.value })}
          />
        )}
      </Field>
      <Field label={t('list-by')}>
        {(id) => (
          <Select
            id={id}
            value={asked.by}
            onChange={(by) => change({ by })}
            options={listBys.map((it) => ({ value: it, label: t(`list-by-${it}`) }))}
          />
        )}
      </Field>
      <Field label={t('list-file')} hint={t('list-file-hint')}>
        {(id) => <FileField id={id} file={asked.file} onChange={(file) => change({ file })} />}
      </Field>
    </ConfirmAction>
  );
}

const start = { name: '', by: 'phone' as ListBy };
