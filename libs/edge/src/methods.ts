import { NotFoundException } from '@nestjs/common';
import type { NextFunction, Request, Response } from 'express';

/** What Express keeps of a route. */
interface Route {
  methods: Record<string, boolean>;
}
interface Layer {
  route?: Route;
  match(path: string): boolean;
}

/** Nest mounts some middlewares as routes of every method: of CONNECT too, which Node hands to no route. */
const isOwn = (route: Route | undefined): route is Route => route !== undefined && !route.methods['connect'];

/** Methods that the routes at the address of the request take, as `Allow` names them; none where there is no such address. */
export function methodsAt({ app, path }: Request): string[] {
  const { stack } = app.router as unknown as { stack: Layer[] };
  const routes = stack.filter((layer) => isOwn(layer.route) && layer.match(path));
  const methods = new Set(routes.flatMap(({ route }) => Object.keys(route?.methods ?? {})));
  if (methods.size === 0) return [];
  if (methods.has('get')) methods.add('head'); // Express answers it as GET, without the body
  return [...methods, 'options'].map((method) => method.toUpperCase()).sort();
}

/** RFC 9110 §9.2.1: a request that asks for no change. */
export const isSafe = ({ method }: { method: string }): boolean => ['GET', 'HEAD', 'OPTIONS'].includes(method);

/** `OPTIONS` tells the methods of an address. */
export function tellMethods(request: Request, response: Response, next: NextFunction): void {
  const methods = request.method === 'OPTIONS' ? methodsAt(request) : [];
  if (methods.length === 0) return next();
  response.status(204).setHeader('Allow', methods.join(', ')).end();
}

/** Whether no route was met, rather than a route that found nothing. For HEAD Express notes any route at the address. */
export function metNoRoute(error: unknown, { method, route }: Request): boolean {
  const met = route as Route | undefined;
  const wanted = method === 'HEAD' ? 'get' : method.toLowerCase();
  return error instanceof NotFoundException && !(isOwn(met) && met.methods[wanted]);
}
