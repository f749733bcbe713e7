export { Bodies } from './bodies.js';
export { described, type Resolve, type Schema } from './described.js';
export { anyJson, anyNameBut, anyObject, anyText } from './hostile.js';
export { holdsFor, someOf } from './seed.js';
