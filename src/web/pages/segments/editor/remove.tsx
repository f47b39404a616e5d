import DeleteOutlined from '@ant-design/icons/DeleteOutlined';
import { RemoveButton } from '../../../kit/remove-button.tsx';
import styles from '../segments.module.css';
import { useSegmentWords } from '../words.ts';

/** Takes a condition or a group away. */
export function Remove({ onRemove }: { readonly onRemove: () => void }) {
  const t = useSegmentWords();
  return (
    <RemoveButton
      className={styles.remove}
      type="text"
      size="small"
      icon={<DeleteOutlined />}
      aria-label={t('remove')}
      title={t('remove')}
      onRemove={onRemove}
    />
  );
}
