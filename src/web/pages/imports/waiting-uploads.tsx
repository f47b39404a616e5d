import { Link } from 'react-router';
import { useAsk } from '../../client/ask.ts';
import { useShop } from '../../client/me.ts';
import styles from './imports.module.css';
import { useSending } from './sending.ts';
import { useImportWords } from './words.ts';

/** The file on its way, and those that were uploaded and not imported yet: ways back into the wizard. */
export function WaitingUploads() {
  const shop = useShop();
  const t = useImportWords();
  const { data } = useAsk('/api/shops/{shop}/uploads', { path: { shop: shop.slug } }, { fresh: 0 });
  const sending = useSending(shop.slug);
  const uploads = data?.uploads ?? [];
  if (uploads.length === 0 && sending === undefined) return null;
  return (
    <span className={styles.waiting}>
      {sending && (
        <Link to={`/shops/${shop.slug}/imports/new`}>{t('sending', { file: sending.file.name })}</Link>
      )}
      {uploads.length > 0 && t('waiting')}
      {uploads.map(({ upload, file_name }) => (
        <Link key={upload} to={`/shops/${shop.slug}/imports/new?upload=${upload}`}>
          {file_name}
        </Link>
      ))}
    </span>
  );
}
