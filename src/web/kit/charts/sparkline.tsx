import { sparklinePath } from './sparkline-path.ts';

/** The shape of a figure over time; the figure itself is said beside it. */
export function Sparkline({ values }: { readonly values: readonly (number | null)[] }) {
  return (
    <svg viewBox="0 0 100 24" width="100%" height="28" preserveAspectRatio="none" aria-hidden="true">
      <path
        d={sparklinePath(values)}
        fill="none"
        stroke="var(--accent)"
        strokeWidth="1.5"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  );
}
