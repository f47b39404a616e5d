import type { ForecastView } from './view-rules.ts';

/** What the controls are given: the view of the address, and how it is changed. */
export interface ControlsProps {
  readonly view: ForecastView;
  readonly onChange: (change: Partial<ForecastView>) => void;
}
