import { Injectable, type OnModuleInit, type Type } from '@nestjs/common';
import { PATH_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { type Access, AccessRule } from '../access.js';
import { type ActionPath } from './action-path.js';

/** A handler of a route that a token can reach, and the path by which tokens are restricted to it. */
export interface DeclaredPath {
  readonly controller: Type;
  readonly method: string;
  readonly path: ActionPath;
}

type Handler = (...args: never[]) => unknown;

/**
 * The action paths of all handlers. A service with a handler that tokens can reach by no name does not start: nobody
 * could allow it to a token that is restricted to routes, or forbid it.
 */
@Injectable()
export class ActionPaths implements OnModuleInit {
  private readonly scanner = new MetadataScanner();

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly reflector: Reflector,
  ) {}

  /** @throws Error Naming the handlers that have none, or one that names an id which their route has not. */
  onModuleInit(): void {
    this.all();
  }

  all(): DeclaredPath[] {
    return this.discovery.getControllers().flatMap(({ metatype }) => {
      const controller = metatype as Type;
      const prototype = controller.prototype as Record<string, Handler>;
      return this.scanner.getAllMethodNames(prototype).flatMap((method) => {
        const handler = prototype[method];
        return handler && Reflect.hasMetadata(PATH_METADATA, handler)
          ? this.declaredOn(controller, method, handler)
          : [];
      });
    });
  }

  private declaredOn(controller: Type, method: string, handler: Handler): DeclaredPath[] {
    const access = this.reflector.getAllAndOverride(AccessRule, [handler, controller]) as Access | undefined;
    if (access?.kind === 'public' || access?.kind === 'operator') return [];
    const name = `${controller.name}.${method}`;
    const path = access?.path;
    if (!path) {
      throw new Error(
        `${name} needs an action path: @RequireAbility(ability, path), @Unlisted(path), @AnyCredential(path)`,
      );
    }
    const routes = pathsOf(controller).flatMap((first) => pathsOf(handler).map((last) => `${first}/${last}`));
    const missing = path.ids.find((id) => !routes.every((route) => hasParameter(route, id)));
    if (missing !== undefined) throw new Error(`${name}: its route has no :${missing}, but ${path.text} has`);
    return [{ controller, method, path }];
  }
}

const pathsOf = (place: object): readonly string[] => {
  const paths = Reflect.getMetadata(PATH_METADATA, place) as string | readonly string[] | undefined;
  return typeof paths === 'string' ? [paths] : (paths ?? ['']);
};

const hasParameter = (route: string, id: string): boolean => route.split('/').includes(`:${id}`);
