import DownloadOutlined from '@ant-design/icons/DownloadOutlined';
import { Button, Dropdown } from 'antd';
import type { RefObject } from 'react';
import { useShop } from '../../client/me.ts';
import { useTokens } from '../../kit/theme/theme.tsx';
import { tellDone } from '../../kit/toast.tsx';
import { useLanguage } from '../../kit/words/language.ts';
import { savePictureOf } from './save-picture.ts';
import { useQuestion } from './use-answer.ts';
import type { View } from './view-rules.ts';
import { useExploreWords } from './words.ts';

interface ExportMenuProps {
  readonly view: View;
  readonly title: string;
  /** Where the picture is drawn. */
  readonly place: RefObject<HTMLElement | null>;
  readonly isSmall?: boolean;
}

/** The answer as a file: the table as CSV or XLSX, from the server; the chart or table as PNG, from the screen. */
export function ExportMenu({ view, title, place, isSmall = false }: ExportMenuProps) {
  const t = useExploreWords();
  const language = useLanguage();
  const tokens = useTokens();
  const { slug } = useShop();
  const question = useQuestion(view);
  const items = (['xlsx', 'csv', 'png'] as const).map((key) => ({ key, label: t(`export-${key}`) }));
  const choose = (format: string) => {
    if (format === 'png') {
      if (!savePictureOf(place.current, { title, tokens })) tellDone(t('no-picture'));
      return;
    }
    const shares = view.show === 'share';
    // A share is of the total, which the file then has too.
    const asked = shares ? JSON.stringify({ ...JSON.parse(question), totals: true }) : question;
    const query = new URLSearchParams({
      question: asked,
      format,
      language: language === 'zh-CN' ? 'zh' : 'en',
    });
    if (shares) query.set('shares', 'true');
    location.assign(`/api/shops/${encodeURIComponent(slug)}/explore/export?${query}`);
  };
  return (
    <Dropdown autoFocus trigger={['click']} menu={{ items, onClick: ({ key }) => choose(key) }}>
      <Button
        {...(isSmall && { size: 'small', type: 'text' })}
        icon={<DownloadOutlined />}
        disabled={view.question.measures.length === 0}
        aria-label={t('export-of', { title })}
      >
        {isSmall ? null : t('export')}
      </Button>
    </Dropdown>
  );
}
