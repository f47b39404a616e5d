import type { Platform } from '../../../platform/platform.ts';
import type { AnalysedShop } from '../metrics/question.ts';
import type { ScoreModel } from './score-model.ts';

/** A model, and the shop whose customers it scores. */
export interface ModelTask {
  readonly platform: Pick<Platform, 'db' | 'clickhouse' | 'clock' | 'fence' | 'log'>;
  readonly shop: AnalysedShop;
  readonly model: ScoreModel;
  readonly signal?: AbortSignal | undefined;
}
