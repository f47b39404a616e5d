import { describeEngines } from '../../system/index.ts';
import { engineCommand } from '../command.ts';

/** `shuke engines`: which engines are behind this data directory, and whether they answer. `doctor` asks it too. */
export const command = engineCommand({
  name: 'engines',
  summary: { zh: '两个引擎的版本与状态', en: 'versions of the two engines, and whether they answer' },
  options: {},
  async run({ platform, result }) {
    const document = await describeEngines(platform);
    result(document, () =>
      Object.entries(document)
        .map(([name, it]) => `${name} ${it.version} (${it.kind}), ${it.ok ? `${it.ms} ms` : 'no answer'}\n`)
        .join(''),
    );
  },
});
