import type { Command } from './command.ts';

/** Every command, loaded when it is called for: `shuke --help` should not open a database driver. */
const loaders: Readonly<Record<string, () => Promise<{ readonly command: Command }>>> = {
  serve: () => import('./commands/serve.ts'),
  backup: () => import('./commands/backup.ts'),
  'backup verify': () => import('./commands/backup-verify.ts'),
  restore: () => import('./commands/restore.ts'),
  doctor: () => import('./commands/doctor.ts'),
  import: () => import('./commands/import.ts'),
  'imports list': () => import('./commands/imports-list.ts'),
  'imports undo': () => import('./commands/imports-undo.ts'),
  export: () => import('./commands/export.ts'),
  demo: () => import('./commands/demo.ts'),
  metrics: () => import('./commands/metrics.ts'),
  rfm: () => import('./commands/rfm.ts'),
  'rfm moves': () => import('./commands/rfm-moves.ts'),
  quadrants: () => import('./commands/quadrants.ts'),
  forecast: () => import('./commands/forecast.ts'),
  churn: () => import('./commands/churn.ts'),
  'churn customer': () => import('./commands/churn-customer.ts'),
  cohorts: () => import('./commands/cohorts.ts'),
  funnel: () => import('./commands/funnel.ts'),
  'next-purchase': () => import('./commands/next-purchase.ts'),
  'next-purchase customer': () => import('./commands/next-purchase-customer.ts'),
  paths: () => import('./commands/paths.ts'),
  recommend: () => import('./commands/recommend.ts'),
  interests: () => import('./commands/interests.ts'),
  'interests customer': () => import('./commands/interests-customer.ts'),
  'interests similar': () => import('./commands/interests-similar.ts'),
  personas: () => import('./commands/personas.ts'),
  lift: () => import('./commands/lift.ts'),
  'look-alike': () => import('./commands/look-alike.ts'),
  social: () => import('./commands/social.ts'),
  'social growth': () => import('./commands/social-growth.ts'),
  'recommend learn': () => import('./commands/recommend-learn.ts'),
  'recommend list': () => import('./commands/recommend-list.ts'),
  rules: () => import('./commands/rules.ts'),
  lifecycle: () => import('./commands/lifecycle.ts'),
  'segments list': () => import('./commands/segments-list.ts'),
  'segments templates': () => import('./commands/segments-templates.ts'),
  'segments count': () => import('./commands/segments-count.ts'),
  'segments create': () => import('./commands/segments-create.ts'),
  'segments from-file': () => import('./commands/segments-from-file.ts'),
  'segments show': () => import('./commands/segments-show.ts'),
  'segments members': () => import('./commands/segments-members.ts'),
  'segments why': () => import('./commands/segments-why.ts'),
  'segments refresh': () => import('./commands/segments-refresh.ts'),
  'segments delete': () => import('./commands/segments-delete.ts'),
  worklist: () => import('./commands/worklist.ts'),
  'customers list': () => import('./commands/customers-list.ts'),
  'customers show': () => import('./commands/customers-show.ts'),
  'customers merge': () => import('./commands/customers-merge.ts'),
  'customers unmerge': () => import('./commands/customers-unmerge.ts'),
  'customers split': () => import('./commands/customers-split.ts'),
  'customers unmask': () => import('./commands/customers-unmask.ts'),
  'quarantine list': () => import('./commands/quarantine-list.ts'),
  'quarantine release': () => import('./commands/quarantine-release.ts'),
  'traits list': () => import('./commands/traits-list.ts'),
  'traits add': () => import('./commands/traits-add.ts'),
  'traits change': () => import('./commands/traits-change.ts'),
  'traits undeclared': () => import('./commands/traits-undeclared.ts'),
  'customers export-personal': () => import('./commands/customers-export-personal.ts'),
  'customers erase': () => import('./commands/customers-erase.ts'),
  'orders show': () => import('./commands/orders-show.ts'),
  'shops list': () => import('./commands/shops-list.ts'),
  'shops create': () => import('./commands/shops-create.ts'),
  'keys list': () => import('./commands/keys-list.ts'),
  'keys create': () => import('./commands/keys-create.ts'),
  'keys revoke': () => import('./commands/keys-revoke.ts'),
  'keys rotate': () => import('./commands/keys-rotate.ts'),
  'keys rotate-master': () => import('./commands/keys-rotate-master.ts'),
  'retention show': () => import('./commands/retention-show.ts'),
  'retention set': () => import('./commands/retention-set.ts'),
  'retention run': () => import('./commands/retention-run.ts'),
  'accounts reset-password': () => import('./commands/accounts-reset-password.ts'),
  'operators list': () => import('./commands/operators-list.ts'),
  'operators add': () => import('./commands/operators-add.ts'),
  'operators remove': () => import('./commands/operators-remove.ts'),
  'db plan': () => import('./commands/db-plan.ts'),
  'db distribute': () => import('./commands/db-distribute.ts'),
  'consents show': () => import('./commands/consents-show.ts'),
  'consents record': () => import('./commands/consents-record.ts'),
  'audit verify': () => import('./commands/audit-verify.ts'),
  engines: () => import('./commands/engines.ts'),
  'value fit': () => import('./commands/value-fit.ts'),
  'value score': () => import('./commands/value-score.ts'),
  'value show': () => import('./commands/value-show.ts'),
  'value customer': () => import('./commands/value-customer.ts'),
  'points rules': () => import('./commands/points-rules.ts'),
  'points show': () => import('./commands/points-show.ts'),
  'points earn': () => import('./commands/points-earn.ts'),
  'points spend': () => import('./commands/points-spend.ts'),
  'points reserve': () => import('./commands/points-reserve.ts'),
  'points confirm': () => import('./commands/points-confirm.ts'),
  'points cancel': () => import('./commands/points-cancel.ts'),
  'points refund': () => import('./commands/points-refund.ts'),
  'points adjust': () => import('./commands/points-adjust.ts'),
  'points approvals': () => import('./commands/points-approvals.ts'),
  'points repay': () => import('./commands/points-repay.ts'),
  'points audit': () => import('./commands/points-audit.ts'),
  'points liability': () => import('./commands/points-liability.ts'),
  'tiers show': () => import('./commands/tiers-show.ts'),
  'tiers rules': () => import('./commands/tiers-rules.ts'),
  'tiers simulate': () => import('./commands/tiers-simulate.ts'),
  'tiers apply': () => import('./commands/tiers-apply.ts'),
  'tiers evaluate': () => import('./commands/tiers-evaluate.ts'),
  'tiers prices': () => import('./commands/tiers-prices.ts'),
  'tiers history': () => import('./commands/tiers-history.ts'),
  'messages list': () => import('./commands/messages-list.ts'),
  'messages retry': () => import('./commands/messages-retry.ts'),
  'messages channels': () => import('./commands/messages-channels.ts'),
  'messages send-test': () => import('./commands/messages-send-test.ts'),
  'mall list': () => import('./commands/mall-list.ts'),
  'mall add': () => import('./commands/mall-add.ts'),
  'mall stock': () => import('./commands/mall-stock.ts'),
  'mall redeem': () => import('./commands/mall-redeem.ts'),
  'mall confirm': () => import('./commands/mall-confirm.ts'),
  'mall cancel': () => import('./commands/mall-cancel.ts'),
  'mall return': () => import('./commands/mall-return.ts'),
  'plus plans': () => import('./commands/plus-plans.ts'),
  'plus start': () => import('./commands/plus-start.ts'),
  'plus switch': () => import('./commands/plus-switch.ts'),
  'plus renew': () => import('./commands/plus-renew.ts'),
  'plus use': () => import('./commands/plus-use.ts'),
  'plus give-back': () => import('./commands/plus-give-back.ts'),
  'plus cancel': () => import('./commands/plus-cancel.ts'),
  'plus refund': () => import('./commands/plus-refund.ts'),
  'plus show': () => import('./commands/plus-show.ts'),
  'plus report': () => import('./commands/plus-report.ts'),
  version: () => import('./commands/version.ts'),
};

