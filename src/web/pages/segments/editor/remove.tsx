import DeleteOutlined from '@ant-design/icons/DeleteOutlined';
import { Button } from 'antd';
import styles from '../segments.module.css';
import { useSegmentWords } from '../words.ts';

/** Takes a condition or a group away. */
export function Remove({ onRemove }: { readonly onRemove: () => void }) {
  const t = useSegmentWords();
  return (
    <Button
      className={styles.remove}
      type="text"
      size="small"
      icon={<DeleteOutlined />}
      aria-label={t('remove')}
      title={t('remove')}
      onClick={onRemove}
    />
  );
}
