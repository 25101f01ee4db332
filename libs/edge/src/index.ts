export * from './client-address.js';
export * from './connections.js';
export * from './deadline.js';
export * from './methods.js';
export * from './same-site.js';
