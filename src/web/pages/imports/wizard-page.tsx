import { useShop } from '../../client/me.ts';
import { useView } from '../../kit/list/view.ts';
import { DetailPage } from '../../kit/page/detail-page.tsx';
import { DropFile } from './drop-file.tsx';
import { noWizard, type Wizard } from './inspection.ts';
import { LookAtFile } from './look-at-file.tsx';
import { useImportWords } from './words.ts';

/** The wizard: a file, what it is, what its columns become, a dry run, the import. Where it stands is in the address. */
export default function WizardPage() {
  const shop = useShop();
  const t = useImportWords();
  const [view, change] = useView<keyof Wizard>({ ...noWizard });
  return (
    <DetailPage list={`/shops/${shop.slug}/imports`} title={t('wizard-title')} help={t('help-wizard')}>
      {view.upload === '' ? (
        <DropFile onUploaded={(upload) => change({ ...noWizard, upload })} />
      ) : (
        <LookAtFile key={view.upload} wizard={view} onChange={change} />
      )}
    </DetailPage>
  );
}