export interface Found {
  readonly command: Command;
  /** The words after the command's name. */
  readonly rest: readonly string[];
}

/** Those that run where they are typed. A test holds the list to what each command says of itself. */
const local = new Set(['serve', 'backup verify', 'restore', 'doctor', 'db distribute', 'version']);

/**
 * Whether these words call a command that a live server would run; asked before anything is loaded, because loading what a
 * command needs to read its options takes ten times as long as asking the server to.
 */
export function runsOnEngines(words: readonly string[]): boolean {
  const name = namesOf(words).find(([, it]) => loaders[it] !== undefined)?.[1];
  return name !== undefined && !local.has(name) && !words.some((word) => word.startsWith('--help'));
}

/** What the first words may name, and how many of them. */
function namesOf([first = '', second = '-']: readonly string[]): [number, string][] {
  const names: [number, string][] = [
    [2, `${first} ${second}`],
    [1, first],
  ];
  return second.startsWith('-') ? [...names, [1, `${first} list`]] : names;
}

/**
 * The command whose name these words begin with; of two, the longer (`customers list` before `customers`). A noun alone
 * lists: `keys --shop a` is `keys list --shop a`.
 */
export async function findCommand(words: readonly string[]): Promise<Found | undefined> {
  for (const [length, name] of namesOf(words)) {
    const load = loaders[name];
    if (load !== undefined) return { command: (await load()).command, rest: words.slice(length) };
  }
  return undefined;
}

/** All of them, or those of one noun: `customers` gives `customers list`, `customers show`, ... */
export async function allCommands(noun?: string): Promise<Command[]> {
  const names = Object.keys(loaders).filter((name) => noun === undefined || name.startsWith(`${noun} `));
  const loaded = await Promise.all(names.map((name) => loaders[name]!()));
  return loaded.map((it) => it.command).filter((it) => it.hidden !== true);
}
