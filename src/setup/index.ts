// Set-up: what stands between an empty installation and somebody at work in it. Wiring, not a domain: it opens an account
// and a shop through the platform, and has the demo shop filled.
export { demoFiller, firstDemo, goOnWithDemo } from './demo-filling.ts';
export { setupRoutes } from './routes.ts';
export { needsSetup, setupCode } from './setup-code.ts';
