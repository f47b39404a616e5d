import { Select } from 'antd';
import { useKitWords } from '../words.ts';
import { pageSizes } from './page-sizes.ts';

interface PageSizeProps {
  readonly size: number | undefined;
  readonly onSize: (size: number) => void;
}

/** How many rows a page has. */
export function PageSize({ size, onSize }: PageSizeProps) {
  const t = useKitWords();
  const sizes = [...pageSizes].sort((a, b) => a - b);
  return (
    <Select
      aria-label={t('page-size')}
      size="small"
      value={size}
      options={sizes.map((value) => ({ value, label: t('rows-a-page', { count: value }) }))}
      onChange={(value: number) => onSize(value)}
    />
  );
}
