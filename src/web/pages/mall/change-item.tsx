import { InputNumber } from 'antd';
import { useState } from 'react';
import { placesOf } from '../../../contract/currency.ts';
import { api, take } from '../../client/api.ts';
import { useShop } from '../../client/me.ts';
import { newKey } from '../../client/new-key.ts';
import { ConfirmAction } from '../../kit/confirm-action.tsx';
import { Field } from '../../kit/field.tsx';
import { bodyOf, emptyFields, fieldsOf, isReady } from './item-fields.ts';
import { ItemForm } from './item-form.tsx';
import { type Item, itemsPath, reloadItems } from './items-path.ts';
import { useMallWords } from './words.ts';

/** A new item with its first stock. */
export function NewItem() {
  const t = useMallWords();
  const shop = useShop();
  const [fields, setFields] = useState(emptyFields);
  const [stock, setStock] = useState<number | null>(100);
  const save = async () => {
    const body = { ...bodyOf(fields, 10 ** placesOf(shop.currency)), stock: stock ?? 0 };
    await take(api.POST(itemsPath, { params: { path: { shop: shop.slug } }, body }));
    setFields(emptyFields);
    await reloadItems();
  };
  return (
    <ConfirmAction
      label={t('new-item')}
      title={t('new-item')}
      confirm={t('save')}
      ready={isReady(fields) && stock !== null}
      button={{ type: 'primary' }}
      act={save}
    >
      <ItemForm fields={fields} onChange={setFields} />
      <Field label={t('stock')}>
        {(id) => <InputNumber id={id} min={0} precision={0} value={stock} onChange={setStock} />}
      </Field>
    </ConfirmAction>
  );
}

/** Changes an item; what is held for somebody keeps the price it was held at. */
export function ChangeItem({ it }: { readonly it: Item }) {
  const t = useMallWords();
  const shop = useShop();
  const unit = 10 ** placesOf(shop.currency);
  const [fields, setFields] = useState(() => fieldsOf(it, unit));
  const save = async () => {
    const params = { path: { shop: shop.slug, item: it.item_id } };
    const body = { ...bodyOf(fields, unit), version: it.version };
    await take(api.PUT('/api/shops/{shop}/mall/items/{item}', { params, body }));
    await reloadItems();
  };
  return (
    <ConfirmAction
      label={t('change')}
      title={t('change-item', { name: it.name })}
      confirm={t('save')}
      ready={isReady(fields)}
      button={{ size: 'small' }}
      act={save}
    >
      <ItemForm fields={fields} onChange={setFields} />
    </ConfirmAction>
  );
}

/** More or fewer of an item. The key is of this opening: pressed twice it counts once. */
export function ChangeStock({ it }: { readonly it: Item }) {
  const t = useMallWords();
  const shop = useShop();
  const [by, setBy] = useState<number | null>(null);
  const [key, setKey] = useState(newKey);
  const save = async () => {
    const params = { path: { shop: shop.slug, item: it.item_id } };
    await take(api.POST('/api/shops/{shop}/mall/items/{item}/stock', { params, body: { by: by ?? 0, key } }));
    setKey(newKey());
    setBy(null);
    await reloadItems();
  };
  return (
    <ConfirmAction
      label={t('change-stock')}
      title={t('change-stock-of', { name: it.name })}
      confirm={t('save')}
      ready={by !== null && by !== 0}
      button={{ size: 'small' }}
      act={save}
    >
      <Field label={t('stock-by')} hint={t('stock-by-hint')}>
        {(id) => <InputNumber id={id} precision={0} value={by} onChange={setBy} />}
      </Field>
    </ConfirmAction>
  );
}
