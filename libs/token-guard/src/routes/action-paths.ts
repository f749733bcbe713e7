import { Injectable, type OnModuleInit, RequestMethod, type Type } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { ApplicationConfig, DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { RoutePathFactory } from '@nestjs/core/router/route-path-factory.js';
import { type Access, AccessRule } from '../access.js';
import { type ActionPath } from './action-path.js';

/** A handler of a route that a token can reach, and the path by which tokens are restricted to it. */
export interface DeclaredPath {
  readonly controller: Type;
  readonly method: string;
  readonly path: ActionPath;
}

/** A handler of this service, and who may use it. */
export interface Endpoint {
  readonly controller: Type;
  /** The handler's name. */
  readonly method: string;
  readonly access: Access;
  /** As in `GET`. */
  readonly verb: string;
  /** As in the API reference: `/api/v1/{workspace}/contacts/{id}`. */
  readonly urls: readonly string[];
}

type Handler = (...args: never[]) => unknown;

/**
 * All handlers, and their action paths: what the reference shows and what the tester tests (C17) is the rule that the
 * guard reads. A service with a handler that tokens can reach by no name does not start: nobody
 * could allow it to a token that is restricted to routes, or forbid it.
 */
@Injectable()
export class ActionPaths implements OnModuleInit {
  private readonly scanner = new MetadataScanner();

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly reflector: Reflector,
    private readonly config: ApplicationConfig,
  ) {}

  /** @throws Error Naming the handlers that have none, or one that names an id which their route has not. */
  onModuleInit(): void {
    this.all();
  }

  /** Of those that a token can reach. */
  all(): DeclaredPath[] {
    return this.endpoints().flatMap(({ controller, method, access }) =>
      'path' in access && access.path ? [{ controller, method, path: access.path }] : [],
    );
  }

  endpoints(): Endpoint[] {
    return this.discovery.getControllers().flatMap(({ metatype }) => {
      const controller = metatype as Type;
      const prototype = controller.prototype as Record<string, Handler>;
      return this.scanner.getAllMethodNames(prototype).flatMap((method) => {
        const handler = prototype[method];
        return handler && Reflect.hasMetadata(PATH_METADATA, handler)
          ? [this.endpointOf(controller, method, handler)]
          : [];
      });
    });
  }

  private endpointOf(controller: Type, method: string, handler: Handler): Endpoint {
    const access = this.reflector.getAllAndOverride(AccessRule, [handler, controller]) as Access | undefined;
    const routes = routesOf(controller, handler);
    const name = `${controller.name}.${method}`;
    if (!access || (access.kind === 'unlisted' && !access.path)) {
      throw new Error(
        `${name} needs an action path: @RequireAbility(ability, path), @Unlisted(path), @AnyCredential(path)`,
      );
    }
    if ('path' in access) refuseStrangeIds(name, routes, access.path);
    const verb = Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod;
    return { controller, method, access, verb: RequestMethod[verb], urls: this.urlsOf(routes, verb) };
  }

  /** Where Nest puts them: it has the prefix, and what is excepted from it. */
  private urlsOf(routes: readonly string[], verb: RequestMethod): string[] {
    const paths = new RoutePathFactory(this.config);
    const globalPrefix = this.config.getGlobalPrefix();
    return routes
      .flatMap((ctrlPath) => paths.create({ ctrlPath: `/${ctrlPath}`, globalPrefix }, verb))
      .map((url) => url.replaceAll(/:(\w+)/g, '{$1}'));
  }
}

/** The paths of a handler, without what the application puts before all of them. */
const routesOf = (controller: Type, handler: Handler): string[] =>
  pathsOf(controller).flatMap((first) =>
    pathsOf(handler).map((last) =>
      [first, last]
        .flatMap((path) => path.split('/'))
        .filter(Boolean)
        .join('/'),
    ),
  );

function refuseStrangeIds(name: string, routes: readonly string[], path: ActionPath | null): void {
  const missing = path?.ids.find((id) => !routes.every((route) => hasParameter(route, id)));
  if (path && missing !== undefined)
    throw new Error(`${name}: its route has no :${missing}, but ${path.text} has`);
}

const pathsOf = (place: object): readonly string[] => {
  const paths = Reflect.getMetadata(PATH_METADATA, place) as string | readonly string[] | undefined;
  return typeof paths === 'string' ? [paths] : (paths ?? ['']);
};

const hasParameter = (route: string, id: string): boolean => route.split('/').includes(`:${id}`);
