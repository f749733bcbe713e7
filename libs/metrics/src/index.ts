export { Count, Counter, Total } from './counter.js';
export { type Family, type Measured, type Sample } from './family.js';
export { Gauge } from './gauge.js';
export { Durations, Histogram } from './histogram.js';
