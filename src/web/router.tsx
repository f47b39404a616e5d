import { createBrowserRouter, type RouteObject } from 'react-router';
import { pages } from './pages.ts';
import { askOnTheWay } from './shell/ask-on-the-way.ts';
import { NotFound, PageFailed } from './shell/dead-ends.tsx';
import { Gate, Home, PageGate } from './shell/gate.tsx';
import type { PageEntry } from './shell/page-entry.ts';

/** A page's code comes when somebody goes there. */
const routeOf = (page: PageEntry): RouteObject => ({
  path: page.path,
  handle: page,
  lazy: async () => {
    const { default: Component, ask } = await page.load();
    return { Component, ...(ask && { loader: askOnTheWay(page, ask) }) };
  },
  ErrorBoundary: PageFailed,
});

const isPublic = (page: PageEntry): boolean => page.needs === 'public';

export const router = createBrowserRouter([
  {
    HydrateFallback: () => null,
    ErrorBoundary: PageFailed,
    children: [
      ...pages.filter(isPublic).map(routeOf),
      {
        Component: Gate,
        children: [
          { path: '/', Component: Home },
          { path: '/shops/:shop', Component: Home },
          { Component: PageGate, children: pages.filter((it) => !isPublic(it)).map(routeOf) },
          { path: '*', Component: NotFound },
        ],
      },
    ],
  },
]);
