import { version } from '../../platform/program-version.ts';
import { localCommand } from '../command.ts';
import { exitCodes } from '../invoke.ts';

/** `shuke version`: what is installed here. */
export const command = localCommand({
  name: 'version',
  summary: { zh: '显示版本', en: 'show the version' },
  options: {},
  async run({ result }) {
    result(
      { shuke: version, node: process.versions.node },
      () => `shuke ${version} (Node ${process.versions.node})\n`,
    );
    return exitCodes.done;
  },
});
