import { Link } from 'react-router';
import { useAsk } from '../../client/ask.ts';
import { useShop } from '../../client/me.ts';
import styles from './imports.module.css';
import { useImportWords } from './words.ts';

/** Files that were uploaded and not imported yet: a way back into the wizard. */
export function WaitingUploads() {
  const shop = useShop();
  const t = useImportWords();
  const { data } = useAsk('/api/shops/{shop}/uploads', { path: { shop: shop.slug } }, { fresh: 0 });
  if (data === undefined || data.uploads.length === 0) return null;
  return (
    <span className={styles.waiting}>
      {t('waiting')}
      {data.uploads.map(({ upload, file_name }) => (
        <Link key={upload} to={`/shops/${shop.slug}/imports/new?upload=${upload}`}>
          {file_name}
        </Link>
      ))}
    </span>
  );
}
