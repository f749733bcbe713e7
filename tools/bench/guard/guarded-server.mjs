/** The empty endpoint, and what stands before it. */
import { readSetUp } from '../orders.mjs';
import { guardedApp } from './guarded-app.mjs';
import { serve } from './serve.mjs';

/** @type {import('./guarded-app.mjs').SetUp} */
const setUp = readSetUp();
await serve(await guardedApp(setUp));
