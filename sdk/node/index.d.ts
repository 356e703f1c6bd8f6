/** The canonical status codes, with gRPC's numbers. */
export declare const Code: {
  readonly CANCELLED: 1;
  readonly UNKNOWN: 2;
  readonly INVALID_ARGUMENT: 3;
  readonly DEADLINE_EXCEEDED: 4;
  readonly NOT_FOUND: 5;
  readonly ALREADY_EXISTS: 6;
  readonly PERMISSION_DENIED: 7;
  readonly RESOURCE_EXHAUSTED: 8;
  readonly FAILED_PRECONDITION: 9;
  readonly ABORTED: 10;
  readonly OUT_OF_RANGE: 11;
  readonly UNIMPLEMENTED: 12;
  readonly INTERNAL: 13;
  readonly UNAVAILABLE: 14;
  readonly DATA_LOSS: 15;
  readonly UNAUTHENTICATED: 16;
};

/** Thrown by a handler to refuse a call: the caller gets this code and message, nothing added. */
export declare class CallRejected extends Error {
  constructor(code: number, message: string);
  readonly code: number;
}

/** The host refused or could not do what was asked. Uncaught, it fails the call with the same code and message. */
export declare class HostError extends Error {
  constructor(code: number, message: string);
  readonly code: number;
}

export type Bytes = Buffer | Uint8Array | string;
type Maybe<T> = T | Promise<T>;

export interface Config {
  /** The JSON value at a JSON pointer, all of it for an empty one; undefined = nothing there. */
  json(pointer?: string): Promise<Buffer | undefined>;
  at<T = unknown>(pointer?: string, standard?: T): Promise<T>;
}

type Fields = Record<string, unknown>;

export interface Log {
  /** level is 0 trace to 4 error; the fields hold at most 4 KiB together. */
  write(level: number, message: string, fields?: Fields): Promise<void>;
  debug(message: string, fields?: Fields): Promise<void>;
  info(message: string, fields?: Fields): Promise<void>;
  warn(message: string, fields?: Fields): Promise<void>;
  error(message: string, fields?: Fields): Promise<void>;
}

/** Durable entries of this plugin and tenant. Times to live are milliseconds, 0 = for ever. */
export interface Kv {
  require(key: string): Promise<Buffer>;
  get(key: string): Promise<Buffer | undefined>;
  entry(key: string): Promise<{ value: Buffer; version: number } | undefined>;
  set(key: string, value: Bytes, ttl?: number): Promise<number>;
  delete(key: string): Promise<void>;
  list(prefix?: string, after?: string, limit?: number): Promise<string[]>;
  version(key: string): Promise<number>;
  /** version 0 = must not exist; ABORTED when the entry has another one. */
  compareAndSet(key: string, value: Bytes, version: number, ttl?: number): Promise<number>;
  update(key: string, change: (old: Buffer | undefined) => Maybe<Bytes>): Promise<Buffer>;
  /** Exact up to 2^53; the entry itself holds 64 bits. */
  increment(key: string, by?: number): Promise<number>;
}

export interface Cache {
  require(key: string): Promise<Buffer>;
  get(key: string): Promise<Buffer | undefined>;
  set(key: string, value: Bytes, ttl?: number): Promise<void>;
  delete(key: string): Promise<void>;
}

export interface HttpRequest {
  method?: string;
  url: string;
  headers?: Record<string, string | string[]>;
  body?: Bytes;
  /** Milliseconds; 0 = what is left of the call. */
  timeout?: number;
}

export interface HttpResponse {
  status: number;
  /** Names in lower case. */
  headers: Record<string, string[]>;
  body: Buffer;
  text(): string;
  json(): any;
}

export interface Http {
  send(request: HttpRequest): Promise<HttpResponse>;
  get(url: string): Promise<HttpResponse>;
  postJson(url: string, value: unknown): Promise<HttpResponse>;
}

export interface Host {
  config: Config;
  log: Log;
  kv: Kv;
  cache: Cache;
  http: Http;
  events: { emit(type: string, data?: unknown, more?: { subject?: string; idempotencyKey?: string }): Promise<string> };
  secrets: { require(name: string): Promise<Buffer>; get(name: string): Promise<Buffer | undefined> };
  jobs: { enqueue(job: string, payload?: unknown, more?: { at?: Date; idempotencyKey?: string }): Promise<string> };
  plugins: {
    call(plugin: string, name: string, payload: Bytes, timeout?: number): Promise<Buffer>;
    ask(plugin: string, name: string, value: unknown): Promise<any>;
  };
  app: { call(name: string, payload: Bytes): Promise<Buffer>; ask(name: string, value: unknown): Promise<any> };
  sql: { query(request: Bytes): Promise<Buffer>; execute(request: Bytes): Promise<Buffer> };
  mail: { send(to: string[], subject: string, text: string): Promise<void>; sendJson(request: Bytes): Promise<void> };
}

/** A call, until its handler has settled. */
export interface Call {
  readonly function: string;
  /** Empty under a host that is not Mortise, as tenant, traceparent and caller are. */
  readonly id: string;
  readonly tenant: string;
  readonly traceparent: string;
  readonly depth: number;
  /** kind is APPLICATION, PLUGIN, JOB, EVENT or HTTP. */
  readonly caller: { kind: string; id: string };
  /** Milliseconds left of the deadline; undefined = no deadline. */
  readonly remaining: number | undefined;
  /** Aborts when the caller cancels or the deadline passes. */
  readonly signal: AbortSignal;
  readonly isCancelled: boolean;
  /** The host, for this call: with its caller, tenant and deadline. */
  readonly host: Host;
}

/** A plugin: its functions and hooks, then serve(). Register everything before serving. */
export declare class Plugin {
  constructor(name: string, options?: { concurrentCalls?: number });
  /** The host for work that belongs to no call. */
  readonly host: Host;
  /** Where this plugin may write, once started and when a directory was granted; empty = none. */
  readonly dataDirectory: string;
  handle<I = any, O = unknown>(name: string, body: (call: Call, input: I) => Maybe<O>, description?: string): this;
  handleBytes(name: string, body: (call: Call, payload: Buffer) => Maybe<Bytes | void>, description?: string): this;
  stream(
    name: string,
    body: (call: Call, payload: Buffer) => AsyncIterable<Bytes> | Iterable<Bytes>,
    description?: string,
  ): this;
  onStart(hook: (config: Config, host: Host) => Maybe<void>): this;
  onStop(hook: () => Maybe<void>): this;
  health(check: () => Maybe<{ ready?: boolean; message?: string }>): this;
  /** Serves until the host ends it. */
  serve(): void;
}
