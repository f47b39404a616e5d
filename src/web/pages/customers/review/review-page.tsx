import { Tabs } from 'antd';
import { useView } from '../../../kit/list/view.ts';
import { PageHeader } from '../../../kit/page/page-header.tsx';
import { useCustomerWords } from '../words.ts';
import { Proposals } from './proposals.tsx';
import { Quarantine } from './quarantine.tsx';

/** Who may be whom: what the machine will not decide by itself. */
export default function ReviewPage() {
  const t = useCustomerWords();
  const [{ tab }, setView] = useView({ tab: 'proposals' });
  const items = [
    { key: 'proposals', label: t('proposals'), children: <Proposals /> },
    { key: 'quarantine', label: t('quarantine'), children: <Quarantine /> },
  ];
  return (
    <>
      <PageHeader title={t('review-title')} subtitle={t('review-subtitle')} help={t('help-review')} />
      <Tabs activeKey={tab} onChange={(key) => setView({ tab: key })} items={items} destroyOnHidden />
    </>
  );
}
