export * from './client-address.js';
export * from './connections.js';
export * from './deadline.js';
export * from './same-site.js';
export { methodsAt, metNoRoute, tellMethods } from './methods.js';
