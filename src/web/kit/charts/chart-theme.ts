import type { Tokens } from '../theme/tokens.ts';

/** The look of charts, of the same tokens as everything else: ECharts does not follow antd by itself. */
export function chartTheme(tokens: Tokens): object {
  const { text, muted, border, surface, series, font } = tokens;
  const axis = {
    axisLine: { lineStyle: { color: border } },
    axisTick: { show: false },
    axisLabel: { color: muted },
    splitLine: { lineStyle: { color: border } },
    nameTextStyle: { color: muted },
  };
  return {
    color: series,
    backgroundColor: 'transparent',
    textStyle: { fontFamily: font, color: text },
    legend: { textStyle: { color: muted }, itemHeight: 8, itemWidth: 14 },
    tooltip: {
      backgroundColor: surface,
      borderColor: border,
      textStyle: { color: text, fontSize: 12 },
      confine: true,
    },
    categoryAxis: { ...axis, splitLine: { show: false } },
    valueAxis: { ...axis, axisLine: { show: false } },
    logAxis: { ...axis, axisLine: { show: false } },
    timeAxis: axis,
    line: { symbol: 'none', lineStyle: { width: 2 } },
  };
}
