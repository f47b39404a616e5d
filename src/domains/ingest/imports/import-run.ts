import { join } from 'node:path';
import type { ShopKeys } from '../../../platform/crypto/keyring.ts';
import type { Mirror } from '../../../platform/mirror/index.ts';
import type { Platform } from '../../../platform/platform.ts';
import type { KnownProducts } from './name-products.ts';

/** What imports lean on: the platform, and the mirror with every kind registered. */
export interface ImportTools {
  readonly platform: Platform;
  readonly mirror: Mirror;
}

/** What one running import keeps from batch to batch. */
export interface ImportRun extends ImportTools {
  readonly keys: ShopKeys;
  readonly shopId: number;
  readonly importId: number;
  /** The claim under which it runs. */
  readonly holder: string;
  /** Name of the preset or mapping. */
  readonly source: string;
  readonly products: KnownProducts;
  /** See Storing. */
  readonly meanwhile?: (() => void) | undefined;
}

/** Where imports keep their files: rejects, scratch, uploads. */
export function importsFolder({ platform }: ImportTools): string {
  return join(platform.config.dataDir, 'imports');
}

/** The folder of one import: its rejects, its scratch. */
export function importFolder(tools: ImportTools, importId: number): string {
  return join(importsFolder(tools), String(importId));
}

/** Where the rows are that an import could not use. */
export const rejectPathOf = (tools: ImportTools, importId: number): string =>
  join(importFolder(tools, importId), 'rejects.csv');
