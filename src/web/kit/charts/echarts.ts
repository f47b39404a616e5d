import { BarChart, LineChart, PieChart, ScatterChart, TreemapChart } from 'echarts/charts';
import { GridComponent, LegendComponent, MarkLineComponent, TooltipComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';

/** Only what pages draw: each further chart type is 10 to 20 KB gzipped for everybody. */
use([
  ...[BarChart, LineChart, PieChart, ScatterChart, TreemapChart],
  ...[GridComponent, LegendComponent, MarkLineComponent, TooltipComponent],
  CanvasRenderer,
]);

export type { EChartsOption } from 'echarts';
export { init };
