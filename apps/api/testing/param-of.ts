import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import type { ExecutionContext } from '@nestjs/common';

type Factory = (data: unknown, context: ExecutionContext) => unknown;

/** What a parameter decorator of ours hands to a controller's method for this request. */
export function paramOf(decorator: () => ParameterDecorator, request: object): unknown {
  class Probe {
    method(): void {}
  }
  decorator()(Probe.prototype, 'method', 0);
  const [param] = Object.values(
    Reflect.getMetadata(ROUTE_ARGS_METADATA, Probe, 'method') as Record<string, { factory: Factory }>,
  );
  const context = { switchToHttp: () => ({ getRequest: () => request }) } as unknown as ExecutionContext;
  return param?.factory(undefined, context);
}
