import DownloadOutlined from '@ant-design/icons/DownloadOutlined';
import { Button } from 'antd';
import { saveCsv } from '../../kit/save-csv.ts';
import { usePathWords } from './words.ts';

interface SaveCsvProps {
  readonly name: string;
  readonly heads: readonly string[];
  readonly rows: readonly (readonly (string | number | null)[])[] | undefined;
}

export function SaveCsv({ name, heads, rows }: SaveCsvProps) {
  const t = usePathWords();
  return (
    <Button
      size="small"
      icon={<DownloadOutlined />}
      disabled={rows === undefined}
      onClick={() => rows && saveCsv(name, [heads, ...rows])}
    >
      {t('csv')}
    </Button>
  );
}
