import { BarChart, LineChart, PieChart, SankeyChart, ScatterChart } from 'echarts/charts';
import { GridComponent, LegendComponent, MarkLineComponent, TooltipComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';

/** Only what pages draw: each further chart type is 10 to 20 KB gzipped for everybody. */
use([
  ...[BarChart, LineChart, PieChart, SankeyChart, ScatterChart],
  ...[GridComponent, LegendComponent, MarkLineComponent, TooltipComponent],
  CanvasRenderer,
]);

/** A drawn chart. */
export type Instance = ReturnType<typeof init>;

export type { EChartsOption } from 'echarts';
export { init };
