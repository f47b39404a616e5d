import type { TaskSource } from './task.ts';
import { mergeProposals } from './tasks/merge-proposals.ts';
import { quarantined } from './tasks/quarantined.ts';
import { unfinishedImports } from './tasks/unfinished-imports.ts';
import { welcomeNew } from './tasks/welcome-new.ts';
import { winBack } from './tasks/win-back.ts';

/** Everything that can stand on a worklist. Of those without expected money the earlier stands first. */
export const taskSources: readonly TaskSource[] = [
  winBack,
  welcomeNew,
  unfinishedImports,
  quarantined,
  mergeProposals,
];
